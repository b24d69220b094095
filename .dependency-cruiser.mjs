/**
 * The architecture as rules: contracts <- engine <- api <- shells, contracts <- renderer; inside the engine
 * base, dsp, stats <- stages <- pipeline <- audits, store and the rest <- open-engine.
 * Each rule has a planted violation in test/architecture.
 */
const stages = ['audio', 'logmel', 'models', 'saliency', 'segments', 'cues', 'baselines', 'plausibility']
const pure = [
  'base',
  'dsp',
  'stats',
  'onnx',
  'logmel',
  'saliency',
  'segments',
  'cues',
  'baselines',
  'plausibility',
  'speech-synthesis',
]
const engineFolder = names => `^src-main/engine/(${names.join('|')})/`

const rule = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to })

/** One file of ours takes in a heavy package, so that it can be exchanged, mocked and reasoned about in one place. */
const onlyHere = (name, place, packagePath, comment) =>
  rule(name, comment, { path: '^src-', pathNot: place }, { path: packagePath })

const looksAhead = stages
  .slice(0, -1)
  .map((stage, i) =>
    rule(
      `${stage}-comes-before-${stages[i + 1]}`,
      'The pipeline flows one way. Move the shared type to the earlier stage, or compose in engine/pipeline.ts.',
      { path: engineFolder([stage]) },
      { path: engineFolder(stages.slice(i + 1)) },
    ),
  )

export default {
  forbidden: [
    rule(
      'engine-knows-no-shell',
      'The engine runs under any shell. Pass in what it needs as an argument (as spawnWorker is).',
      { path: '^src-main/engine/' },
      {
        path: [
          '^src-main/(api|shells)/',
          '^src-(renderer|preload)/',
          '^electron($|/)',
          'node_modules/(electron|hono|@hono)/',
        ],
      },
    ),
    rule(
      'api-knows-no-shell',
      'The API is a fetch handler. Let the shell pass in what differs (as PathGrants and StaticFiles are).',
      { path: '^src-main/api/' },
      { path: ['^src-main/shells/', '^src-(renderer|preload)/'] },
    ),
    rule(
      'electron-only-in-its-shell',
      'Electron is one shell of three. Put the call into src-main/shells/electron and hand in a function.',
      { path: '^src-', pathNot: ['^src-main/shells/electron/', '^src-preload/'] },
      { path: ['^electron($|/)', 'node_modules/electron/'] },
    ),
    rule(
      'electron-shell-holds-no-engine',
      'Electron’s main process runs no native code and reads no file of the user. Ask the engine process.',
      { path: ['^src-main/shells/electron/', '^src-preload/'] },
      { path: ['^src-main/(engine|api)/'], dependencyTypesNot: ['type-only'], pathNot: ['^src-main/engine/base/'] },
    ),
    rule(
      'contracts-are-a-leaf',
      'Contracts are what both sides say: zod schemas and their types. Move behaviour into engine or renderer.',
      { path: '^src-main/contracts/' },
      { pathNot: ['^src-main/contracts/', 'node_modules/zod/'] },
    ),
    rule(
      'stages-share-types-not-code',
      'Each stage is testable with a literal. Compose stages in engine/pipeline.ts, or move what is common to base, dsp or stats.',
      { path: `^src-main/engine/(${stages.join('|')})/` },
      { path: engineFolder(stages), pathNot: '^src-main/engine/$1/', dependencyTypesNot: ['type-only'] },
    ),
    ...looksAhead,
    rule(
      'stages-know-no-surroundings',
      'A stage takes its input and gives its output. Read files, store and count in audits, store or open-engine.',
      { path: engineFolder(stages) },
      {
        path: '^src-main/engine/',
        pathNot: ['^src-main/engine/(base|dsp|stats|onnx|files)/', engineFolder(stages)],
      },
    ),
    rule(
      'pure-folders-touch-no-node',
      'These folders compute; they must run anywhere. Take bytes or numbers as arguments.',
      { path: engineFolder(pure) },
      { dependencyTypes: ['core'] },
    ),
    onlyHere(
      'only-the-store-speaks-sql',
      '^src-main/engine/store/',
      'node_modules/(better-sqlite3|@types/better-sqlite3)/',
      'Add a function to engine/store and call that.',
    ),
    onlyHere(
      'only-the-session-runs-onnx',
      '^src-main/engine/models/session\\.ts$',
      'node_modules/onnxruntime-(node|common|web)/',
      'Take a Forward function (models/forward.ts) as an argument.',
    ),
    onlyHere(
      'only-one-file-decodes-mp3',
      '^src-main/engine/audio/mp3/mp3\\.ts$',
      'node_modules/mpg123-decoder/',
      'Call decodeAudio (audio/decode.ts).',
    ),
    onlyHere(
      'only-one-file-encodes-opus',
      '^src-main/engine/artefacts/codecs/opus-codec\\.ts$',
      'node_modules/opusscript/',
      'Call plant (artefacts/plant.ts); what is to be heard is decoded by decodeAudio (audio/decode.ts).',
    ),
    onlyHere(
      'only-one-file-decodes-opus',
      '^src-main/engine/audio/ogg/opus\\.ts$',
      'node_modules/opus-decoder/',
      'Call decodeAudio (audio/decode.ts).',
    ),
    onlyHere(
      'only-one-file-writes-parquet',
      '^src-main/engine/exports/table-parquet\\.ts$',
      'node_modules/hyparquet-writer/',
      'Call tableParquet (exports/table-parquet.ts).',
    ),
    onlyHere(
      'only-one-file-uses-umap',
      '^src-main/engine/clip-maps/umap-layout\\.ts$',
      'node_modules/umap-js/',
      'Call layOutClips (clip-maps/lay-out-clips.ts).',
    ),
    onlyHere(
      'only-opensmile-loads-native-libraries',
      '^src-main/engine/cues-opensmile/native-library\\.ts$',
      'node_modules/koffi/',
      'Call openOpensmile (cues-opensmile/open-opensmile.ts).',
    ),
    rule(
      'only-tasks-open-opensmile',
      'Its library is foreign code that may take its process down. Ask a worker (audits/protocol.ts).',
      { path: '^src-', pathNot: '^src-main/engine/(cues-opensmile/|audits/opensmile-keeper\\.ts$)' },
      {
        path: '^src-main/engine/cues-opensmile/(open-opensmile|native-library)\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    ),
    onlyHere(
      'only-the-waveform-uses-wavesurfer',
      '^src-renderer/components/waveform/WaveformPane\\.vue$',
      'node_modules/wavesurfer\\.js/',
      'Use the component WaveformPane.vue.',
    ),
    rule(
      'renderer-speaks-through-contracts',
      'The page knows only the API. Say it in src-main/contracts and fetch it with src-renderer/api/client.ts.',
      { path: '^src-renderer/' },
      { path: ['^src-main/', '^src-preload/'], pathNot: ['^src-main/contracts/'], dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'renderer-takes-types-from-api-and-preload-only',
      'The engine’s own types may change under the page. Use those of src-main/contracts.',
      { path: '^src-renderer/' },
      { path: '^src-main/', pathNot: '^src-main/(contracts|api)/' },
    ),
    rule(
      'page-carries-no-schemas',
      'A schema brings its checks, and zod, into the page. Take the type; plain code belongs in a contract without zod.',
      { path: '^src-renderer/' },
      {
        path: ['^src-main/contracts/'],
        pathNot: ['^src-main/contracts/(arrays|cue-delta|labels-head|presets)\\.ts$'],
        dependencyTypesNot: ['type-only'],
      },
    ),
    rule(
      'renderer-touches-no-node',
      'The page is sandboxed: there is no Node. Ask the API.',
      { path: '^src-renderer/' },
      { dependencyTypes: ['core'] },
    ),
    rule(
      'preload-is-thin',
      'The preload hands over the few things HTTP cannot do. Put the work into the shell.',
      { path: '^src-preload/' },
      { path: '^src-(main|renderer)/', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'views-do-not-import-views',
      'A view is a page of its own. Move what two of them share to src-renderer/components.',
      { path: '^src-renderer/views/([^/]+)/' },
      { path: '^src-renderer/views/', pathNot: '^src-renderer/views/$1/' },
    ),
    rule(
      'no-circular',
      'Two files that need each other are one concept or hide a third. Extract what both need.',
      {},
      { circular: true },
    ),
    rule(
      'crossing-an-engine-folder-uses-a-hash-import',
      'Write #engine/folder/file: no import spells a path that a move would break.',
      { path: '^src-main/engine/([^/]+)/' },
      { path: '^src-main/engine/', pathNot: '^src-main/engine/$1/', dependencyTypesNot: ['aliased-subpath-import'] },
    ),
    rule(
      'crossing-a-border-uses-a-hash-import',
      'Write #contracts/file, #engine/folder/file, #api/file or #shells/file.',
      { path: '^(src-renderer|src-preload|src-main/[^/]+)/' },
      { path: '^src-main/', pathNot: '^$1/', dependencyTypesNot: ['aliased-subpath-import'] },
    ),
    rule(
      'nothing-unresolved',
      'The import leads nowhere: correct its path, or install the package.',
      { path: '^src-' },
      { couldNotResolve: true, pathNot: '\\?(worker|url|raw)$' },
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.vue', '.js', '.mjs', '.json', '.css'],
      conditionNames: ['import', 'types', 'default'],
      exportsFields: ['exports'],
    },
  },
}

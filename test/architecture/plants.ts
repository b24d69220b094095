/** A file that breaks one rule of `.dependency-cruiser.mjs`, and the files it needs beside it. */
export interface Plant {
  readonly rule: string
  readonly file: string
  readonly text: string
  readonly others?: Readonly<Record<string, string>>
}

const value = 'export const value = 1\n'
const stages = ['audio', 'logmel', 'models', 'saliency', 'segments', 'cues', 'baselines', 'plausibility']
const stageFiles = Object.fromEntries(
  stages.map(stage => [`src-main/engine/${stage}/thing.ts`, `${value}export type Thing = number\n`]),
)
const typeOf = (specifier: string): string => `import type { Thing } from '${specifier}'\nexport type Own = Thing\n`
const valueOf = (specifier: string): string => `import { value } from '${specifier}'\nexport const own = value\n`

/** At least one for each rule. */
export const plants: readonly Plant[] = [
  {
    rule: 'engine-knows-no-shell',
    file: 'src-main/engine/audits/plant-shell.ts',
    text: valueOf('#shells/thing'),
    others: { 'src-main/shells/thing.ts': value },
  },
  {
    rule: 'engine-knows-no-shell',
    file: 'src-main/engine/audits/plant-hono.ts',
    text: "import { Hono } from 'hono'\nexport const own = new Hono()\n",
  },
  { rule: 'api-knows-no-shell', file: 'src-main/api/plant-shell.ts', text: valueOf('#shells/thing') },
  {
    rule: 'electron-only-in-its-shell',
    file: 'src-main/shells/plant-electron.ts',
    text: "import { app } from 'electron'\nexport const own = app\n",
  },
  {
    rule: 'electron-shell-holds-no-engine',
    file: 'src-main/shells/electron/plant-engine.ts',
    text: valueOf('#engine/open-thing'),
    others: { 'src-main/engine/open-thing.ts': value },
  },
  { rule: 'contracts-are-a-leaf', file: 'src-main/contracts/plant-engine.ts', text: typeOf('#engine/audio/thing') },
  {
    rule: 'stages-share-types-not-code',
    file: 'src-main/engine/segments/plant-code.ts',
    text: valueOf('#engine/models/thing'),
  },
  ...stages.slice(0, -1).map((stage, i) => ({
    rule: `${stage}-comes-before-${stages[i + 1]}`,
    file: `src-main/engine/${stage}/plant-ahead.ts`,
    text: typeOf(`#engine/${stages[i + 1]}/thing`),
  })),
  {
    rule: 'stages-know-no-surroundings',
    file: 'src-main/engine/audio/plant-store.ts',
    text: valueOf('#engine/store/thing'),
    others: { 'src-main/engine/store/thing.ts': value },
  },
  {
    rule: 'pure-folders-touch-no-node',
    file: 'src-main/engine/dsp/plant-node.ts',
    text: "import { join } from 'node:path'\nexport const own = join\n",
  },
  {
    rule: 'only-the-store-speaks-sql',
    file: 'src-main/engine/audits/plant-sql.ts',
    text: "import Database from 'better-sqlite3'\nexport const own = Database\n",
  },
  {
    rule: 'only-the-session-runs-onnx',
    file: 'src-main/engine/audits/plant-onnx.ts',
    text: "import * as ort from 'onnxruntime-node'\nexport const own = ort\n",
  },
  {
    rule: 'only-one-file-decodes-mp3',
    file: 'src-main/engine/audits/plant-mp3.ts',
    text: "import { MPEGDecoder } from 'mpg123-decoder'\nexport const own = MPEGDecoder\n",
  },
  {
    rule: 'only-opensmile-loads-native-libraries',
    file: 'src-main/engine/audits/plant-native.ts',
    text: "import koffi from 'koffi'\nexport const own = koffi\n",
  },
  {
    rule: 'only-tasks-open-opensmile',
    file: 'src-main/shells/cli/plant-opensmile.ts',
    text: "import { openOpensmile } from '#engine/cues-opensmile/open-opensmile'\nexport const own = openOpensmile\n",
    others: { 'src-main/engine/cues-opensmile/open-opensmile.ts': 'export const openOpensmile = 1\n' },
  },
  {
    rule: 'only-one-file-writes-parquet',
    file: 'src-main/engine/audits/plant-parquet.ts',
    text: "import { parquetWriteBuffer } from 'hyparquet-writer'\nexport const own = parquetWriteBuffer\n",
  },
  {
    rule: 'only-one-file-uses-umap',
    file: 'src-main/engine/projects/plant-umap.ts',
    text: "import { UMAP } from 'umap-js'\nexport const own = UMAP\n",
  },
  {
    rule: 'only-one-file-encodes-opus',
    file: 'src-main/engine/audits/plant-opus-encoder.ts',
    text: "import OpusScript from 'opusscript'\nexport const own = OpusScript\n",
  },
  {
    rule: 'only-one-file-decodes-opus',
    file: 'src-main/engine/audits/plant-opus.ts',
    text: "import { OpusDecoder } from 'opus-decoder'\nexport const own = OpusDecoder\n",
  },
  {
    rule: 'only-the-waveform-uses-wavesurfer',
    file: 'src-renderer/components/Plant.vue',
    text: '<script setup lang="ts">\nimport WaveSurfer from \'wavesurfer.js\'\nWaveSurfer.create\n</script>\n<template><p /></template>\n',
  },
  {
    rule: 'renderer-speaks-through-contracts',
    file: 'src-renderer/api/plant-api.ts',
    text: valueOf('#api/thing'),
    others: { 'src-main/api/thing.ts': value },
  },
  {
    rule: 'renderer-takes-types-from-api-and-preload-only',
    file: 'src-renderer/api/plant-engine-type.ts',
    text: typeOf('#engine/audio/thing'),
  },
  {
    rule: 'page-carries-no-schemas',
    file: 'src-renderer/stores/plant-schema.ts',
    text: valueOf('#contracts/settings'),
    others: { 'src-main/contracts/settings.ts': "import { z } from 'zod'\nexport const value = z\n" },
  },
  {
    rule: 'renderer-touches-no-node',
    file: 'src-renderer/stores/plant-node.ts',
    text: "import { readFileSync } from 'node:fs'\nexport const own = readFileSync\n",
  },
  {
    rule: 'preload-is-thin',
    file: 'src-preload/plant-contract.ts',
    text: valueOf('#contracts/thing'),
    others: { 'src-main/contracts/thing.ts': value },
  },
  {
    rule: 'views-do-not-import-views',
    file: 'src-renderer/views/clip/plant-view.ts',
    text: valueOf('../library/thing'),
    others: { 'src-renderer/views/library/thing.ts': value },
  },
  {
    rule: 'no-circular',
    file: 'src-main/engine/store/plant-one.ts',
    text: "import { two } from './plant-two'\nexport const one = (): number => two\n",
    others: { 'src-main/engine/store/plant-two.ts': "import { one } from './plant-one'\nexport const two = one()\n" },
  },
  {
    rule: 'crossing-an-engine-folder-uses-a-hash-import',
    file: 'src-main/engine/cues/plant-relative.ts',
    text: valueOf('../base/thing'),
    others: { 'src-main/engine/base/thing.ts': value },
  },
  {
    rule: 'crossing-a-border-uses-a-hash-import',
    file: 'src-main/api/plant-relative.ts',
    text: valueOf('../engine/base/thing'),
  },
  { rule: 'nothing-unresolved', file: 'src-main/api/plant-nowhere.ts', text: valueOf('./nowhere') },
]

/** Files that every rule leaves in peace, legal twins of some plants among them. */
export const goodFiles: Readonly<Record<string, string>> = {
  ...stageFiles,
  'src-main/engine/models/session.ts': "import * as ort from 'onnxruntime-node'\nexport const own = ort\n",
  'src-main/engine/audio/mp3/mp3.ts': "import { MPEGDecoder } from 'mpg123-decoder'\nexport const own = MPEGDecoder\n",
  'src-main/engine/audio/ogg/opus.ts': "import { OpusDecoder } from 'opus-decoder'\nexport const own = OpusDecoder\n",
  'src-main/engine/artefacts/codecs/opus-codec.ts':
    "import OpusScript from 'opusscript'\nexport const own = OpusScript\n",
  'src-main/engine/store/open.ts': "import Database from 'better-sqlite3'\nexport const own = Database\n",
  'src-main/engine/segments/good.ts': typeOf('#engine/audio/thing'),
  'src-main/engine/models/good.ts':
    "import { value } from './thing'\nimport { createHash } from 'node:crypto'\nexport const own = [value, createHash]\n",
  'src-main/shells/electron/good.ts': "import { app } from 'electron'\nexport const own = app\n",
  'src-main/shells/cli/good.ts': valueOf('#engine/open-thing'),
  'src-main/contracts/good.ts': "import { z } from 'zod'\nexport const own = z\n",
  'src-main/contracts/arrays.ts': value,
  'src-renderer/api/good.ts': valueOf('#contracts/arrays'),
  'src-renderer/stores/good.ts': typeOf('#contracts/typed'),
  'src-main/contracts/typed.ts': 'export type Thing = number\n',
  'src-renderer/components/waveform/WaveformPane.vue':
    '<script setup lang="ts">\nimport WaveSurfer from \'wavesurfer.js\'\nWaveSurfer.create\n</script>\n<template><p /></template>\n',
}

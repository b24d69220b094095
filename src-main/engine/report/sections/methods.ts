import type { LabelMap } from '#contracts/dataset'
import { paperPreset } from '#contracts/presets'
import type { ModelManifest } from '#contracts/model'
import type { PlausibilityReport } from '#contracts/plausibility'
import type { ExplainSettings, SaliencyMethod } from '#contracts/settings'
import { drawCount } from '#engine/baselines/draw-count'
import type { ReportSection } from '../document'
import { isPaper, odditiesTable } from '../paper-preset'
import { countOf } from '../words'

/** What a reader needs to do the same again. */
export interface MethodsFacts {
  readonly programVersion: string
  readonly model: Pick<ModelManifest, 'name' | 'version' | 'frontEnd'>
  readonly modelSha: string
  readonly labelMap: LabelMap
  readonly limit: number | null
  readonly settings: ExplainSettings
  readonly settingsHash: string
  readonly clips: number
  readonly datasets: readonly string[]
  readonly provider: string
  readonly plausibility: PlausibilityReport | null
  readonly experiments: readonly { readonly kind: string; readonly seed: number; readonly settings: unknown }[]
}

/** A paragraph for a paper, and every setting below it. */
export function methodsSection(facts: MethodsFacts): ReportSection {
  const { settings, experiments } = facts
  const used = Object.fromEntries(settings.methods.map(method => [method, settings[method]]))
  return {
    title: 'Methods',
    blocks: [
      { kind: 'text', text: methodsParagraph(facts) },
      ...(isPaper(settings) ? [odditiesTable()] : []),
      {
        kind: 'table',
        id: 'settings',
        caption: 'Settings and seeds',
        columns: [{ title: 'what' }, { title: 'value' }],
        rows: [
          ['program', `CueScope ${facts.programVersion}`],
          ['model', `${facts.model.name} ${facts.model.version}`.trim()],
          ['model, SHA-256', facts.modelSha],
          ['settings, hash', facts.settingsHash],
          ['preset', isPaper(settings) ? paperPreset.name : 'none'],
          ['label map', JSON.stringify(facts.labelMap)],
          [
            'clips',
            facts.limit === null ? `${facts.clips}, all` : `${facts.clips}, the first ${facts.limit} by file name`,
          ],
          ['run by', facts.provider],
          ['front end', JSON.stringify(withoutBands(facts.model.frontEnd))],
          ['saliency', JSON.stringify(used)],
          ['windows', JSON.stringify(settings.segments)],
          ['cues', JSON.stringify(settings.cues)],
          ['random windows', JSON.stringify(settings.baselines)],
          ['plausibility', facts.plausibility === null ? 'none' : JSON.stringify(facts.plausibility.settings)],
          ...experiments.map(({ kind, seed, settings: asked }) => [
            `experiment ${kind}`,
            JSON.stringify({ seed, ...(asked as object) }),
          ]),
        ],
      },
    ],
  }
}

function methodsParagraph({
  programVersion,
  model,
  modelSha,
  settings,
  clips,
  datasets,
  plausibility,
}: MethodsFacts): string {
  const { frontEnd } = model
  const { windowSec, count, grid, threshold } = settings.segments
  const { seed, isVoicingMatched } = settings.baselines
  const rate = settings.cues.cueRate === 'native' ? 'their own sampling rate' : `${settings.cues.cueRate} Hz`
  const sentences = [
    `${countOf(clips, 'clip')}${datasets.length === 0 ? '' : ` of ${datasets.join(', ')}`} ${clips === 1 ? 'was' : 'were'} analysed with CueScope ${programVersion}.`,
    `The model ${model.name}${model.version === '' ? '' : ` ${model.version}`} (SHA-256 ${modelSha.slice(0, 12)}) classified log-Mel spectrograms of ${frontEnd.nMels} bands (${frontEnd.sampleRate} Hz, FFT ${frontEnd.nFft}, window ${frontEnd.winLength}, hop ${frontEnd.hopLength} samples).`,
    `Saliency for the predicted label: ${settings.methods.map(method => methodWords(method, settings)).join('; ')}.`,
    `The positive relevance${threshold === 'mean' ? ' of bins not below the map’s mean' : ''}, summed over frequency, was searched for the ${count} windows of ${windowSec} s with the highest sums, without overlap${grid === 'fixed' ? ', on a fixed grid' : ''}.`,
    `Acoustic cues (eGeMAPSv02 definitions [eyben2016], computed at ${rate}${settings.cues.provider === 'opensmile' ? ' by openSMILE [eyben2010], those that it lacks by CueScope' : ''}) were pooled over these windows${settings.cues.scope === 'window' ? ' (each cut out and measured alone, the random ones too)' : ''}, over the full clip and over ${drawCount(settings)} sets of random windows of the same lengths, drawn anywhere and within speech${isVoicingMatched ? ', matched on voiced fraction within 10 points' : ''} (seed ${seed}).`,
    'Differences between data set means are given with 95 % bootstrap intervals that resample speakers, then clips; p-values are from permutations, adjusted after Benjamini and Hochberg over all cells of a table.',
    ...(plausibility === null
      ? []
      : [
          `Plausibility: robust z-scores (median, MAD) of the windows’ cues within the reference population “${plausibility.population}” were held against the expert table “${plausibility.table.title}” (version ${plausibility.table.version}).`,
        ]),
  ]
  return sentences.join(' ')
}

function methodWords(method: SaliencyMethod, settings: ExplainSettings): string {
  if (method === 'occlusion') {
    const { patchMels, patchFrames, strideMels, strideFrames, value, score } = settings.occlusion
    return `occlusion with patches of ${patchMels} bands by ${patchFrames} frames, stride ${strideMels} by ${strideFrames}, replaced by ${value}, drop of the ${score} [zeiler2014]`
  }
  if (method === 'crp') {
    const { composite, layer, channels } = settings.crp
    const chosen =
      typeof channels === 'number' ? `the ${channels} most relevant channels` : `channels ${channels.join(', ')}`
    return `concept relevance propagation (${composite}), conditional on ${chosen} of ${layer === '' ? 'the last convolution' : layer} [achtibat2023]`
  }
  return method.replaceAll('-', ' ')
}

/** Means and deviations of every band fill a page and are in the model package. */
function withoutBands({ normalise, ...rest }: ModelManifest['frontEnd']): object {
  return {
    ...rest,
    normalise: normalise !== null && typeof normalise === 'object' ? 'per band, see model.json' : normalise,
  }
}

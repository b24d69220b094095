import type { MapMethod, MapStep } from '#contracts/clip-map'
import { formatCount, formatNumber, formatPercent, formatPlural } from '../format'

/** What the map of an audit's clips says. */
export const clipMapWords = {
  title: 'Map',
  region: 'Map of the clips',
  panel: 'About the map',
  reading: 'Reading the map…',
  methods: { umap: 'UMAP', pca: 'PCA' } satisfies Record<MapMethod, string>,
  method: 'Drawn by',
  methodTips: {
    umap: 'UMAP keeps neighbours together (McInnes et al. 2018). How far apart groups lie, how large and how dense they are says nothing.',
    pca: 'The two directions in which activations vary most (Hotelling 1933). Distances are true along them; all others are left out.',
  } satisfies Record<MapMethod, string>,

  start: {
    title: 'No map yet',
    advice: (clips: number) =>
      `A map puts clips side by side that the model sees alike: by its activations before the last layer. ${formatPlural(clips, 'clip')} will be run through the model once more.`,
    noResults: (least: number) =>
      `A map needs at least ${formatPlural(least, 'clip')} with results. It can be made as soon as the audit has them.`,
    button: 'Make the map',
    draw: 'Draw the map',
    drawAdvice: (method: string) => `The activations are there. ${method} arranges them.`,
    activations: 'Activations of the clips',
    stillRunning: (clips: number) => `The audit is still running: ${formatPlural(clips, 'clip')} so far.`,
  },

  steps: {
    reading: 'Reading activations',
    components: 'Principal components',
    neighbours: 'Finding neighbours',
    layout: 'Arranging',
    placing: 'Placing the other clips',
    checking: 'Checking neighbours',
  } satisfies Record<MapStep, string>,
  progress: 'Progress of the map',
  stepWords: (step: string, share: number) => `${step} · ${formatPercent(share, 0)}`,
  cancel: 'Cancel',
  failed: 'The map could not be drawn',

  options: 'Options',
  neighbours: 'Neighbours',
  neighboursTip: 'How many nearest clips hold a clip in place. Few show detail, many the whole.',
  minDist: 'Least distance',
  minDistTip: 'How close points may lie on the map.',
  seed: 'Seed',
  redraw: 'Draw anew',
  clips: (shown: number, known: number) =>
    known > shown ? `${formatCount(shown)} of ${formatPlural(known, 'clip')}` : formatPlural(shown, 'clip'),
  newer: (count: number) => `${formatPlural(count, 'more clip')} could be on it.`,
  update: 'Update',

  trust: 'How far to trust it',
  trustworthiness: 'Trustworthiness',
  trustTip: (k: number) =>
    `1: the ${k} clips nearest on the map are the nearest to the model. Clips that only look near lower it (Venna & Kaski 2001).`,
  kept: 'Neighbours kept',
  keptWords: (kept: number, k: number) => `${formatNumber(kept * k, 1)} of ${k}`,
  keptTip: (k: number) => `Of the ${k} clips nearest on the map, so many are among the ${k} nearest to the model.`,
  variance: 'Variance shown',
  varianceWords: (axes: readonly number[]) => axes.map(share => formatPercent(share, 0)).join(' + '),
  varianceTip: 'Part of all variance of the activations along each axis of the map.',
  from: 'Made from',
  fromWords: (size: number, components: number, kept: number | null) =>
    components < size && kept !== null
      ? `${components} components of ${formatCount(size)} activations (${formatPercent(kept, 1)})`
      : formatPlural(size, 'activation'),
  fitted: (fitted: number, clips: number) =>
    `Arranged by ${formatCount(fitted)} of ${formatCount(clips)} clips; the others lie by their neighbours.`,
  poor: 'Neighbours here are often not neighbours to the model: read groups with care.',

  colorBy: 'Colour by',
  none: 'none',
  others: (count: number) => `${formatPlural(count, 'other word')}`,
  legend: 'Colours',
  untold: (clips: number) =>
    `${formatPlural(clips, 'clip')} without colour: in your blind queue. They are told once you have answered.`,
  legendHint: 'Click to filter',
  onlyThese: (word: string) => `Show ${word} only, or no longer`,
  range: 'Range of colours',

  mode: 'Dragging',
  modes: { lasso: 'Select', move: 'Move' },
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  fit: 'Show all',
  hints: 'Drag round clips to select. Shift adds, Alt removes, Esc clears. Wheel zooms. Click opens.',
  keyHints: 'Arrows go from clip to clip, Space selects, Enter opens.',
  canvas: (clips: number) => `Map of ${formatPlural(clips, 'clip')}. Arrows go from clip to clip.`,
  point: (file: string, expected: string | null, predicted: string | null, confidence: number | null) =>
    `${file}: ${expected === null ? '' : `expected ${expected}, `}predicted ${predicted ?? 'nothing'}${confidence === null ? '' : `, ${formatPercent(confidence, 0)}`}`,

  missed: (filteredOut: number, hasSelection: boolean) =>
    (filteredOut === 0
      ? 'No clip lies inside that line.'
      : `Inside that line lies no clip that the filter leaves, only ${formatPlural(filteredOut, 'clip')} that it hides.`) +
    (hasSelection ? ' What was selected still is; Esc clears it.' : ''),

  selection: 'Selection',
  selected: (count: number) => (count === 0 ? 'Nothing selected' : `${formatPlural(count, 'clip')} selected`),
  seen: (count: number) => `All ${formatPlural(count, 'clip')} shown`,
  list: 'List them',
  clear: 'Clear',
  of: (title: string) => `By ${title.toLowerCase()}`,
  accuracy: (right: number, scored: number) =>
    `${formatPercent(right / scored)} of ${formatPlural(scored, 'scored clip')} right`,
  quartiles: (low: string, middle: string, high: string) =>
    `Half lie between ${low} and ${high}; the middle is ${middle}.`,
  columns: { word: 'Word', clips: 'Clips', share: 'Share' },

  card: { expected: 'Expected', predicted: 'Predicted' },

  nearest: {
    title: 'Nearest clips to the model',
    tip: 'By the cosine of the activations before the last layer: 1 is the same direction. The model sees them as most like this clip; people may not.',
    among: (clips: number) => `of ${formatCount(clips)}`,
    need: 'The model’s activations are needed: each clip is run through it once more.',
    start: (clips: number) => `Run ${formatPlural(clips, 'clip')}`,
    missing: 'This clip’s activations are not known yet.',
    update: 'Run the new clips',
    play: (file: string) => `Play ${file}`,
    none: 'No other clip has activations.',
    looking: 'Comparing…',
  },
} as const

/** "1,234 clips from the map", of the condition that a selection is. */
export function selectionWords(clips: number): string {
  return `${formatPlural(clips, 'clip')} from the map`
}

import type { Annotation, ModelVerdict, RegionLabel } from '#contracts/annotation'
import { formatCount, formatNumber, formatPercent, formatPlural } from '../format'

export const verdictWords: Readonly<Record<ModelVerdict, { readonly text: string; readonly tip: string }>> = {
  'model-right': { text: 'Model right', tip: 'The model’s answer is what you hear.' },
  'label-wrong': { text: 'Label wrong', tip: 'The data set’s label is not what you hear.' },
  ambiguous: { text: 'Ambiguous', tip: 'More than one emotion can be heard here.' },
  artefact: { text: 'Artefact', tip: 'The recording is at fault: noise, a cut, another voice.' },
  'flag-wrong': { text: 'Flag wrong', tip: 'The clip was flagged without reason.' },
}
export const verdictOrder = Object.keys(verdictWords) as ModelVerdict[]

/** Why no emotion could be told; kept as a tag. */
export const unsureReasons = ['two emotions', 'none fits', 'too short', 'hard to hear', 'acted'] as const
export const UNSURE_TAG = 'unsure: '

const dial = (value: number | null): string => (value === null ? '–' : formatNumber(value, 2))

export const barWords = {
  annotate: 'Annotate',
  title: 'Annotation',
  emotion: 'Emotion heard',
  more: 'More…',
  moreLabel: 'Further emotions',
  unsure: 'Unsure',
  unsureTip: 'No emotion can be told. Counts as an answer of its own: “unknown”.',
  why: 'Why unsure?',
  whyHint: unsureReasons.map((reason, at) => `${at + 1} ${reason}`).join('  ·  '),
  whyLabel: `Why unsure? Press a number or type a reason: ${unsureReasons.map((one, at) => `${at + 1} ${one}`).join(', ')}`,
  verdict: 'The model’s answer is',
  verdictHidden: 'Once the model’s answer is uncovered.',
  confidence: 'Sure',
  confidenceTip: 'How sure you are of the emotion. Kept with it; figures of agreement do not use it.',
  noConfidence: '–',
  note: 'Note',
  notePlaceholder: 'Note',
  tags: 'Tags',
  tagPlaceholder: 'Add a tag',
  removeTag: (tag: string): string => `Remove the tag ${tag}`,
  finish: 'Finish & next',
  finishAlone: 'Finish',
  finished: 'Finished',
  skip: 'Skip',
  undo: 'Undo',
  redo: 'Redo',
  hideBar: 'Stop annotating',
  small: 'Fold the bar',
  large: 'Unfold the bar',
  loading: 'Reading your annotation…',
  nothingYet: 'Nothing said of this clip yet',
  nothingYetAdvice: (unsure: string, skip: string): string =>
    `Press a number for the emotion, ${unsure} where you are unsure, or ${skip} to skip it.`,
  hiddenYet: 'Covered until you have answered',
  hiddenYetAdvice: 'Give an emotion first, or 0 where you are unsure: then the model’s answer can be uncovered.',
  said: (emotion: string): string => `Emotion: ${emotion}`,
  noMore: (kind: 'undo' | 'redo'): string => `There is nothing to ${kind}`,
} as const

export const padWords = {
  title: 'Arousal and valence',
  tip: 'Valence from unpleasant to pleasant, arousal from calm to excited; both −1 to 1. Russell, 1980: the circumplex model of affect.',
  role: 'two-way slider',
  excited: 'excited',
  calm: 'calm',
  pleasant: 'pleasant',
  unpleasant: 'unpleasant',
  clear: 'Clear arousal and valence',
  value: (valence: number | null, arousal: number | null): string =>
    valence === null && arousal === null
      ? 'Not given. Arrows set it.'
      : `Valence ${dial(valence)}, arousal ${dial(arousal)}`,
  valence: (value: number | null): string => `V ${dial(value)}`,
  arousal: (value: number | null): string => `A ${dial(value)}`,
} as const

export const savedWords = {
  saved: 'Saved',
  saving: 'Saving…',
  retrying: 'Not saved: trying again',
  retryingTip: (steps: number, why: string): string =>
    `${formatPlural(steps, 'step')} kept on this computer until the project takes them. ${why}`,
  refused: (steps: number): string => `${formatPlural(steps, 'step')} refused`,
  refusedTip: (why: string): string => `${why} Click to dismiss.`,
} as const

export const whoWords = {
  ask: 'Who annotates?',
  menu: (name: string): string => `Annotator: ${name}. Change`,
  others: 'On this project',
  add: 'Somebody else',
  addAction: 'Add',
  name: 'Name',
  blind: 'Blind: the model’s answer is covered until you have answered',
  blindTip:
    'Keeps your ear from following the model. Kept for each annotator; queues say themselves whether they are blind.',
  count: (finished: number): string => `${formatCount(finished)} finished`,
  rename: 'Rename',
  stop: 'Nobody now: look around, nothing covered',
} as const

export const blindWords = {
  head: 'Covered clip',
  headOf: (place: string): string => `Clip ${place}`,
  numbered: (at: number): string => `Clip ${formatCount(at)}`,
  covered: 'The model’s answer is covered',
  coveredWords:
    'File name, label, prediction, saliency and everything made from them are covered, so that you hear for yourself.',
  answerFirst: 'Give your answer first.',
  canUncover: 'You have answered: you can uncover it.',
  uncover: 'Uncover the model’s answer',
  cover: 'Cover it again',
  model: 'Model',
  you: 'You',
  label: 'Data set',
  unsure: 'unsure',
  none: '–',
  agrees: 'You and the model agree.',
  differs: 'You and the model differ.',
  unlisted: (clips: number): string =>
    `${formatPlural(clips, 'clip')} in your blind queue: not listed until you have finished ${clips === 1 ? 'it' : 'them'}.`,
  uncounted: (clips: number): string =>
    `${formatPlural(clips, 'clip')} that ${clips === 1 ? 'waits' : 'wait'} in your blind queue ${clips === 1 ? 'is' : 'are'} not counted.`,
  notBlind: 'Answers given from now on count as not blind.',
} as const

export const panelWords = {
  tab: 'Annotate',
  title: 'Annotation',
  regions: 'Regions',
  noRegions: 'Mark a part of the clip in the panes, then press R.',
  others: 'Others',
  nobody: 'Nobody else has said anything of this clip.',
  coveredOthers: 'Covered together with the model’s answer.',
  effort: (sec: number, listens: number): string =>
    `${sec < 60 ? `${Math.round(sec)} s` : `${Math.floor(sec / 60)} min ${Math.round(sec % 60)} s`}, ${formatPlural(listens, 'listen')}`,
  blindAnswer: 'answered blind',
  openAnswer: 'answered with the model’s answer in sight',
} as const

export const tierWords = {
  tier: 'Tier',
  newTier: 'New tier…',
  newTierName: 'Name of the new tier',
  firstTier: 'Regions',
  pane: (tier: string): string => `Regions on the tier ${tier}`,
  region: ({ text, startSec, endSec, lowHz, highHz }: RegionLabel): string =>
    [
      text || 'no text',
      `${startSec.toFixed(3)} to ${endSec.toFixed(3)} s`,
      ...(lowHz === null || highHz === null ? [] : [`${Math.round(lowHz)} to ${Math.round(highHz)} Hz`]),
    ].join(', '),
  span: ({ startSec, endSec }: RegionLabel): string => `${startSec.toFixed(2)}–${endSec.toFixed(2)} s`,
  band: ({ lowHz, highHz }: RegionLabel): string =>
    lowHz === null || highHz === null ? '' : `${Math.round(lowHz)}–${Math.round(highHz)} Hz`,
  bandOrAll: (region: RegionLabel): string => tierWords.band(region) || 'all frequencies',
  text: 'Text of the region',
  placeholder: 'What is it?',
  play: 'Play',
  loop: 'Loop',
  remove: 'Delete the region',
  select: 'Show in the panes',
  start: 'Start of the region',
  end: 'End of the region',
  unit: 's',
  low: 'Lowest frequency of the region',
  high: 'Highest frequency of the region',
  limitTip: 'Empty: all frequencies',
  noLimit: 'all',
  hz: 'Hz',
  take: 'Set to selection',
  nothing: 'Nothing is marked',
  nothingAdvice: 'Drag over the panes, or set the ends with [ and ], then press R.',
  marked: (tier: string): string => `Region marked on the tier ${tier}: type what it is`,
  moved: ({ text, startSec, endSec, lowHz, highHz }: RegionLabel): string =>
    [
      `${text || 'Region'}: ${startSec.toFixed(4)} to ${endSec.toFixed(4)} s`,
      ...(lowHz === null || highHz === null ? [] : [`${Math.round(lowHz)} to ${Math.round(highHz)} Hz`]),
    ].join(', '),
  removed: ({ text }: RegionLabel): string => `Region deleted${text && `: ${text}`}`,
  dragTip: (textKey: string): string => `Drag to move it, or its ends. Double click or ${textKey}: what it is.`,
} as const

export const queueWords = {
  mine: (name: string, finished: number, clips: number): string =>
    `My queue ${formatCount(finished)}/${formatCount(clips)} finished: go on with “${name}”`,
  short: (finished: number, clips: number): string => `${formatCount(finished)}/${formatCount(clips)}`,
  done: 'Queue finished',
  doneAdvice: (name: string, clips: number): string => `All ${formatPlural(clips, 'clip')} of “${name}” are finished.`,
  takesOver: (name: string): string => `You annotate as ${name} now`,
  takesOverAdvice: 'This queue belongs to them. Choose another name in the bar to leave it.',
  none: 'You have no queue',
  noneAdvice: 'Queues are made from the list of clips: filter it, then “Make a queue”.',
  nobody: 'Nobody annotates here yet',
  nobodyAdvice: 'Choose who annotates in the bar above first.',
  playlist: 'Clips of the queue',
  count: (finished: number, clips: number): string => `${formatCount(finished)} of ${formatCount(clips)} finished`,
  finishedClip: 'finished',
  make: 'Make a queue',
  makeOf: (clips: number): string =>
    `Make a queue of ${clips === 1 ? 'this clip' : `these ${formatCount(clips)} clips`}…`,
  name: 'Name',
  annotators: 'Annotators',
  addAnnotator: 'Add an annotator',
  order: 'Order',
  inOrder: 'As in the list',
  random: 'Random',
  seed: 'Seed',
  seedTip: 'The same seed gives the same order.',
  limit: 'At most',
  limitAll: 'all',
  clips: 'clips',
  shared: 'Clips that everybody gets',
  sharedTip: 'Agreement is measured on these; nobody can tell them from the others. The rest is shared out.',
  sharedAll: 'all of them',
  blind: 'Blind: the model’s answer is covered until it is answered',
  create: 'Make the queue',
  cancel: 'Cancel',
  /** @param clips of each queue */
  made: (clips: readonly number[]): string => {
    const queues = `${formatPlural(clips.length, 'queue')} made`
    const isAlike = clips.every(one => one === clips[0])
    if (!isAlike) return `${queues}, ${clips.map(formatCount).join(' + ')} clips`
    return `${queues}, ${formatPlural(clips[0], 'clip')}${clips.length > 1 ? ' each' : ''}`
  },
  madeFor: (names: readonly string[], me: string | null, key: string): string =>
    [
      `Queue for ${names.join(', ')}.`,
      me === null ? 'Nobody is chosen to annotate.' : `${me} is still the one who annotates.`,
      names.length === 1
        ? `Choose ${names[0]} above, then press ${key}.`
        : `Choose one of them above, then press ${key}.`,
    ].join(' '),
  start: 'Start',
  goOn: 'Go on',
  again: 'Look again',
  clipsOf: (clips: number): string => formatPlural(clips, 'clip'),
  rename: 'Rename the queue',
  renameWhat: 'Its annotator sees the name: in a blind queue it should not tell what the clips are.',
  remove: 'Delete the queue',
  removeAsk: (name: string): string => `Delete the queue “${name}”?`,
  removeAdvice: 'The annotations stay. Only the list of clips and its order are gone.',
  inRandom: (seed: number): string => `random, seed ${seed}`,
  listOrder: 'list order',
  isBlind: 'blind',
  isOpen: 'not blind',
  empty: 'No queues yet',
  emptyAdvice:
    'A queue is an ordered list of clips for an annotator. Filter the list of clips, then make one of what is left.',
  toClips: 'To the clips',
  progress: (name: string): string => `Progress of ${name}`,
} as const

/** "anger" for an emotion, "−0.40" for a dial... */
function fieldWords(key: keyof Annotation, annotation: Annotation): string {
  switch (key) {
    case 'emotion':
      return annotation.emotion ?? 'none'
    case 'arousal':
    case 'valence':
      return dial(annotation[key])
    case 'confidence':
      return annotation.confidence === null ? 'none' : formatPercent(annotation.confidence, 0)
    case 'note':
      return annotation.note === ''
        ? 'none'
        : `“${annotation.note.length > 40 ? `${annotation.note.slice(0, 38)}…` : annotation.note}”`
    case 'tags':
      return annotation.tags.join(', ') || 'none'
    case 'verdicts':
      return (
        Object.values(annotation.verdicts)
          .map(one => verdictWords[one].text.toLowerCase())
          .join(', ') || 'none'
      )
    case 'regions':
      return formatPlural(annotation.regions.length, 'region')
    case 'isBlind':
      return annotation.isBlind === true ? 'blind' : 'not blind'
    case 'isFinished':
      return annotation.isFinished ? 'finished' : 'not finished'
  }
}

/** Of one region that is another now, what it was and is; of more or fewer, how many. */
function regionsWords(before: Annotation, after: Annotation): string | null {
  const changed = before.regions.flatMap((region, at) => {
    const now = after.regions.at(at)
    return now !== undefined && JSON.stringify(region) !== JSON.stringify(now) ? [{ region, now }] : []
  })
  if (before.regions.length !== after.regions.length || changed.length !== 1) return null
  const [{ region, now }] = changed
  const of = region.text && ` ${region.text}`
  const isElsewhere = region.startSec !== now.startSec || region.endSec !== now.endSec
  if (isElsewhere) return `region${of} ${tierWords.span(region)} → ${tierWords.span(now)}`
  if (region.lowHz !== now.lowHz || region.highHz !== now.highHz)
    return `region${of} ${tierWords.bandOrAll(region)} → ${tierWords.bandOrAll(now)}`
  return `region “${region.text}” → “${now.text}”`
}

const fieldTitles: Readonly<Record<keyof Annotation, string>> = {
  emotion: 'emotion',
  arousal: 'arousal',
  valence: 'valence',
  confidence: 'confidence',
  note: 'note',
  tags: 'tags',
  verdicts: 'verdict',
  regions: 'regions',
  isBlind: 'blind',
  isFinished: 'clip',
}

/** What an undo or redo changed: "emotion anger → none". Whether it was blind goes without saying. */
export function stepWords(
  before: Annotation,
  after: Annotation,
  changed: readonly (keyof Annotation)[],
  clips = 1,
): string {
  const told = changed.filter(key => key !== 'isBlind')
  if (clips > 1) return `${told.map(key => fieldTitles[key]).join(', ')} of ${formatPlural(clips, 'clip')}`
  const parts = told.map(
    key =>
      (key === 'regions' && regionsWords(before, after)) ||
      `${fieldTitles[key]} ${fieldWords(key, before)} → ${fieldWords(key, after)}`,
  )
  return parts.join('; ') || 'nothing'
}

export const stepTitles = { undo: 'Undone', redo: 'Done again' } as const

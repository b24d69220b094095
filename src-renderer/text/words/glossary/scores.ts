import type { GlossaryEntry } from './entry'

/** How good a model is, and what people say. */
export const scoreTerms = {
  accuracy: {
    title: 'Accuracy',
    group: 'score',
    words:
      'The share of scored clips that the model names as the data set does. Frequent emotions weigh more than rare ones.',
  },
  uar: {
    title: 'UAR',
    group: 'score',
    words:
      'Unweighted average recall: the recall of each emotion, then their mean. All emotions weigh the same, however many clips they have; guessing gives 1 / number of labels.',
    source: ['Schuller et al. 2009', 'schuller2009'],
  },
  recall: {
    title: 'Recall',
    group: 'score',
    words: 'Of the clips of an emotion, the share that the model names so.',
  },
  confidence: {
    title: 'Confidence',
    group: 'score',
    words:
      'The probability that the model gives its own answer: the largest softmax output. It says how sure the model is, not how often it is right.',
  },
  'confusion-matrix': {
    title: 'Confusion matrix',
    group: 'score',
    words: 'Rows are what the data set says, columns what the model says. Off the diagonal lie the errors.',
  },
  interval: {
    title: '95 % interval',
    group: 'score',
    words:
      'What other speakers and clips of the same kind would give: speakers are drawn anew, then clips within them. Wide means that little is known.',
    source: ['Davison and Hinkley 1997', 'davison1997'],
  },
  mcnemar: {
    title: 'McNemar test',
    group: 'score',
    words:
      'Two models on the same clips: only those count that one names rightly and the other does not. p is the chance of such an imbalance if both were equally good.',
    source: ['McNemar 1947', 'mcnemar1947'],
  },
  'p-value': {
    title: 'p',
    group: 'score',
    words: 'How often chance alone would give at least as much. Never 0: chance is tried a finite number of times.',
    source: ['Phipson and Smyth 2010', 'phipson2010'],
  },
  'q-value': {
    title: 'q',
    group: 'score',
    words:
      'p, corrected for the number of cells looked at in one table: of the cells with q below 0.05, at most 5 % are expected to be chance.',
    source: ['Benjamini and Hochberg 1995', 'benjamini1995'],
  },
  'adjusted-p': {
    title: 'p, adjusted',
    group: 'score',
    words:
      'p, made stricter for the number of groups that are tested together, so that one false call among all of them stays rare. Stricter than q.',
    source: ['Holm 1979', 'holm1979'],
  },
  'effect-size': {
    title: 'Effect (Hedges’ g)',
    group: 'score',
    words:
      'The difference of two means, counted in standard deviations: 0.2 is small, 0.8 large, whatever the unit of the cue.',
    source: ['Hedges and Olkin 1985', 'hedges1985'],
  },
  'rank-correlation': {
    title: 'Rank correlation (Spearman’s ρ)',
    group: 'score',
    words: 'Whether two figures put clips, or moments, in the same order: 1 the same, 0 none, −1 the reverse.',
    source: ['Spearman 1904', 'spearman1904'],
  },
  slice: {
    title: 'Slice',
    group: 'score',
    words:
      'Clips that a filter kept by name selects, held against the rest: how much better or worse the model is on them.',
  },
  'arousal-valence': {
    title: 'Arousal and valence',
    group: 'people',
    words: 'How excited and how pleasant somebody sounds, each from −1 to 1. Two answers instead of one word.',
    source: ['Russell 1980', 'russell1980'],
  },
  kappa: {
    title: 'Kappa',
    group: 'people',
    words:
      'Agreement of two annotators (Cohen) or of several who all answered (Fleiss), beyond what chance would give: 0 is chance, 1 is perfect.',
    source: ['Cohen 1960', 'cohen1960'],
  },
  alpha: {
    title: 'Krippendorff’s alpha',
    group: 'people',
    words:
      'Agreement of any number of annotators, also where not everybody answered everything: 1 less observed over expected disagreement. 0 is chance, 1 is perfect.',
    source: ['Krippendorff 2011', 'krippendorff2011'],
  },
  blind: {
    title: 'Blind',
    group: 'people',
    words: 'The annotator answers before the model’s answer and saliency are shown, so that neither leads them.',
  },
} as const satisfies Record<string, GlossaryEntry>

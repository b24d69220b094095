/** A word that the window uses as its own: what it means here, and after whom. */
export interface GlossaryEntry {
  readonly title: string
  readonly group: GlossaryGroup
  /** One or two sentences. */
  readonly words: string
  /** As one cites it, and its key in the program's list of references; without one the definition is CueScope's own. */
  readonly source?: readonly [shown: string, key: string]
}

export const glossaryGroups = {
  score: 'How good the model is',
  saliency: 'Where the model looked',
  trust: 'Whether a map can be believed',
  alike: 'Which clips the model sees alike',
  cue: 'What the voice does',
  fit: 'Whether that fits',
  people: 'What people say',
} as const
export type GlossaryGroup = keyof typeof glossaryGroups

export const glossary = {
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
  'log-mel': {
    title: 'Log-Mel',
    group: 'saliency',
    words:
      'The picture that the model sees: energy over time and frequency, in bands spaced as the ear hears pitch, in dB. The one in the clip view is the very array that goes into the model.',
    source: ['Davis and Mermelstein 1980', 'davis1980'],
  },
  saliency: {
    title: 'Saliency',
    group: 'saliency',
    words:
      'How much each place of the log-Mel counted for a label: positive supports it, negative speaks against it. Methods differ in how they find out.',
    source: ['Simonyan et al. 2014', 'simonyan2014'],
  },
  occlusion: {
    title: 'Occlusion',
    group: 'saliency',
    words:
      'A patch of the picture is covered with what is usual there, and the fall of the label’s probability is given to the places under it.',
    source: ['Zeiler and Fergus 2014', 'zeiler2014'],
  },
  lrp: {
    title: 'LRP',
    group: 'saliency',
    words:
      'Layer-wise relevance propagation: the label’s score is handed back through the network, layer by layer, until every place of the picture has its part.',
    source: ['Bach et al. 2015', 'bach2015'],
  },
  crp: {
    title: 'CRP',
    group: 'saliency',
    words:
      'Concept relevance propagation: LRP that goes through one channel at a time, so that each channel shows its own map and its share of the decision.',
    source: ['Achtibat et al. 2023', 'achtibat2023'],
  },
  concept: {
    title: 'Concept',
    group: 'saliency',
    words:
      'A channel of one layer of the network. What it stands for is guessed from the clips that use it most; it need not be anything that people have a word for.',
    source: ['Achtibat et al. 2023', 'achtibat2023'],
  },
  'salient-window': {
    title: 'Salient window',
    group: 'saliency',
    words:
      'A stretch of 0.15 s, unless set otherwise, in which most positive saliency lies. At most five are taken, the best first, without overlap; they are what “salient” means in all numbers.',
  },
  share: {
    title: 'Share',
    group: 'saliency',
    words: 'The part of all positive saliency of the clip that lies in the window.',
  },
  deletion: {
    title: 'Deletion',
    group: 'trust',
    words:
      'What the map points at is taken away, most relevant first; the mean of the label’s probability on the way. Low is good, lower than for random order.',
    source: ['Petsiuk et al. 2018', 'petsiuk2018'],
  },
  insertion: {
    title: 'Insertion',
    group: 'trust',
    words:
      'What the map points at is put back into an empty picture, most relevant first; the mean of the label’s probability on the way. High is good, higher than for random order.',
    source: ['Petsiuk et al. 2018', 'petsiuk2018'],
  },
  aopc: {
    title: 'AOPC',
    group: 'trust',
    words:
      'Area over the perturbation curve: how far the label’s probability has fallen on average while the most relevant is taken away first. High is good.',
    source: ['Samek et al. 2017', 'samek2017'],
  },
  abpc: {
    title: 'ABPC',
    group: 'trust',
    words:
      'Area between the perturbation curves: taking away the least relevant first against the most relevant first. High is good; 0 says that the order of the map means nothing.',
    source: ['Samek et al. 2017', 'samek2017'],
  },
  stability: {
    title: 'Stability',
    group: 'trust',
    words:
      'How much the map changes under noise that is too faint to change the label. A map that wavers can’t be read closely.',
    source: ['Yeh et al. 2019', 'yeh2019'],
  },
  randomisation: {
    title: 'Randomisation',
    group: 'trust',
    words:
      'The map of the same network with weights drawn anew, which knows nothing. If it looks the same, the map shows the clip and not the model.',
    source: ['Adebayo et al. 2018', 'adebayo2018'],
  },
  activations: {
    title: 'Activations',
    group: 'alike',
    words:
      'What the model has made of a clip right before its last layer, as numbers: clips with like numbers get like answers.',
  },
  pca: {
    title: 'PCA',
    group: 'alike',
    words:
      'The directions in which activations vary most. A map by the first two shows true distances along them and leaves out all others.',
    source: ['Hotelling 1933', 'hotelling1933'],
  },
  umap: {
    title: 'UMAP',
    group: 'alike',
    words:
      'A map that keeps neighbours together. How far apart groups lie on it, how large and how dense they are says nothing.',
    source: ['McInnes et al. 2018', 'mcinnes2018'],
  },
  trustworthiness: {
    title: 'Trustworthiness of a map',
    group: 'alike',
    words:
      '1 where all clips that are near on the map are near to the model, about 0.5 where clips lie anywhere. Low: read no groups into it.',
    source: ['Venna & Kaski 2001', 'venna2001'],
  },
  f0: {
    title: 'Pitch (F0)',
    group: 'cue',
    words:
      'The rate at which the voice repeats, in semitones above 27.5 Hz or in Hz, where there is voice. Found by sub-harmonic summation.',
    source: ['Hermes 1988', 'hermes1988'],
  },
  loudness: {
    title: 'Loudness',
    group: 'cue',
    words:
      'The sum of an auditory spectrum, each band raised to the power 0.33: closer to what is heard than energy in dB. It depends on the level of the recording.',
    source: ['Eyben et al. 2016', 'eyben2016'],
  },
  jitter: {
    title: 'Jitter',
    group: 'cue',
    words:
      'How much successive pitch periods differ in length, as a share of the period. It rises when the voice gets softer or lower, so compare it at like loudness; noise and short stretches spoil it.',
    source: ['Brockmann et al. 2011', 'brockmann2011'],
  },
  shimmer: {
    title: 'Shimmer',
    group: 'cue',
    words:
      'How much successive pitch periods differ in peak amplitude, in dB. It depends on loudness and noise as jitter does.',
    source: ['Brockmann et al. 2011', 'brockmann2011'],
  },
  hnr: {
    title: 'HNR',
    group: 'cue',
    words:
      'Harmonics-to-noise ratio in dB: energy that repeats with the pitch against energy that does not. Breath, roughness and room noise all lower it.',
    source: ['Boersma 1993', 'boersma1993'],
  },
  'spectral-slope': {
    title: 'Spectral slope',
    group: 'cue',
    words:
      'How fast energy falls towards higher frequencies, from 0 to 500 Hz or from 500 to 1500 Hz, in dB per Hz. A pressed, loud voice falls more slowly.',
    source: ['Tamarit et al. 2008', 'tamarit2008'],
  },
  'alpha-ratio': {
    title: 'Alpha ratio',
    group: 'cue',
    words: 'Energy from 1 to 5 kHz against energy below 1 kHz, in dB. Higher sounds brighter.',
    source: ['Sundberg and Nordenberg 2006', 'sundberg2006'],
  },
  hammarberg: {
    title: 'Hammarberg index',
    group: 'cue',
    words: 'The strongest component below 2 kHz against the strongest from 2 to 5 kHz, in dB. Lower sounds brighter.',
    source: ['Hammarberg et al. 1980', 'hammarberg1980'],
  },
  'spectral-flux': {
    title: 'Spectral flux',
    group: 'cue',
    words: 'How much the spectrum changes from one frame to the next.',
    source: ['Eyben et al. 2016', 'eyben2016'],
  },
  formants: {
    title: 'Formants',
    group: 'cue',
    words:
      'Resonances of the vocal tract, in Hz, by linear prediction. They say which vowel it is more than how it is said.',
    source: ['Markel and Gray 1976', 'markel1976'],
  },
  'h1-h2': {
    title: 'H1–H2',
    group: 'cue',
    words: 'The first harmonic above the second, in dB. More is breathier.',
    source: ['Hanson 1997', 'hanson1997'],
  },
  voiced: {
    title: 'Voiced',
    group: 'cue',
    words:
      'Stretches in which the vocal folds vibrate. Pitch, jitter, shimmer, HNR and formants exist only there; with too little of it they are not measurable, never 0.',
  },
  'delta-f': {
    title: 'Delta f (Δf)',
    group: 'fit',
    words:
      'A cue in the salient windows less its mean in random windows of the same lengths and voicing in the same speech. It says what is special where the model looked, not what speech is like.',
  },
  z: {
    title: 'z',
    group: 'fit',
    words: 'A difference, counted in how much such values differ anyway. Beyond about 2 it is rare.',
  },
  'expert-table': {
    title: 'Expert table',
    group: 'fit',
    words:
      'For an emotion and a cue: what studies expect, higher, lower or mixed, and how sure that is. Each cell names its sources, and a lab can make its own table.',
    source: ['Juslin and Laukka 2003', 'juslin2003'],
  },
  plausibility: {
    title: 'Plausibility',
    group: 'fit',
    words:
      'Of the correct clips with the same label, the share that fit the expert table no better than this one. At 5 % or less the prediction is called implausible: worth a look, not an error by itself.',
  },
  alignment: {
    title: 'Alignment',
    group: 'fit',
    words:
      'How far the cues where the model looked go the way that the table expects: 1 all with it, −1 all against it.',
  },
  'base-rate': {
    title: 'Base rate',
    group: 'fit',
    words: 'How many correct clips of the label agree with the table at all. Where it is low, the table says little.',
  },
  'label-quality': {
    title: 'Label quality',
    group: 'fit',
    words:
      'The model’s probability of the given label above that of the likeliest other one. Low values point at labels to check, unless the model was trained on these clips.',
    source: ['Northcutt et al. 2021', 'northcutt2021'],
  },
  auc: {
    title: 'AUC',
    group: 'fit',
    words:
      'Area under the ROC curve: how often a wrong prediction gets the worse figure than a right one. 0.5 is chance, 1 tells all apart.',
    source: ['Hanley and McNeil 1982', 'hanley1982'],
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

export type Term = keyof typeof glossary
export const terms = Object.keys(glossary) as Term[]

export const glossaryWords = {
  find: 'Find a term',
  none: 'No term is like that.',
  after: (source: string) => `After ${source}.`,
} as const

/** The definition with its source, for a tooltip. */
export function definition(term: Term): string {
  const entry: GlossaryEntry = glossary[term]
  return entry.source ? `${entry.words} ${glossaryWords.after(entry.source[0])}` : entry.words
}

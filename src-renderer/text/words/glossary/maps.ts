import type { GlossaryEntry } from './entry'

/** Where a model looked, whether that can be believed, and which clips it sees alike. */
export const mapTerms = {
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
  overlap: {
    title: 'Overlap of windows',
    group: 'saliency',
    words:
      'Time that lies in windows of both, as a part of the time that lies in windows of either (intersection over union): 1 the same, 0 nothing shared.',
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
  nearest: {
    title: 'Nearest clips',
    group: 'alike',
    words:
      'Those whose activations point most nearly in the same direction (cosine): 1 is the same. The model takes them for alike; people may not.',
  },
} as const satisfies Record<string, GlossaryEntry>

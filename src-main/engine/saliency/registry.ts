import { CueScopeError } from '#engine/base/errors'
import { concepts, conceptDefaults, type ConceptSettings } from './crp'
import { defaultConceptLayer, lastMap } from './explainable-model'
import { gradCam } from './grad-cam'
import { gradient, gradTimesInput, type GradientInput } from './gradients'
import { integratedGradients } from './integrated-gradients'
import { occlusion, occlusionDefaults } from './occlude'
import { relevanceDefaults, relevanceMap } from './relevance-map'
import { rise } from './rise'
import { smoothGrad } from './smooth-grad'
import { graphOf, targetScore, type Explanation, type Question, type Subject } from './subject'
import { writeGradientGraph, writeLayerGradientGraph } from './write-gradients'
import { zeros } from '#engine/base/matrix'

/** A way to explain a decision by a map over the log-Mel. */
export interface SaliencyMethod<Settings extends object = object> {
  readonly key: string
  readonly title: string
  readonly reference: string
  /** Needs the model's graph; the others need only to run it. */
  readonly needsGraph: boolean
  readonly defaults: Settings
  readonly explain: (subject: Subject, question: Question, settings: Settings) => Promise<Explanation>
}

const method = <S extends object>(record: SaliencyMethod<S>): SaliencyMethod<S> => record

/** All methods through one door. Settings are plain JSON and default to `defaults`. */
export const saliencyMethods = {
  occlusion: method({
    key: 'occlusion',
    title: 'Occlusion',
    reference: 'zeiler2014',
    needsGraph: false,
    defaults: occlusionDefaults,
    explain: occlusion,
  }),
  lrp: method({
    key: 'lrp',
    title: 'Layer-wise relevance',
    reference: 'bach2015',
    needsGraph: true,
    defaults: relevanceDefaults,
    explain: (subject, question, settings) => relevanceMap(subject, question, settings),
  }),
  crp: method({
    key: 'crp',
    title: 'Concept relevance',
    reference: 'achtibat2023',
    needsGraph: true,
    defaults: { ...conceptDefaults, layer: '' } as ConceptSettings,
    explain: explainByConcepts,
  }),
  gradient: method({
    key: 'gradient',
    title: 'Gradient',
    reference: 'simonyan2014',
    needsGraph: true,
    defaults: {},
    explain: async (subject, question) => ({ ...(await gradient(await gradientInput(subject, question))), facts: {} }),
  }),
  'gradient-x-input': method({
    key: 'gradient-x-input',
    title: 'Gradient × input',
    reference: 'shrikumar2017',
    needsGraph: true,
    defaults: {},
    explain: async (subject, question) => ({
      ...(await gradTimesInput(await gradientInput(subject, question))),
      facts: {},
    }),
  }),
  'integrated-gradients': method({
    key: 'integrated-gradients',
    title: 'Integrated gradients',
    reference: 'sundararajan2017',
    needsGraph: true,
    defaults: { steps: 128 },
    explain: async (subject, question, { steps }) => {
      const input = await gradientInput(subject, question)
      const { map, logits, gap } = await integratedGradients({ ...input, start: question.replacement, steps })
      return { map, logits, facts: { gap } }
    },
  }),
  'smooth-grad': method({
    key: 'smooth-grad',
    title: 'SmoothGrad',
    reference: 'smilkov2017',
    needsGraph: true,
    defaults: { samples: 32, noise: 0.15, seed: 1 },
    explain: async (subject, question, settings) => {
      const input = await gradientInput(subject, question)
      return { ...(await smoothGrad({ ...input, ...settings })), facts: {} }
    },
  }),
  'grad-cam': method({
    key: 'grad-cam',
    title: 'Grad-CAM',
    reference: 'selvaraju2017',
    needsGraph: true,
    /** '': the last tensor that still has a time axis. */
    defaults: { layer: '' },
    explain: async (subject, question, settings) => {
      const model = graphOf(subject)
      const layer = settings.layer || lastMap(model)
      const run = await subject.graph(`grad-cam ${layer}`, () => writeLayerGradientGraph(model, layer))
      const { map, logits } = await gradCam({ model, run, logMel: question.logMel, target: question.target })
      return { map, logits, facts: {} }
    },
  }),
  rise: method({
    key: 'rise',
    title: 'RISE',
    reference: 'petsiuk2018',
    needsGraph: false,
    defaults: { masks: 2000, grid: [8, 12] as readonly [number, number], keep: 0.5, seed: 1 },
    explain: async (subject, question, settings) => {
      const score = (logits: Float32Array): number => targetScore(question.target, logits)
      return { ...(await rise({ ...question, ...settings, forward: subject.forward, score })), facts: {} }
    },
  }),
} as const

/** A method by its name, with settings that the caller has checked. */
export function explainWith(
  key: SaliencyMethodKey,
  subject: Subject,
  question: Question,
  settings: object,
): Promise<Explanation> {
  const { defaults, explain } = saliencyMethods[key] as unknown as SaliencyMethod
  return explain(subject, question, { ...defaults, ...settings })
}

export type SaliencyMethodKey = keyof typeof saliencyMethods

/** The maps of the concepts asked for, added up: what passes through them together. */
async function explainByConcepts(
  subject: Subject,
  question: Question,
  settings: ConceptSettings,
): Promise<Explanation> {
  const layer = settings.layer || defaultLayer(subject)
  const found = await concepts(subject, question, { ...settings, layer })
  const map = zeros(question.logMel.rows, question.logMel.cols)
  for (const { map: one } of found.concepts) for (let i = 0; i < one.data.length; i++) map.data[i] += one.data[i]
  const share = found.concepts.reduce((sum, concept) => sum + concept.share, 0)
  return {
    map,
    logits: found.logits,
    facts: { share },
    channels: { layer, relevances: found.relevances, top: found.concepts },
  }
}

async function gradientInput(subject: Subject, question: Question): Promise<GradientInput> {
  const model = graphOf(subject)
  const run = await subject.graph('gradient', () => writeGradientGraph(model))
  return { model, run, logMel: question.logMel, target: question.target, onProgress: question.onProgress }
}

/** The layer whose channels are the concepts where none is named. */
export function defaultLayer(subject: Subject): string {
  const layer = defaultConceptLayer(graphOf(subject))
  if (layer === null)
    throw new CueScopeError('unsupported-signature', 'The model has no convolution whose channels could be concepts.')
  return layer
}

import type { Judgement } from '#contracts/judgement'
import { formatNumber } from './format'

/** One thing that a judgement says of a map. `doubt` is what a reader should know before trusting the picture. */
export interface Finding {
  readonly name: 'removal' | 'return' | 'stability' | 'randomisation'
  readonly tone: 'good' | 'doubt' | 'plain'
  readonly title: string
  readonly words: string
}

/** Below this a difference of two areas is no difference. */
const TELLING = 0.02
/** Rank correlation with the map of a model with re-drawn weights: from here on it is much the same map. [adebayo2018] */
const MUCH_THE_SAME = 0.7
const PARTLY_THE_SAME = 0.3
/** Relative change of the map under faint noise: up to here it is steady. */
const STEADY = 0.3
const two = (value: number): string => formatNumber(value, 2)

/** What a judgement comes to, most telling first. */
export function findings(judgement: Judgement): Finding[] {
  return [removal(judgement), comeback(judgement), stability(judgement), randomisation(judgement)]
}

function removal({ map, random, energy }: Judgement): Finding {
  const name = 'removal'
  const figures = `${two(map.deletion)} against ${two(random.deletion)}`
  if (random.deletion - map.deletion < TELLING) {
    return {
      ...{ name, tone: 'doubt', title: 'No better than random order' },
      words: `Taking away what this map points at lowers the score no more than random order: ${figures}.`,
    }
  }
  const isLoudness = energy.deletion - map.deletion < TELLING
  return {
    ...{ name, tone: isLoudness ? 'doubt' : 'good' },
    title: isLoudness ? 'No better than loudness' : 'It finds what the model needs',
    words:
      `Taking away what this map points at lowers the score more than random order: ${figures}` +
      (isLoudness
        ? `; but taking away the loudest first does as well (${two(energy.deletion)}).`
        : `; loudest first: ${two(energy.deletion)}.`),
  }
}

function comeback({ map, random, energy }: Judgement): Finding {
  const isBetter = map.insertion - Math.max(random.insertion, energy.insertion) >= TELLING
  return {
    ...{ name: 'return', tone: isBetter ? 'good' : 'doubt' },
    title: isBetter ? 'What it points at is enough' : 'What it points at is not enough',
    words:
      `Putting that back first brings the score back ${isBetter ? 'sooner' : 'no sooner'} than other orders: ` +
      `${two(map.insertion)}, random ${two(random.insertion)}, loudest first ${two(energy.insertion)}.`,
  }
}

function stability({ maxSensitivity }: Judgement): Finding {
  const name = 'stability'
  if (maxSensitivity === null) {
    return {
      ...{ name, tone: 'doubt', title: 'The decision itself is not steady' },
      words: 'Even faint noise changed the label, so the map’s own steadiness could not be measured.',
    }
  }
  const isSteady = maxSensitivity <= STEADY
  return {
    ...{ name, tone: isSteady ? 'good' : 'doubt', title: isSteady ? 'Steady' : 'Not steady' },
    words: `Noise too faint to change the label changes the map by up to ${percent(maxSensitivity)}.`,
  }
}

function randomisation({ redrawnSpearman }: Judgement): Finding {
  const name = 'randomisation'
  if (redrawnSpearman === null) {
    return {
      name,
      tone: 'plain',
      title: 'Not tested with other weights',
      words: 'The model’s weights can’t be re-drawn.',
    }
  }
  const figure = `rank correlation ${two(redrawnSpearman)}`
  if (redrawnSpearman >= MUCH_THE_SAME) {
    return {
      ...{ name, tone: 'doubt', title: 'It shows the clip more than the model' },
      words: `A model with re-drawn weights, which knows nothing, gives much the same map: ${figure}.`,
    }
  }
  const isPart = redrawnSpearman >= PARTLY_THE_SAME
  return {
    ...{
      name,
      tone: isPart ? 'plain' : 'good',
      title: isPart ? 'It partly shows the clip' : 'It depends on the model',
    },
    words: isPart
      ? `A model with re-drawn weights gives a map with some likeness: ${figure}. Compare methods by it.`
      : `A model with re-drawn weights gives another map: ${figure}.`,
  }
}

const percent = (share: number): string => `${Math.round(100 * share)} %`

/** Gini coefficient and entropy in words; '': a map of zeros. */
export function concentrationWords({ sparseness }: Judgement): string {
  if (sparseness === null) return ''
  const how = sparseness >= 0.8 ? 'on few places' : sparseness >= 0.5 ? 'on some places' : 'over the whole picture'
  return `Its weight lies ${how}: Gini coefficient ${two(sparseness)} of 1.`
}

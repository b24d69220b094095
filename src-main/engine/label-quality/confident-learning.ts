/**
 * Labels that the model's own probabilities speak against: confident learning.
 *
 * A label's threshold is the mean probability that the model gives it on the clips that carry it. A clip counts for the
 * label whose threshold its probability reaches (of several, for the likeliest); where that is another than the label
 * given, and the model's prediction is another too, the given one is suspected.
 *
 * Conventions: probabilities Float32 or Float64 [clips x labels], row-major; labels as places, -1: none, such a clip is
 * left out. The probabilities must come from a model that did not train on these clips: on its own training data it
 * repeats the labels, wrong ones too.
 *
 * References: [northcutt2021].
 */
export interface SuspectLabels {
  /** The label that the clip rather carries, -1: the given one isn't suspected. Int32 [clips] */
  readonly suggested: Int32Array
  /** Probability of the label given less the largest other one, from 0 (surely wrong) to 1; NaN: no label. Float64 [clips] */
  readonly quality: Float64Array
}

/** Floats of a model's softmax carry rounding; a probability this near its threshold reaches it. */
const THRESHOLD_ROUNDING = 1e-6

export function suspectLabels(
  probabilities: Float32Array | Float64Array,
  given: Int32Array,
  labels: number,
): SuspectLabels {
  const thresholds = meanProbabilities(probabilities, given, labels)
  const suggested = new Int32Array(given.length).fill(-1)
  const quality = new Float64Array(given.length).fill(NaN)
  given.forEach((label, clip) => {
    if (label === -1) return
    const start = clip * labels
    let [likeliest, largestOther] = [0, -Infinity]
    let [reached, lastReached] = [0, -1]
    for (let place = 0; place < labels; place++) {
      const probability = probabilities[start + place]
      if (probability > probabilities[start + likeliest]) likeliest = place
      if (place !== label && probability > largestOther) largestOther = probability
      if (probability >= thresholds[place] - THRESHOLD_ROUNDING) [reached, lastReached] = [reached + 1, place]
    }
    quality[clip] = (probabilities[start + label] - largestOther + 1) / 2
    if (reached === 0 || likeliest === label) return
    const guess = reached === 1 ? lastReached : likeliest
    if (guess !== label) suggested[clip] = guess
  })
  return { suggested, quality }
}

/** Infinity for a label that no clip carries: nothing reaches it. */
function meanProbabilities(probabilities: Float32Array | Float64Array, given: Int32Array, labels: number): number[] {
  const sums = new Float64Array(labels)
  const counts = new Int32Array(labels)
  given.forEach((label, clip) => {
    if (label === -1) return
    sums[label] += probabilities[clip * labels + label]
    counts[label]++
  })
  return Array.from(sums, (sum, label) => (counts[label] === 0 ? Infinity : sum / counts[label]))
}

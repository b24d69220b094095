/**
 * Speakers of an audit on whom the model was trained, as far as its package says so.
 *
 * `training.data` of a package is prose for people: `RAVDESS speech, actors 1-18 (calm left out)`. A data set that it names
 * without speakers counts whole; what it takes out again (`all but 3`) is not guessed at.
 */
import type { ModelManifest } from '#contracts/model'
import { speakerKey } from '#engine/plausibility/assessed-clip'

interface Spoken {
  readonly dataset: string
  readonly speaker: string | null
}

const people = /\b(?:actors?|speakers?|subjects?|talkers?)\b([^(;]*)/iu
const exceptions = /\b(?:but|except|excluding|without|other than)\b/iu
const range = /(\p{L}*)(\d+)\s*(?:-|–|…|to)\s*(\p{L}*)(\d+)/gu
const numbered = /^(\p{L}*)(\d+)$/u

/** What that makes of an audit's scores, in whole sentences. */
export function trainingCaveats({ data }: ModelManifest['training'], clips: readonly Spoken[]): string[] {
  const statements = [data].flat().filter(one => typeof one === 'string')
  const speakers = [...new Map(clips.map(clip => [speakerKey(clip), clip])).values()].filter(
    one => one.speaker !== null,
  )
  const trained = speakers.filter(one => statements.some(statement => isIn(statement, one))).length
  if (trained === 0) return []
  const all = speakers.length
  const who =
    all === 1 ? 'The speaker is' : trained === all ? `All ${all} speakers are` : `${trained} of ${all} speakers are`
  return [`${who} among those that the model was trained on, as its package says: the scores may flatter it.`]
}

function isIn(statement: string, { dataset, speaker }: Spoken): boolean {
  const words = statement.split(/[^\p{L}\d-]+/u).map(plain)
  if (speaker === null || !words.includes(plain(dataset))) return false
  const [, named] = people.exec(statement) ?? []
  if (named === undefined) return !exceptions.test(statement)
  if (exceptions.test(named)) return false
  return isListed(named, speaker)
}

function isListed(names: string, speaker: string): boolean {
  const [, prefix, number] = numbered.exec(speaker) ?? []
  const isInRange = [...names.matchAll(range)].some(
    ([, before, first, , last]) =>
      number !== undefined && plain(before) === plain(prefix) && +first <= +number && +number <= +last,
  )
  const singles = names.replace(range, ' ').split(/[^\p{L}\d]+/u)
  return isInRange || singles.some(one => same(one, speaker))
}

/** `1` is `01`, `oaf` is `OAF`. */
function same(one: string, other: string): boolean {
  const bare = (name: string): string => plain(name).replace(/0+(?=\d)/, '')
  return one !== '' && bare(one) === bare(other)
}

function plain(word: string): string {
  return word.toLowerCase().replaceAll('-', '')
}

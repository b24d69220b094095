/** Labels that other programs wrote: tables (CSV), Praat's TextGrids, Audacity's label tracks. */
import { extname } from 'node:path'
import { annotationSchema, type RegionLabel } from '#contracts/annotation'
import { CueScopeError } from '#engine/base/errors'
import { emptyAnnotation } from './apply-changes'
import { readLabelsTable, type TableLabel } from './labels-table'
import { readTextGrid } from './text-grid'

const programs: Readonly<Record<string, string>> = { '.textgrid': 'Praat', '.txt': 'Audacity' }

/** By its ending, whether this is read here: labels files of our own are JSON. */
export function isForeignLabels(name: string): boolean {
  const ending = extname(name).toLowerCase()
  return ending in programs || ending === '.csv' || ending === '.tsv'
}

/**
 * @param annotator whose labels these are, where the file does not say
 * @throws CueScopeError for what can't be read, with the reason
 */
export function readForeignLabels(bytes: Uint8Array, name: string, annotator: string | null): TableLabel[] {
  const ending = extname(name).toLowerCase()
  const program = programs[ending]
  if (program === undefined) return readLabelsTable(bytes, name, annotator)
  const regions = ending === '.txt' ? audacityRegions(bytes, name) : textGridRegions(bytes, name)
  if (regions.length === 0) throw new CueScopeError('no-rows', `${name} says nothing: it has no labels with a text.`)
  const parsed = annotationSchema.safeParse({ ...emptyAnnotation, regions })
  if (!parsed.success) {
    const [{ path, message }] = parsed.error.issues
    throw new CueScopeError('out-of-range', `${name}: ${path.join(' ')}: ${message}`)
  }
  // Both name the clip by their own name.
  const file = name.slice(0, -ending.length)
  return [{ file, annotator: annotator ?? program, annotation: parsed.data }]
}

/** Without the tiers that CueScope's own export writes of the model. */
function textGridRegions(bytes: Uint8Array, name: string): RegionLabel[] {
  return readTextGrid(bytes, name)
    .filter(({ name: tier }) => tier !== 'prediction' && !tier.startsWith('salient_'))
    .flatMap(({ name: tier, marks }) => marks.map(mark => ({ ...mark, ...everywhere, tier: tierName(tier) })))
}

const everywhere = { lowHz: null, highHz: null }

/** `start end text`, parted by tabs; a line that begins with `\` holds the frequencies of the one before. */
function audacityRegions(bytes: Uint8Array, name: string): RegionLabel[] {
  const regions: RegionLabel[] = []
  for (const [at, line] of new TextDecoder().decode(bytes).split(/\r?\n/).entries()) {
    if (line.trim() === '') continue
    const [first, second, third = ''] = line.split('\t')
    const isBand = first === '\\'
    const [from, to] = (isBand ? [second, third] : [first, second]).map(cell => Number((cell ?? '').replace(',', '.')))
    if (!Number.isFinite(from) || !Number.isFinite(to) || (isBand && regions.length === 0))
      throw new CueScopeError('wrong-type', `${name}, line ${at + 1}: this is no label track of Audacity.`)
    const last = regions[regions.length - 1]
    if (!isBand) regions.push({ tier: 'labels', startSec: from, endSec: to, ...everywhere, text: third.trim() })
    // Audacity writes -1 where a box is open to that side.
    else if (from >= 0 && to >= from) regions[regions.length - 1] = { ...last, lowHz: from, highHz: to }
  }
  return regions
}

function tierName(name: string): string {
  return (
    name
      .replace(/\p{Cc}+/gu, ' ')
      .trim()
      .slice(0, 60) || 'tier'
  )
}

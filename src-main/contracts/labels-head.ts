/** How many bytes of a file say whether it holds labels. */
export const LABELS_HEAD_BYTES = 4096

/** Those that may; of others nothing needs to be read. */
export function mayHoldLabels(name: string): boolean {
  return /\.(json|csv|tsv|textgrid)$/i.test(name)
}

/**
 * Labels of annotators, by a file's name and its first lines: ours say so; Praat's TextGrids are; a table is where a column
 * says who annotated or from when to when. Without these a table is a manifest of clips.
 */
export function holdsLabels(name: string, head: string): boolean {
  if (/\.textgrid$/i.test(name)) return true
  if (/\.json$/i.test(name)) return head.includes('"cuescope-labels"')
  if (!mayHoldLabels(name)) return false
  const titles = (head.split(/\r?\n/)[0] ?? '').split(/[,;\t]/).map(title => title.replace(/["\uFEFF]/g, '').trim())
  const has = (...known: string[]): boolean => titles.some(title => known.includes(title.toLowerCase()))
  return has('annotator', 'rater', 'coder') || (has('start', 'start_sec', 'begin') && has('end', 'end_sec'))
}

/** What a page in a browser learns of a drop: names, not places. */
export interface DroppedName {
  readonly name: string
  readonly isFolder: boolean
}

/** Must be called while the drop is handled: afterwards the browser has forgotten it. */
export function droppedNames(transfer: DataTransfer): DroppedName[] {
  return [...transfer.items].flatMap(item => {
    if (item.kind !== 'file') return []
    const entry = item.webkitGetAsEntry()
    const name = entry?.name ?? item.getAsFile()?.name
    return name === undefined ? [] : [{ name, isFolder: entry?.isDirectory ?? false }]
  })
}

const LABELS_MARK = '"cuescope-labels"'
const HEAD_BYTES = 4096

/** Labels files among what was dropped: their content is all that is needed, their place is not. */
export async function labelsAmong(files: readonly File[]): Promise<File[]> {
  const json = files.filter(({ name }) => /\.json$/i.test(name))
  const heads = await Promise.all(json.map(file => file.slice(0, HEAD_BYTES).text()))
  return json.filter((_, i) => heads[i].includes(LABELS_MARK))
}

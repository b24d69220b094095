import { holdsLabels, LABELS_HEAD_BYTES, mayHoldLabels } from '#contracts/labels-head'

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

/** Labels files among what was dropped: their content is all that is needed, their place is not. */
export async function labelsAmong(files: readonly File[]): Promise<File[]> {
  const possible = files.filter(({ name }) => mayHoldLabels(name))
  const heads = await Promise.all(possible.map(file => file.slice(0, LABELS_HEAD_BYTES).text()))
  return possible.filter(({ name }, i) => holdsLabels(name, heads[i]))
}

import { createScope } from './use-scope'

/** The browser may read the file for a while after the click. */
const KEPT_MS = 60_000

/** Hands a file to the person: the browser saves it as it saves any download, the desktop window asks where to. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  createScope().timeout(KEPT_MS, () => URL.revokeObjectURL(address))
}

export function saveText(name: string, text: string, type: 'text/csv' | 'text/plain' = 'text/csv'): void {
  saveFile(name, new Blob([text], { type: `${type};charset=utf-8` }))
}

export function saveSvg(name: string, text: string): void {
  saveFile(name, new Blob([text], { type: 'image/svg+xml;charset=utf-8' }))
}

/** @throws when the canvas can't be encoded, e.g. for its size */
export async function savePicture(name: string, canvas: HTMLCanvasElement): Promise<void> {
  const blob = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, 'image/png'))
  if (!blob) throw new Error('The picture is too large to be saved: zoom out and try again.')
  saveFile(name, blob)
}

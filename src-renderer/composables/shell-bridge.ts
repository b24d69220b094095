/** What was chosen in a dialog, dropped or opened: `ref` is what the API takes, a path or a grant for one. */
export interface PickedPath {
  readonly ref: string
  readonly name: string
}

export type PathKind = 'folder' | 'project' | 'model' | 'clip' | 'table' | 'labels'

/** What the desktop shell adds to the page (src-preload/bridge.ts); in a browser there is none of it. */
interface ShellBridge {
  pickFolder(): Promise<PickedPath | null>
  pickFile(kind: Exclude<PathKind, 'folder'>): Promise<PickedPath | null>
  onGiven(listener: (given: readonly PickedPath[]) => void): void
  reveal(ref: string): Promise<void>
  trashProject(id: string): Promise<void>
}

export function shellBridge(): ShellBridge | null {
  return (window as Window & { cuescope?: ShellBridge }).cuescope ?? null
}

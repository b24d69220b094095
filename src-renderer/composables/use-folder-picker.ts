export interface PickedPath {
  /** What the API takes: a path, or a grant for one that the dialog returned. */
  readonly ref: string
  readonly name: string
}

interface ShellBridge {
  pickFolder?(): Promise<PickedPath | null>
  pickProject?(): Promise<PickedPath | null>
}

/** What the desktop shell adds to the page; in a browser there is none of it and paths are typed. */
function bridge(): ShellBridge {
  return (window as Window & { cuescope?: ShellBridge }).cuescope ?? {}
}

export function useFolderPicker(kind: 'folder' | 'project'): { canPick: boolean; pick(): Promise<PickedPath | null> } {
  const pick = kind === 'folder' ? bridge().pickFolder : bridge().pickProject
  return { canPick: pick !== undefined, pick: () => pick?.() ?? Promise.resolve(null) }
}

/** A browser has tabs; the desktop window opens no other. */
export function canOpenWindows(): boolean {
  return bridge().pickFolder === undefined
}

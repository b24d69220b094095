import { shellBridge, type PathKind, type PickedPath } from './shell-bridge'

/** The system's dialog for a folder or a file, where there is one; in a browser paths are typed. */
export function useFolderPicker(kind: PathKind): { canPick: boolean; pick(): Promise<PickedPath | null> } {
  const bridge = shellBridge()
  const pick = (): Promise<PickedPath | null> => {
    if (!bridge) return Promise.resolve(null)
    return kind === 'folder' ? bridge.pickFolder() : bridge.pickFile(kind)
  }
  return { canPick: bridge !== null, pick }
}

/** A browser has tabs; the desktop window opens no other. */
export function canOpenWindows(): boolean {
  return shellBridge() === null
}

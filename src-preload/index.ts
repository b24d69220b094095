import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { BridgeChannel, CueScopeBridge, Granted, OpenedChannel } from './bridge'

const ask = <T>(channel: BridgeChannel, argument?: unknown): Promise<T> =>
  ipcRenderer.invoke(channel, argument).catch((error: Error) => {
    // Electron puts its own words before the shell's.
    throw new Error(error.message.replace(/^Error invoking remote method '[^']*': (Error: )?/, ''))
  })

type Listener = (given: readonly Granted[]) => void
const listeners: Listener[] = []
const tell = (given: readonly Granted[]): void => {
  if (given.length > 0) for (const listener of listeners) listener(given)
}
const takeOpened = async (): Promise<void> => tell(await ask<Granted[]>('cuescope:take-opened'))

const bridge: CueScopeBridge = Object.freeze({
  pickFolder: () => ask<Granted | null>('cuescope:pick-folder'),
  pickFile: (kind: string) => ask<Granted | null>('cuescope:pick-file', String(kind)),
  onGiven: (listener: Listener) => {
    listeners.push(listener)
    void takeOpened()
  },
  reveal: (ref: string) => ask<undefined>('cuescope:reveal', String(ref)),
  trashProject: (id: string) => ask<undefined>('cuescope:trash-project', String(id)),
  platform: process.platform,
  versions: Object.freeze({ electron: process.versions.electron, chrome: process.versions.chrome }),
})

/** Where a dropped file lies. Only a file that a person dropped has a path: page script can't make one up. */
function pathOf(file: File): string {
  // Electron before 29 has no webUtils; there the file itself says it.
  return webUtils ? webUtils.getPathForFile(file) : ((file as File & { path?: string }).path ?? '')
}

/**
 * The page shows what a drop would do, but never sees a path: it is read here, in a world of its own, and what reaches
 * the page is a grant. A drop that script made up (`isTrusted` is false) is none.
 */
window.addEventListener('drop', event => {
  if (!event.isTrusted) return
  const paths = [...(event.dataTransfer?.files ?? [])].map(pathOf).filter(path => path !== '')
  if (paths.length > 0) void ask<Granted[]>('cuescope:grant-dropped', paths).then(tell)
})
ipcRenderer.on('cuescope:opened' satisfies OpenedChannel, () => void takeOpened())

contextBridge.exposeInMainWorld('cuescope', bridge)

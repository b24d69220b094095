import { contextBridge, ipcRenderer } from 'electron'
import type { BridgeChannel, CueScopeBridge, Granted } from './bridge'

const ask = <T>(channel: BridgeChannel, argument?: string): Promise<T> => ipcRenderer.invoke(channel, argument)

const bridge: CueScopeBridge = Object.freeze({
  pickFolder: () => ask<Granted | null>('cuescope:pick-folder'),
  pickProject: () => ask<Granted | null>('cuescope:pick-project'),
  reveal: (ref: string) => ask<undefined>('cuescope:reveal', String(ref)),
  platform: process.platform,
  versions: Object.freeze({ electron: process.versions.electron, chrome: process.versions.chrome }),
})

contextBridge.exposeInMainWorld('cuescope', bridge)

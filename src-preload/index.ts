import { contextBridge, ipcRenderer } from 'electron'
import type { BridgeChannel, CueScopeBridge } from './bridge'

const ask = <T>(channel: BridgeChannel, argument?: string): Promise<T> => ipcRenderer.invoke(channel, argument)

const bridge: CueScopeBridge = Object.freeze({
  pickFolder: () => ask('cuescope:pick-folder'),
  pickProject: () => ask('cuescope:pick-project'),
  reveal: (ref: string) => ask('cuescope:reveal', String(ref)),
  platform: process.platform,
  versions: Object.freeze({ electron: process.versions.electron, chrome: process.versions.chrome }),
})

contextBridge.exposeInMainWorld('cuescope', bridge)

import { BrowserWindow, dialog, ipcMain, shell, type IpcMainInvokeEvent, type OpenDialogOptions } from 'electron'
import { basename } from 'node:path'
import { Grants } from '#shells/grants'
import type { EngineSupervisor } from '#shells/supervisor'
import type { BridgeChannel, Granted } from '../../../src-preload/bridge'
import { isOwnAddress } from './protocol'

const folder: OpenDialogOptions = { title: 'Choose a folder', properties: ['openDirectory', 'createDirectory'] }
const project: OpenDialogOptions = {
  title: 'Open a project',
  properties: ['openFile'],
  filters: [
    { name: 'CueScope projects', extensions: ['cuescope'] },
    { name: 'All files', extensions: ['*'] },
  ],
}

/**
 * The few things that HTTP can't do. The window never names a path: it gets a grant for what the person chose, and the
 * engine alone knows which path the grant stands for.
 */
export function answerDialogs(engine: EngineSupervisor): void {
  const grants = new Grants(engine)
  const pick = async (options: OpenDialogOptions, event: IpcMainInvokeEvent): Promise<Granted | null> => {
    const window = BrowserWindow.fromWebContents(event.sender)
    const { canceled, filePaths } = await (window
      ? dialog.showOpenDialog(window, options)
      : dialog.showOpenDialog(options))
    if (canceled || filePaths.length === 0) return null
    return { ref: await grants.grant(filePaths[0]), name: basename(filePaths[0]) }
  }
  handle('cuescope:pick-folder', event => pick(folder, event))
  handle('cuescope:pick-project', event => pick(project, event))
  handle('cuescope:reveal', (_event, ref) => {
    const path = typeof ref === 'string' ? grants.pathOf(ref) : undefined
    if (!path) throw new Error('Only what was chosen in a dialog can be shown.')
    shell.showItemInFolder(path)
  })
}

function handle(channel: BridgeChannel, answer: (event: IpcMainInvokeEvent, argument: unknown) => unknown): void {
  ipcMain.handle(channel, (event, argument: unknown) => {
    const frame = event.senderFrame
    const isOurPage = frame !== null && frame === event.sender.mainFrame && isOwnAddress(frame.url)
    if (!isOurPage) throw new Error('Refused.')
    return answer(event, argument)
  })
}

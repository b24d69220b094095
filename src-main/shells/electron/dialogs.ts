import { BrowserWindow, dialog, ipcMain, shell, type IpcMainInvokeEvent, type OpenDialogOptions } from 'electron'
import { basename, isAbsolute } from 'node:path'
import { askEngine } from '#shells/ask-engine'
import { Grants } from '#shells/grants'
import type { EngineSupervisor } from '#shells/supervisor'
import type { BridgeChannel, Granted, PickedFileKind } from '../../../src-preload/bridge'
import type { OpenedFiles } from './opened-files'
import { isOwnAddress } from './protocol'
import type { WatchedLibrary } from './watched-library'

const folder: OpenDialogOptions = { title: 'Choose a folder', properties: ['openDirectory', 'createDirectory'] }

const fileDialogs: Readonly<
  Record<PickedFileKind, { readonly title: string; readonly of: string; readonly ends: string[] }>
> = {
  project: { title: 'Open a project', of: 'CueScope projects', ends: ['cuescope'] },
  model: { title: 'Choose a model', of: 'ONNX models', ends: ['onnx'] },
  clip: {
    title: 'Choose a clip',
    of: 'Audio',
    ends: ['wav', 'flac', 'mp3', 'ogg', 'opus', 'm4a', 'aif', 'aiff', 'au'],
  },
  table: { title: 'Choose a table', of: 'CSV tables', ends: ['csv', 'tsv'] },
  labels: { title: 'Choose a labels file', of: 'Labels', ends: ['json'] },
}

/** At a drop or an opening. */
const MAX_AT_ONCE = 50

export interface DialogServices {
  readonly engine: EngineSupervisor
  readonly library: WatchedLibrary
  readonly opened: OpenedFiles
}

/**
 * The few things that HTTP can't do. The window never names a path: it gets a grant for what the person chose, dropped
 * or opened, and the engine alone knows which path the grant stands for. Dropped paths come from the preload, which
 * reads them off the drop itself.
 */
export function answerDialogs({ engine, library, opened }: DialogServices): void {
  const grants = new Grants(engine)
  const grant = async (path: string): Promise<Granted> => ({ ref: await grants.grant(path), name: basename(path) })
  const pick = async (options: OpenDialogOptions, event: IpcMainInvokeEvent): Promise<Granted | null> => {
    const window = BrowserWindow.fromWebContents(event.sender)
    const { canceled, filePaths } = await (window
      ? dialog.showOpenDialog(window, options)
      : dialog.showOpenDialog(options))
    return canceled || filePaths.length === 0 ? null : grant(filePaths[0])
  }
  handle('cuescope:pick-folder', event => pick(folder, event))
  handle('cuescope:pick-file', (event, kind) => pick(fileDialog(kind), event))
  handle('cuescope:grant-dropped', (_event, paths) => Promise.all(checkedPaths(paths).map(grant)))
  handle('cuescope:take-opened', () => Promise.all(opened.take().map(grant)))
  const placeOf = async (ref: string): Promise<string | undefined> => {
    const clip = /^clip:(\w{1,64}):(\d{1,15})$/.exec(ref)
    if (clip === null) return grants.pathOf(ref) ?? library.pathOf(ref.replace(/^project:/, ''))
    return (await askEngine<{ path: string }>(engine, 'POST', `/shell/projects/${clip[1]}/clips/${clip[2]}/path`)).path
  }
  handle('cuescope:reveal', async (_event, ref) => {
    const path = typeof ref === 'string' ? await placeOf(ref) : undefined
    if (!path)
      throw new Error('Only what was chosen in a dialog, a project of the library, or a clip of one can be shown.')
    shell.showItemInFolder(path)
  })
  handle('cuescope:trash-project', async (_event, id) => {
    const path = typeof id === 'string' ? library.pathOf(id) : undefined
    if (!path) throw new Error('Only a project of the library can be moved to the trash.')
    // Closed first: its file must not be written any more, by anybody.
    await askEngine(engine, 'POST', `/shell/projects/${String(id)}/abandon`)
    await shell.trashItem(path)
  })
}

export function fileDialog(kind: unknown): OpenDialogOptions {
  const { title, of, ends } = fileDialogs[kind as PickedFileKind] ?? fileDialogs.project
  const all = { name: 'All files', extensions: ['*'] }
  return { title, properties: ['openFile'], filters: [{ name: of, extensions: ends }, all] }
}

function checkedPaths(paths: unknown): string[] {
  const isSound = (path: unknown): path is string =>
    typeof path === 'string' && isAbsolute(path) && path.length <= 4096 && !path.includes('\0')
  if (!Array.isArray(paths) || !paths.every(isSound)) throw new Error('Refused.')
  return paths.slice(0, MAX_AT_ONCE)
}

function handle(channel: BridgeChannel, answer: (event: IpcMainInvokeEvent, argument: unknown) => unknown): void {
  ipcMain.handle(channel, (event, argument: unknown) => {
    const frame = event.senderFrame
    const isOurPage = frame !== null && frame === event.sender.mainFrame && isOwnAddress(frame.url)
    if (!isOurPage) throw new Error('Refused.')
    return answer(event, argument)
  })
}

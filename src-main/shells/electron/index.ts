import { app, dialog } from 'electron'
import { join } from 'node:path'
import { appPaths, defaultDataDir } from '#shells/app-paths'
import { newEngineAddress } from '#shells/engine-address'
import { EngineSupervisor } from '#shells/supervisor'
import { answerDialogs } from './dialogs'
import { startEngineProcess } from './engine-process'
import { setMenu } from './menu'
import { OpenedFiles } from './opened-files'
import { declareScheme, serveWindowFrom } from './protocol'
import { lockDown } from './security'
import { WatchedLibrary } from './watched-library'
import { openWindow } from './window'

/** The desktop application: one instance, one engine, one window. */
function main(): void {
  process.umask(0o077)
  // Only a developer's or a test's Electron may be told to do without (it can't have one as root).
  if (app.isPackaged || !app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  app.setName('CueScope')
  const dataDir = defaultDataDir()
  app.setPath('userData', join(dataDir, 'window'))

  const obstacle = whyNotHere()
  if (obstacle) return leave(1, obstacle)
  if (!app.requestSingleInstanceLock()) return leave(0, 'CueScope is already open; its window is now in front.')
  const opened = new OpenedFiles()
  app.commandLine.appendSwitch('disable-background-networking')
  app.commandLine.appendSwitch('disable-component-update')

  declareScheme()
  lockDown()

  const paths = appPaths(__dirname)
  const address = newEngineAddress()
  const engine = new EngineSupervisor({
    startEngine: startEngineProcess(paths),
    address,
    dataDir,
    resourcesDir: paths.resourcesDir,
    shell: 'electron',
    log: line => console.error(`[engine] ${line}`),
  })
  endCleanly(engine)

  void app.whenReady().then(async () => {
    setMenu([], opened)
    serveWindowFrom(address.socketPath)
    const library = new WatchedLibrary(engine, projects => {
      setMenu(projects, opened)
      // Where the system keeps a list of its own (dock, taskbar). Last comes first.
      for (const { path, isMissing } of projects.slice(0, 10).reverse()) if (!isMissing) app.addRecentDocument(path)
    })
    answerDialogs({ engine, library, opened })
    if (!(await bringUp(engine))) return
    openWindow(paths.preloadEntry)
    engine.onState((state, reason) => {
      if (state === 'failed') void offerAnotherTry(engine, reason)
    })
  })
}

function whyNotHere(): string | null {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    return 'CueScope can open no window: there is no display here. In a browser instead: npx cuescope serve'
  }
  // A debugger's port would be a way round every border; in development (and in tests) it is wanted.
  const hasDebuggingPort = ['remote-debugging-port', 'remote-debugging-pipe'].some(name =>
    app.commandLine.hasSwitch(name),
  )
  if (app.isPackaged && hasDebuggingPort) return 'CueScope does not start with a remote debugging port.'
  return null
}

/** `app.exit` alone would first open the display, which may be what is missing. */
function leave(code: number, message: string): void {
  console.error(message)
  process.exit(code)
}

async function bringUp(engine: EngineSupervisor): Promise<boolean> {
  try {
    await engine.start()
    return true
  } catch (error) {
    const { message } = error as Error
    if (engine.state === 'stopped') return false
    console.error(message)
    dialog.showErrorBox('CueScope cannot start', message)
    process.exitCode = 1
    app.quit()
    return false
  }
}

async function offerAnotherTry(engine: EngineSupervisor, reason: string): Promise<void> {
  const { response } = await dialog.showMessageBox({
    type: 'error',
    message: 'The engine of CueScope has stopped.',
    detail: `${reason}\n\nNothing that was stored is lost.`,
    buttons: ['Start it again', 'Quit'],
    defaultId: 0,
    cancelId: 1,
  })
  if (response === 1) app.quit()
  else await engine.start().catch((error: Error) => console.error(error.message))
}

function endCleanly(engine: EngineSupervisor): void {
  let hasStopped = false
  app.on('window-all-closed', () => app.quit())
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit())
  app.on('will-quit', event => {
    if (hasStopped) return
    event.preventDefault()
    void engine.stop().then(() => {
      hasStopped = true
      app.exit(Number(process.exitCode ?? 0))
    })
  })
}

main()

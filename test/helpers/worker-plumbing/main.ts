import { get } from 'node:http'
import { join } from 'node:path'
import { app } from 'electron'
import { engineAsUtility } from '#shells/electron/engine-process'
import { newEngineAddress } from '#shells/engine-address'
import { EngineSupervisor } from '#shells/supervisor'

/** An Electron without a window that runs the engine above as a utility process. */
const address = newEngineAddress()
const engine = new EngineSupervisor({
  startEngine: engineAsUtility(join(__dirname, 'engine.cjs'), join(__dirname, 'worker.cjs')),
  address,
  dataDir: __dirname,
  resourcesDir: __dirname,
  shell: 'electron',
  log: line => console.error(line),
})

const ask = (path: string): Promise<string> =>
  new Promise((resolve, reject) => {
    get({ socketPath: address.socketPath, path }, answer => {
      let text = ''
      answer.on('data', chunk => (text += String(chunk))).on('end', () => resolve(text))
    }).on('error', reject)
  })

app.on('window-all-closed', () => undefined)
app.on('will-quit', event => {
  event.preventDefault()
  void engine.stop().then(() => app.exit(0))
})
const isStarted = app.whenReady().then(() => engine.start())
Object.assign(globalThis, {
  askEngine: (path: string) => isStarted.then(() => ask(path)),
  engineState: () => engine.state,
})

import { app, session, type Session } from 'electron'
import { isOwnAddress } from './protocol'

/**
 * What no page may do here, whatever happened to it: leave its address, open a window, embed a webview, get a device or
 * a permission, reach the network. Without these handlers Electron's answer to most of it is yes.
 */
export function lockDown(): void {
  app.on('web-contents-created', (_event, contents) => {
    const stay = (event: { preventDefault(): void }, address: string): void => {
      if (!isOwnAddress(address)) event.preventDefault()
    }
    contents.on('will-navigate', stay)
    contents.on('will-redirect', stay)
    contents.on('will-frame-navigate', details => stay(details, details.url))
    contents.on('will-attach-webview', event => event.preventDefault())
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  })
  app.on('session-created', refuseAll)
  void app.whenReady().then(() => refuseAll(session.defaultSession))
}

const isAllowed = (permission: string): boolean => permission === 'clipboard-sanitized-write'

/** What the page itself made, e.g. a picture to be saved: Electron then asks the person where to. */
const isMadeByOwnPage = (address: string): boolean =>
  address.startsWith('blob:') && isOwnAddress(address.slice('blob:'.length))

function refuseAll(of: Session): void {
  of.setPermissionRequestHandler((_contents, permission, decide) => decide(isAllowed(permission)))
  of.setPermissionCheckHandler((_contents, permission) => isAllowed(permission))
  of.setDevicePermissionHandler(() => false)
  of.setDisplayMediaRequestHandler((_request, decide) => decide({}))
  of.setSpellCheckerEnabled(false)
  of.on('will-download', (event, item) => {
    if (!isMadeByOwnPage(item.getURL())) event.preventDefault()
  })
  of.webRequest.onBeforeRequest((details, decide) => {
    const isLocal = isOwnAddress(details.url) || /^(devtools|blob):/.test(details.url)
    decide({ cancel: !isLocal })
  })
}

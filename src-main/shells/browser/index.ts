export { hasDisplay, openInBrowser } from './open-browser'
export { serveBrowserShell, type BrowserShell, type BrowserShellOptions } from './serve'
export { serveUntilStopped } from './serve-until-stopped'

export { serveBrowserShell } from './serve'
export { serveUntilStopped } from './serve-until-stopped'

import { app, BrowserWindow, nativeTheme, screen, type Rectangle } from 'electron'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { HOME } from './protocol'

/** Seen for a moment before the page paints; the page's own backgrounds. */
const background = { light: '#f7f8fa', dark: '#14171c' }

export function openWindow(preloadEntry: string): BrowserWindow {
  const remembered = readPlace()
  const window = new BrowserWindow({
    ...remembered.bounds,
    minWidth: 960,
    minHeight: 640,
    title: 'CueScope',
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? background.dark : background.light,
    webPreferences: {
      preload: preloadEntry,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  })
  if (remembered.isMaximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () => rememberPlace(window))
  // A page whose process died is loaded again; the engine and its audit run on meanwhile.
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    console.error(`window process ended: ${reason}`)
    if (reason !== 'clean-exit' && reason !== 'killed') window.webContents.reload()
  })
  void window.loadURL(HOME)
  return window
}

export function showFirstWindow(): void {
  const [window] = BrowserWindow.getAllWindows()
  if (!window) return
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

interface Place {
  readonly bounds: Partial<Rectangle>
  readonly isMaximized: boolean
}

const firstPlace: Place = { bounds: { width: 1360, height: 860 }, isMaximized: false }
const placeFile = (): string => join(app.getPath('userData'), 'window.json')

function rememberPlace(window: BrowserWindow): void {
  const place: Place = { bounds: window.getNormalBounds(), isMaximized: window.isMaximized() }
  try {
    writeFileSync(placeFile(), JSON.stringify(place))
  } catch (error) {
    console.error(`window place not remembered: ${(error as Error).message}`)
  }
}

/** The place of last time, if a screen is still there. */
function readPlace(): Place {
  try {
    const { bounds, isMaximized } = JSON.parse(readFileSync(placeFile(), 'utf8')) as Place
    const place = {
      x: Number(bounds.x),
      y: Number(bounds.y),
      width: Number(bounds.width),
      height: Number(bounds.height),
    }
    const isOnScreen = screen.getAllDisplays().some(({ workArea }) => {
      const isBeside = place.x + place.width < workArea.x + 80 || place.x > workArea.x + workArea.width - 80
      const isAboveOrBelow = place.y < workArea.y - 20 || place.y > workArea.y + workArea.height - 80
      return !isBeside && !isAboveOrBelow
    })
    return isOnScreen && place.width >= 400 && place.height >= 300
      ? { bounds: place, isMaximized: isMaximized === true }
      : firstPlace
  } catch {
    return firstPlace // first start, or a damaged file: nothing is lost by it
  }
}

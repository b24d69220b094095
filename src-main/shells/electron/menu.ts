import { app, BrowserWindow, dialog, Menu, type MenuItemConstructorOptions } from 'electron'
import type { ProjectCard } from '#contracts/project'
import { fileDialog } from './dialogs'

const MAX_RECENT = 10

export interface MenuActions {
  open(paths: readonly string[]): void
}

/** The system's own commands, and the way to a project; everything else of the program is in the window. */
export function setMenu(projects: readonly ProjectCard[], { open }: MenuActions): void {
  const recent = projects
    .filter(({ isMissing }) => !isMissing)
    .slice(0, MAX_RECENT)
    .map((project): MenuItemConstructorOptions => ({ label: escaped(project.name), click: () => open([project.path]) }))
  const template: MenuItemConstructorOptions[] = [
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
    {
      label: 'File',
      submenu: [
        { label: 'Open Project…', accelerator: 'CmdOrCtrl+O', click: () => void choose(open) },
        { id: 'recent', label: 'Open Recent', enabled: recent.length > 0, submenu: recent },
        { type: 'separator' },
        { role: process.platform === 'darwin' ? 'close' : 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: 'View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        ...(app.isPackaged
          ? []
          : [{ type: 'separator' } as const, { role: 'reload' } as const, { role: 'toggleDevTools' } as const]),
      ],
    },
    { role: 'windowMenu' },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}

async function choose(open: MenuActions['open']): Promise<void> {
  const [window] = BrowserWindow.getAllWindows()
  const options = fileDialog('project')
  const { filePaths } = await (window ? dialog.showOpenDialog(window, options) : dialog.showOpenDialog(options))
  open(filePaths)
}

/** An & would underline the letter after it. */
function escaped(name: string): string {
  return name.replaceAll('&', '&&')
}

/** What a person chose in a dialog, dropped or opened: `ref` goes to the API in place of a path, `name` is for the screen. */
export interface Granted {
  readonly ref: string
  readonly name: string
}

/** What a dialog for one file shows. */
export type PickedFileKind = 'project' | 'model' | 'clip' | 'table' | 'labels'

/** `window.cuescope`: the few things HTTP can't do. Undefined in the browser shell, where a path is typed instead. */
export interface CueScopeBridge {
  /** @returns null if the person cancelled */
  pickFolder(): Promise<Granted | null>
  /** @returns null if the person cancelled */
  pickFile(kind: PickedFileKind): Promise<Granted | null>
  /**
   * Hears of files and folders that are dropped onto the window, and of projects that the program is started or called
   * with. Who listens first gets what came before.
   */
  onGiven(listener: (given: readonly Granted[]) => void): void
  /**
   * Shows in the system's file manager what `ref` stands for: a grant, `project:ID` of the library's, or
   * `clip:PROJECT:ID`, whose path the engine tells the shell and never the page.
   */
  reveal(ref: string): Promise<void>
  /** Moves the file of a project of the library to the system's trash. */
  trashProject(id: string): Promise<void>
  readonly platform: string
  readonly versions: { readonly electron: string; readonly chrome: string }
}

/** The messages behind it. A type only: a sandboxed preload can load no file but itself, so nothing may be shared at run time. */
export type BridgeChannel =
  | 'cuescope:pick-folder'
  | 'cuescope:pick-file'
  | 'cuescope:grant-dropped'
  | 'cuescope:take-opened'
  | 'cuescope:reveal'
  | 'cuescope:trash-project'

/** From the main process, without content: something was opened, and is to be taken. */
export type OpenedChannel = 'cuescope:opened'

/** What a person chose in a dialog: `ref` goes to the API in place of a path, `name` is for the screen. */
export interface Granted {
  readonly ref: string
  readonly name: string
}

/** `window.cuescope`: the few things HTTP can't do. Undefined in the browser shell, where a path is typed instead. */
export interface CueScopeBridge {
  /** @returns null if the person cancelled */
  pickFolder(): Promise<Granted | null>
  /** A project file. @returns null if the person cancelled */
  pickProject(): Promise<Granted | null>
  /** Shows what `ref` stands for in the system's file manager. */
  reveal(ref: string): Promise<void>
  readonly platform: string
  readonly versions: { readonly electron: string; readonly chrome: string }
}

/** The messages behind it. A type only: a sandboxed preload can load no file but itself, so nothing may be shared at run time. */
export type BridgeChannel = 'cuescope:pick-folder' | 'cuescope:pick-project' | 'cuescope:reveal'

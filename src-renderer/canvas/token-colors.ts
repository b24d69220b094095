/** Colours of the style sheet, for what is drawn on a canvas. */
export interface TokenColors {
  readonly line: string
  readonly grid: string
  readonly shade: string
  readonly edge: string
  readonly jump: string
  readonly text: string
  readonly faint: string
  readonly surface: string
  readonly pane: string
  readonly border: string
  readonly wave: string
  readonly wavePlayed: string
  readonly tab: string
  readonly tabText: string
  readonly truth: string
  readonly selection: string
  readonly selectionSoft: string
  readonly font: string
}

const names: Readonly<Record<keyof TokenColors, string>> = {
  line: '--accent-text',
  grid: '--line',
  shade: '--salient-soft',
  edge: '--salient-edge',
  jump: '--bad',
  text: '--fg',
  faint: '--fg-3',
  surface: '--surface',
  pane: '--surface-2',
  border: '--line-strong',
  wave: '--wave',
  wavePlayed: '--wave-played',
  tab: '--salient-tab',
  tabText: '--salient-fg',
  truth: '--truth',
  selection: '--selection',
  selectionSoft: '--selection-soft',
  font: '--font',
}

/** By theme: to read them the browser works out the styles of the whole page. */
const known = new Map<string | undefined, TokenColors>()

/** As they are now; `_isDark` is there to be read, so that whoever computes them does so again when it changes. */
export function tokenColors(_isDark: boolean): TokenColors {
  const { theme } = document.documentElement.dataset
  const read = known.get(theme) ?? readColors()
  known.set(theme, read)
  return read
}

function readColors(): TokenColors {
  const style = getComputedStyle(document.documentElement)
  const read = Object.entries(names).map(([key, name]) => [key, style.getPropertyValue(name).trim()])
  return Object.fromEntries(read) as unknown as TokenColors
}

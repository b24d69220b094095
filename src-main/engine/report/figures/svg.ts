/** A piece of SVG text, its contents already escaped. */
export type Svg = string

type Attributes = Readonly<Record<string, string | number>>

/** Numbers are written to two decimals: a hundredth of a pixel. */
export function element(name: string, attributes: Attributes, children: readonly Svg[] = []): Svg {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeText(textOf(value))}"`)
  const open = `<${name}${written.join('')}`
  return children.length === 0 ? `${open}/>` : `${open}>${children.join('')}</${name}>`
}

export function text(content: string, attributes: Attributes): Svg {
  return element('text', attributes, [escapeText(content)])
}

/** For HTML and XML, in text and in attributes. */
export function escapeText(raw: string): string {
  return raw
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

/** A whole picture with a title that screen readers say. Works on its own as a file and inside a page. */
export function picture(width: number, height: number, title: string, children: readonly Svg[]): Svg {
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
      'aria-label': title,
      'font-family': 'system-ui, Helvetica, Arial, sans-serif',
      'font-size': 12,
    },
    [element('rect', { width, height, fill: paper }), ...children],
  )
}

export const paper = '#ffffff'
export const ink = '#1d232b'
export const faintInk = '#5b6570'
export const gridline = '#dde1e6'

/** Eight colours that colour-blind eyes tell apart. [wong2011] */
export const seriesColors = [
  '#0072b2',
  '#d55e00',
  '#009e73',
  '#cc79a7',
  '#e69f00',
  '#56b4e9',
  '#7a6a00',
  '#333333',
] as const

export function seriesColor(index: number): string {
  return seriesColors[index % seriesColors.length]
}

function textOf(value: string | number): string {
  return typeof value === 'string' ? value : String(Math.round(value * 100) / 100)
}

import type { Context } from './pane'

type State = Pick<
  Context,
  'fillStyle' | 'strokeStyle' | 'lineWidth' | 'font' | 'textAlign' | 'textBaseline' | 'globalAlpha' | 'filter'
>
const startState: State = {
  ...{ fillStyle: '#000', strokeStyle: '#000', lineWidth: 1, font: '11px sans-serif' },
  ...{ textAlign: 'start', textBaseline: 'alphabetic', globalAlpha: 1, filter: 'none' },
}

const ANCHORS: Partial<Record<CanvasTextAlign, string>> = { center: 'middle', right: 'end', end: 'end' }
const number = (value: number): string => String(Number(value.toFixed(2)))
const escape = (text: string): string =>
  text.replace(/[&<>"]/g, sign => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign)

/** What the pictures need of a canvas, written as SVG: text and lines stay text and lines, panes are embedded pictures. */
export class SvgContext implements Context {
  fillStyle = startState.fillStyle
  strokeStyle = startState.strokeStyle
  lineWidth = startState.lineWidth
  font = startState.font
  textAlign = startState.textAlign
  textBaseline = startState.textBaseline
  globalAlpha = startState.globalAlpha
  filter = startState.filter
  private readonly parts: string[] = []
  private readonly states: { readonly state: State; readonly transforms: readonly string[] }[] = []
  private transforms: string[] = []
  private path = ''

  constructor(
    private readonly widthPx: number,
    private readonly heightPx: number,
  ) {}

  save(): void {
    const { fillStyle, strokeStyle, lineWidth, font, textAlign, textBaseline, globalAlpha, filter } = this
    const state = { fillStyle, strokeStyle, lineWidth, font, textAlign, textBaseline, globalAlpha, filter }
    this.states.push({ state, transforms: [...this.transforms] })
  }
  restore(): void {
    const last = this.states.pop()
    if (!last) return
    Object.assign(this, last.state)
    this.transforms = [...last.transforms]
  }
  translate(x: number, y: number): void {
    this.transforms.push(`translate(${number(x)} ${number(y)})`)
  }
  rotate(angle: number): void {
    this.transforms.push(`rotate(${number((angle * 180) / Math.PI)})`)
  }

  beginPath(): void {
    this.path = ''
  }
  moveTo(x: number, y: number): void {
    this.path += `M${number(x)} ${number(y)}`
  }
  lineTo(x: number, y: number): void {
    this.path += `L${number(x)} ${number(y)}`
  }
  stroke(): void {
    const line = `stroke="${escape(String(this.strokeStyle))}" stroke-width="${number(this.lineWidth)}"`
    this.add(`<path d="${this.path}" fill="none" ${line}`)
  }
  fillRect(x: number, y: number, width: number, height: number): void {
    const size = `width="${number(width)}" height="${number(height)}"`
    this.add(`<rect x="${number(x)}" y="${number(y)}" ${size} fill="${escape(String(this.fillStyle))}"`)
  }
  fillText(text: string, x: number, y: number): void {
    const [, weight, size, family] = /^(?:(\d+) )?([\d.]+)px (.+)$/.exec(this.font) ?? ['', '400', '11', 'sans-serif']
    const look = `font-family="${escape(family)}" font-size="${size}" font-weight="${weight ?? '400'}"`
    const place = `text-anchor="${ANCHORS[this.textAlign] ?? 'start'}" dominant-baseline="${this.textBaseline === 'middle' ? 'central' : 'auto'}"`
    this.add(`<text x="${number(x)}" y="${number(y)}" ${look} ${place} fill="${escape(String(this.fillStyle))}"`, text)
  }
  drawImage(image: HTMLCanvasElement, x: number, y: number, width: number, height: number): void {
    const place = `x="${number(x)}" y="${number(y)}" width="${number(width)}" height="${number(height)}"`
    this.add(`<image ${place} preserveAspectRatio="none" href="${filtered(image, this.filter).toDataURL('image/png')}"`)
  }

  /** The file. */
  text(title: string): string {
    const size = `width="${number(this.widthPx)}" height="${number(this.heightPx)}"`
    const box = `viewBox="0 0 ${number(this.widthPx)} ${number(this.heightPx)}"`
    return `<svg xmlns="http://www.w3.org/2000/svg" ${size} ${box}><title>${escape(title)}</title>\n${this.parts.join('\n')}\n</svg>\n`
  }

  private add(start: string, text?: string): void {
    const transform = this.transforms.length > 0 ? ` transform="${this.transforms.join(' ')}"` : ''
    const opacity = this.globalAlpha < 1 ? ` opacity="${number(this.globalAlpha)}"` : ''
    const end = text === undefined ? '/>' : `>${escape(text)}</${start.slice(1, start.indexOf(' '))}>`
    this.parts.push(`${start}${transform}${opacity}${end}`)
  }
}

/** Not every reader of SVG knows the filters of CSS: what they do is done before. */
function filtered(image: HTMLCanvasElement, filter: string): HTMLCanvasElement {
  if (filter === 'none') return image
  const copy = document.createElement('canvas')
  Object.assign(copy, { width: image.width, height: image.height })
  const context = copy.getContext('2d')
  if (!context) return image
  context.filter = filter
  context.drawImage(image, 0, 0)
  return copy
}

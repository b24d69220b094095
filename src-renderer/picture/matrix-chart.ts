/** A matrix of labels against labels as a picture for a paper or a talk: rows are expected, columns predicted. */
import type { TokenColors } from '../canvas/token-colors'
import { matrixWords as words } from '../text/words/misclassifications'
import { placeText, type TextLook } from './pane'
import { SvgContext } from './svg-context'

export interface MatrixChart {
  readonly title: string
  readonly labels: readonly string[]
  /** [expected][predicted]; `strength` 0..1 of the colour. */
  readonly cells: readonly (readonly { readonly text: string; readonly color: string; readonly strength: number }[])[]
  readonly colors: TokenColors
}

const [MARGIN_PX, HEAD_PX, CELL_PX, CELL_HIGH_PX, LETTER_PX] = [16, 76, 64, 34, 6.8]

export function matrixChartSvg({ title, labels, cells, colors }: MatrixChart): string {
  const left = MARGIN_PX + Math.ceil(Math.max(...labels.map(label => label.length)) * LETTER_PX) + 10
  const [widthPx, heightPx] = [
    left + labels.length * CELL_PX + MARGIN_PX,
    HEAD_PX + labels.length * CELL_HIGH_PX + MARGIN_PX,
  ]
  const context = new SvgContext(widthPx, heightPx)
  const look = (color: string, align: CanvasTextAlign): TextLook => ({ color, align, font: colors.font, sizePx: 12 })
  context.fillStyle = colors.surface
  context.fillRect(0, 0, widthPx, heightPx)
  placeText(context, title, MARGIN_PX, 20, { ...look(colors.text, 'left'), sizePx: 14, weight: 600 })
  placeText(context, words.expected, left - 10, HEAD_PX - 14, { ...look(colors.faint, 'right'), sizePx: 11 })
  const middle = left + (labels.length * CELL_PX) / 2
  placeText(context, words.predicted, middle, HEAD_PX - 32, { ...look(colors.faint, 'center'), sizePx: 11 })
  labels.forEach((label, i) => {
    placeText(context, label, left + (i + 0.5) * CELL_PX, HEAD_PX - 14, look(colors.text, 'center'))
    placeText(context, label, left - 10, HEAD_PX + (i + 0.5) * CELL_HIGH_PX, look(colors.text, 'right'))
    cells[i].forEach(({ text, color, strength }, j) => {
      const [x, y] = [left + j * CELL_PX, HEAD_PX + i * CELL_HIGH_PX]
      context.save()
      context.globalAlpha = strength
      context.fillStyle = color
      context.fillRect(x + 1, y + 1, CELL_PX - 2, CELL_HIGH_PX - 2)
      context.restore()
      placeText(context, text, x + CELL_PX / 2, y + CELL_HIGH_PX / 2, look(colors.text, 'center'))
    })
  })
  return context.text(title)
}

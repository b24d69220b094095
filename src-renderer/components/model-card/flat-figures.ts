export interface Figure {
  readonly name: string
  readonly text: string
}

/** The numbers in a model's free-form metrics, nested names joined; shares as per cent. */
export function flatFigures(metrics: Readonly<Record<string, unknown>>, prefix = ''): Figure[] {
  return Object.entries(metrics).flatMap(([key, value]): Figure[] => {
    const name = [prefix, inWords(key)].filter(Boolean).join(' · ')
    if (typeof value === 'number') return [{ name, text: figureText(value) }]
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return flatFigures(value as Record<string, unknown>, name)
    }
    return []
  })
}

const inWords = (key: string): string =>
  key.replaceAll('_', ' ').replace(/\b(uar|war|auc|f1)\b/g, short => short.toUpperCase())

function figureText(value: number): string {
  if (Number.isInteger(value)) return String(value)
  return value > 0 && value < 1 ? `${(100 * value).toFixed(1)} %` : String(Number(value.toPrecision(4)))
}

/**
 * How well what was typed fits a title: its letters in order, better where they begin words or follow each other.
 * Higher is better; null: it does not fit. Nothing typed fits everything alike.
 */
export function fuzzyScore(typed: string, title: string): number | null {
  const wanted = fold(typed).replace(/\s+/g, ' ').trim()
  if (wanted === '') return 0
  const text = fold(title)
  const at = text.indexOf(wanted)
  if (at >= 0) return 100 + (beginsWord(text, at) ? 50 : 0) - text.length / 100
  // Every word begins a word, in whatever order: "matrix show" finds "Show the matrix".
  const words = wanted.split(' ')
  if (words.length > 1 && words.every(word => wordStart(text, word))) return 80 - text.length / 100
  return scattered(wanted.replaceAll(' ', ''), text)
}

const WORST_SCATTER = 2

function scattered(letters: string, text: string): number | null {
  let score = 0
  let last = -1
  for (const letter of letters) {
    const next = text.indexOf(letter, last + 1)
    if (next < 0) return null
    score += next === last + 1 ? 3 : beginsWord(text, next) ? 4 : 0
    last = next
  }
  // Letters that lie about anywhere fit nearly every title: that is no find.
  return score / letters.length >= WORST_SCATTER ? score / letters.length - text.length / 100 : null
}

function wordStart(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) if (beginsWord(text, at)) return true
  return false
}

function beginsWord(text: string, at: number): boolean {
  return at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1])
}

/** Lower case, without accents. */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

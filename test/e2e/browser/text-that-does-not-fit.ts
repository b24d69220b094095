/** Runs in the page: what is cut off, or makes the page scroll sideways. Empty: all text is there. */
export function textThatDoesNotFit(): string[] {
  const found: string[] = []
  const name = (one: Element): string =>
    `${one.tagName.toLowerCase()}.${[...one.classList].join('.')} "${(one.textContent ?? '').trim().slice(0, 30)}"`
  const page = document.documentElement
  if (page.scrollWidth > innerWidth + 1) found.push(`the page is ${page.scrollWidth} px wide`)
  for (const one of document.querySelectorAll('main, main .page, header.bar, [role=toolbar]'))
    if (one.scrollWidth > one.clientWidth + 1) found.push(`${name(one)} scrolls sideways`)

  const isReachable = (one: Element, axis: 'overflowX' | 'overflowY'): boolean => {
    for (let up = one.parentElement; up; up = up.parentElement)
      if (/auto|scroll/.test(getComputedStyle(up)[axis])) return true
    return false
  }
  for (const one of document.querySelectorAll('button, a, select, label, h1, h2, h3, summary, [role=tab]')) {
    const box = one.getBoundingClientRect()
    const style = getComputedStyle(one)
    if (box.width === 0 || !one.checkVisibility() || one.closest('.visually-hidden, .skip')) continue
    const isShortened = style.textOverflow === 'ellipsis' || one.querySelector('.ellipsis') || one.closest('.ellipsis')
    if (style.display !== 'inline' && one.clientHeight > 0) {
      if (one.scrollHeight > one.clientHeight + 2) found.push(`${name(one)} is cut off below`)
      if (!isShortened && one.matches('button, select') && one.scrollWidth > one.clientWidth + 2)
        found.push(`${name(one)} is cut off at the right`)
    }
    if (box.right > innerWidth + 1 && !isReachable(one, 'overflowX')) found.push(`${name(one)} is outside, right`)
    if (box.bottom > innerHeight + 1 && !isReachable(one, 'overflowY')) found.push(`${name(one)} is outside, below`)
  }
  return [...new Set(found)]
}

/**
 * wavesurfer.js writes `<style>` and a few `<div>`s into its shadow root through `innerHTML`, and empties the `<div>`s
 * the same way. Under a policy of `style-src 'self'` the browser drops that style, and under Trusted Types it refuses
 * every such assignment. In the shadow root made while `create` runs they are carried out without a parser instead: the
 * style as a constructed style sheet, the elements one by one. Tested in test/e2e/browser with the policy on.
 */
export function withConstructedStyles<T>(create: () => T): T {
  const attachShadow = Element.prototype.attachShadow
  Element.prototype.attachShadow = function (this: Element, options: ShadowRootInit): ShadowRoot {
    const root = attachShadow.call(this, options)
    Object.defineProperty(root, 'innerHTML', { configurable: true, set: (html: string) => fill(root, html) })
    return root
  }
  try {
    return create()
  } finally {
    Element.prototype.attachShadow = attachShadow
  }
}

export interface ShadowPart {
  readonly depth: number
  readonly className: string
}

/** Takes wavesurfer's markup apart: its style, and its nested `<div class="x" part="x">` in order. */
export function parseShadow(html: string): { css: string; parts: ShadowPart[] } {
  const css = /<style[^>]*>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? ''
  const parts: ShadowPart[] = []
  let depth = 0
  for (const [tag, className] of html
    .replace(/<style[\s\S]*?<\/style>/, '')
    .matchAll(/<div class="(\w+)"[^>]*>|<\/div>/g)) {
    if (tag === '</div>') depth -= 1
    else parts.push({ depth: depth++, className })
  }
  if (css === '' || parts.length === 0 || depth !== 0)
    throw new Error('wavesurfer.js builds its shadow root in a new way')
  return { css, parts }
}

function fill(root: ShadowRoot, html: string): void {
  const { css, parts } = parseShadow(html)
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  root.adoptedStyleSheets = [sheet]
  const parents: (ShadowRoot | HTMLElement)[] = [root]
  for (const { depth, className } of parts) {
    const element = document.createElement('div')
    element.className = className
    element.setAttribute('part', className)
    Object.defineProperty(element, 'innerHTML', { configurable: true, set: (inner: string) => empty(element, inner) })
    parents[depth].append(element)
    parents[depth + 1] = element
  }
}

function empty(element: HTMLElement, inner: string): void {
  if (inner !== '') throw new Error('wavesurfer.js writes markup into its waveform in a new way')
  element.replaceChildren()
}

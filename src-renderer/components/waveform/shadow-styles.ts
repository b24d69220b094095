/**
 * wavesurfer.js writes `<style>` and a few `<div>`s into its shadow root through `innerHTML`. Under a policy of
 * `style-src 'self'` the browser drops that style, and under Trusted Types it refuses the whole assignment. While
 * `create` runs, that one assignment is carried out without a parser instead: the style as a constructed style sheet,
 * the elements one by one. Tested in test/e2e/browser with the policy on.
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
    parents[depth].append(element)
    parents[depth + 1] = element
  }
}

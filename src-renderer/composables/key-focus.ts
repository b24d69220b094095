/** Fields in which one types. */
const TEXT = [
  'input:not([type=range], [type=checkbox], [type=radio], [type=button])',
  'textarea',
  'select',
  '[contenteditable=true]',
].join()
/** What has keys of its own as long as the focus is in it. */
const TAKES_ALL =
  '[role=dialog]:not([data-keys-pass]), [role=alertdialog], [role=menu], [role=listbox], [role=combobox]'
const TAKES_ARROWS = 'input[type=range], input[type=radio], [role=radiogroup], [role=tablist], [role=slider]'
/** Space and Enter press them. */
const CONTROL = 'button, summary, [role=button], [role=gridcell], [role=slider], [role=checkbox]'
/** Space alone does. */
const TAKES_SPACE = 'input[type=checkbox], input[type=radio]'
/** Enter alone does. */
const TAKES_ENTER = 'a[href]'
/** Marks the panes, where Tab may be a key like others: F6 leads out of them. */
const TAB_IS_A_KEY = '[data-tab-is-a-key]'

/**
 * Whether a key press belongs to what has the focus: typing, an open dialog or menu, a control's own keys.
 *
 * @param key as key-spelling.ts writes it
 */
export function isBusyElsewhere(event: KeyboardEvent, key: string): boolean {
  // Behind a dialog nothing acts, wherever the focus went.
  if (document.querySelector('[aria-modal=true]') !== null) return true
  const target = event.target instanceof Element ? event.target : null
  if (!target) return false
  if (key === 'tab' || key === 'shift+tab') return target.closest(TAB_IS_A_KEY) === null
  if (target.closest(TEXT) || target.closest(TAKES_ALL)) return true
  if (target.closest(TAKES_ARROWS) && event.key.startsWith('Arrow') && !event.altKey) return true
  if (target.closest(TAKES_SPACE) && key === ' ') return true
  if (target.closest(TAKES_ENTER) && key === 'enter') return true
  return target.closest(CONTROL) !== null && (key === ' ' || key === 'enter')
}

/** Where nothing has the focus, or what stands round the page, the page has: the keys are its own, and Tab goes on in it. */
export function focusPage(): void {
  if (document.activeElement?.closest('main, [role=dialog]')) return
  document.querySelector<HTMLElement>('main')?.focus({ preventScroll: true })
}

/**
 * Leaves a field by a key: for what had the focus before it or, where that is gone or is typed in too, for the panes or the
 * page, where all keys act.
 */
export function focusBack(from: EventTarget | null): void {
  const isThere =
    from instanceof HTMLElement &&
    from !== document.body &&
    from.isConnected &&
    from.checkVisibility() &&
    from.closest(`[inert], ${TEXT}`) === null
  const page = document.querySelector<HTMLElement>(`main ${TAB_IS_A_KEY}`) ?? document.querySelector('main')
  ;(isThere ? from : page)?.focus({ preventScroll: true })
}

/** The panes have the keys from here; a field that was written in is left. */
export function focusPanes(inside: Element): void {
  inside.closest<HTMLElement>(TAB_IS_A_KEY)?.focus({ preventScroll: true })
}

const FOCUSABLE = [
  'a[href]',
  'button:not(:disabled)',
  'input:not(:disabled)',
  'select:not(:disabled)',
  'textarea:not(:disabled)',
  '[tabindex]:not([tabindex="-1"])',
].join()

/**
 * Moves the focus to the next or previous part of the window: the elements marked with data-region, in reading order. One
 * that is made of parts is none itself.
 */
export function focusRegion(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter(
    region =>
      region.checkVisibility() &&
      region.closest('[inert], [aria-hidden=true]') === null &&
      region.querySelector('[data-region]') === null,
  )
  if (regions.length === 0) return
  const here = regions.findIndex(region => region.contains(document.activeElement))
  const start = here < 0 && step < 0 ? 0 : here
  const next = regions[(start + step + regions.length) % regions.length]
  const first = [...next.querySelectorAll<HTMLElement>(FOCUSABLE)].find(one => one.checkVisibility())
  const target = first ?? next
  if (target === next && !next.hasAttribute('tabindex')) next.tabIndex = -1
  target.focus()
}

/** What is timed inside the page, by the page's own clock: asking from outside would add the way there. */
export interface Probe {
  /** From going to an address until the first rows of the table are painted. */
  firstPage(hash: string): Promise<number>
  /** From a click on a column's head until the rows in the new order are painted. */
  sort(title: string): Promise<number>
  /** From an address with another filter until its rows are painted. */
  filter(query: string): Promise<number>
  /** Gaps between frames while the table is scrolled by so much a frame. */
  scroll(stepPx: number, frames: number): Promise<number[]>
  /** From Enter on the selected row until waveform, spectrogram and overlay are painted. */
  openClip(): Promise<number>
}

/** To be run in the page before anything else. It stands alone: nothing of this file reaches the page but this. */
export function installProbe(): void {
  const frame = (): Promise<number> => new Promise(resolve => requestAnimationFrame(resolve))
  const until = async (holds: () => boolean): Promise<number> => {
    for (const givenUpAt = performance.now() + 60_000; performance.now() < givenUpAt;) {
      if (holds()) {
        // What holds now is painted with the next frame.
        await frame()
        return performance.now()
      }
      await frame()
    }
    throw new Error('The window did not get there within a minute.')
  }
  const grid = (): HTMLElement | null => document.querySelector('[role=grid][aria-rowcount]')
  const hasRows = (): boolean => document.querySelectorAll('[id^=clip-row-] .file').length > 0
  /** After `act`, the list is first due, then there. */
  const listed = async (act: () => void): Promise<number> => {
    let wasDue = false
    const watch = new MutationObserver(() => (wasDue ||= grid()?.getAttribute('aria-busy') === 'true'))
    watch.observe(document.body, { subtree: true, attributes: true, attributeFilter: ['aria-busy'] })
    const begun = performance.now()
    act()
    const end = await until(() => wasDue && grid()?.getAttribute('aria-busy') !== 'true')
    watch.disconnect()
    return end - begun
  }
  const isDrawn = (canvas: HTMLCanvasElement): boolean => {
    if (canvas.width === 0 || canvas.height === 0) return false
    const copy = document.createElement('canvas')
    copy.width = copy.height = 32
    const context = copy.getContext('2d')!
    context.drawImage(canvas, 0, 0, 32, 32)
    return context.getImageData(0, 0, 32, 32).data.some(value => value !== 0)
  }
  /** Also those inside a component's shadow. */
  const canvases = (root: ParentNode): HTMLCanvasElement[] => [
    ...root.querySelectorAll('canvas'),
    ...[...root.querySelectorAll('*')].flatMap(element => (element.shadowRoot ? canvases(element.shadowRoot) : [])),
  ]
  const probe: Probe = {
    async firstPage(hash) {
      const begun = performance.now()
      location.hash = hash
      return (await until(hasRows)) - begun
    },
    sort: title =>
      listed(() => {
        const heads = [...document.querySelectorAll<HTMLElement>('[role=columnheader] button')]
        heads.find(head => head.title === title || head.textContent.trim() === title)!.click()
      }),
    filter: query => listed(() => (location.hash = location.hash.replace(/\?.*|$/, query))),
    async scroll(stepPx, frames) {
      const box = grid()!.querySelector<HTMLElement>('.body')!
      const gaps: number[] = []
      let last = await frame()
      for (let i = 0; i < frames; i++) {
        box.scrollTop += stepPx
        const now = await frame()
        gaps.push(now - last)
        last = now
      }
      return gaps
    },
    async openClip() {
      const begun = performance.now()
      grid()!.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', bubbles: true }))
      const isThere = (): boolean => {
        const stage = document.querySelector('.stage')
        const overlay = document.querySelector<HTMLCanvasElement>('canvas[aria-label^=Saliency]')
        if (stage === null || overlay === null || !isDrawn(overlay)) return false
        const others = canvases(stage).filter(canvas => canvas.getBoundingClientRect().width > 200)
        return others.length >= 2 && others.every(isDrawn)
      }
      return (await until(isThere)) - begun
    },
  }
  Object.assign(window, { probe })
}

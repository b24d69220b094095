import { aboutWords } from '../../text/words/help'

interface Shell {
  readonly cuescope?: { readonly versions?: { readonly electron?: string; readonly chrome?: string } }
}

/** "Electron 45.4.1, Chrome 140", or the browser's own words. */
export function windowVersions(): string {
  const { electron, chrome } = (window as Window & Shell).cuescope?.versions ?? {}
  if (electron) return aboutWords.electron(electron, chrome ?? '')
  return (
    /(?:Firefox|Edg|Chrome|Version)\/[\d.]+/.exec(navigator.userAgent)?.[0].replace('/', ' ') ?? navigator.userAgent
  )
}

/** Heights of the panes on the one time axis, in CSS pixels, from top to bottom. */
export interface StageLayout {
  readonly tabPx: number
  readonly wavePx: number
  readonly profilePx: number
  readonly spectrogramPx: number
  /** Above the second explanation. */
  readonly besideHeadPx: number
  readonly trackPx: number
  readonly truthPx: number
  readonly rulerPx: number
}

export interface StageContents {
  /** What the window leaves for all panes together. */
  readonly roomPx: number
  readonly hasPicture: boolean
  readonly isSplit: boolean
  readonly hasTruth: boolean
  readonly tracks: number
}

const [TAB_PX, WAVE_PX, PROFILE_PX, BESIDE_HEAD_PX, TRUTH_PX, RULER_PX] = [18, 72, 30, 34, 20, 24]
const SPLIT_WAVE_PX = 56
const [LEAST_SPECTROGRAM_PX, LEAST_OF_TWO_PX, MOST_SPECTROGRAM_PX] = [120, 96, 640]
const [LEAST_TRACK_PX, MOST_TRACK_PX] = [38, 72]
/** Of the room that pictures and tracks share: a track's part, and that of all tracks together. */
const [TRACK_SHARE, TRACKS_SHARE] = [0.13, 0.6]

/** The room goes to the pictures; a track gets its part of it, never less than its axis needs. */
export function stageLayout({ roomPx, hasPicture, isSplit, hasTruth, tracks }: StageContents): StageLayout {
  const truthPx = hasTruth ? TRUTH_PX : 0
  const besidePx = isSplit ? BESIDE_HEAD_PX + TAB_PX + PROFILE_PX : 0
  const wavePx = isSplit ? SPLIT_WAVE_PX : WAVE_PX
  const sharedPx = roomPx - TAB_PX - wavePx - (hasPicture ? PROFILE_PX : 0) - besidePx - truthPx - RULER_PX
  const trackPx = clamp(
    Math.min(TRACK_SHARE, TRACKS_SHARE / Math.max(1, tracks)) * sharedPx,
    LEAST_TRACK_PX,
    MOST_TRACK_PX,
  )
  const [pictures, leastPx] = isSplit ? [2, LEAST_OF_TWO_PX] : [1, LEAST_SPECTROGRAM_PX]
  const spectrogramPx = clamp((sharedPx - tracks * trackPx) / pictures, leastPx, MOST_SPECTROGRAM_PX)
  return {
    ...{ tabPx: TAB_PX, wavePx, profilePx: PROFILE_PX, besideHeadPx: BESIDE_HEAD_PX },
    ...{ spectrogramPx: hasPicture ? spectrogramPx : 0, trackPx, truthPx, rulerPx: RULER_PX },
  }
}

const clamp = (px: number, least: number, most: number): number => Math.round(Math.min(most, Math.max(least, px)))

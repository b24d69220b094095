/** Heights of the panes on the one time axis, in CSS pixels, from top to bottom; 0: not shown. */
export interface StageLayout {
  readonly tabPx: number
  readonly wavePx: number
  readonly finePx: number
  /** Between the fine spectrogram and what the model has: it can be moved. */
  readonly splitterPx: number
  readonly profilePx: number
  readonly spectrogramPx: number
  /** Above the second explanation. */
  readonly besideHeadPx: number
  readonly trackPx: number
  readonly truthPx: number
  readonly rulerPx: number
  readonly mapPx: number
  /** Where the fine spectrogram, the model's picture and the second one begin, from the top of the panes. */
  readonly fineTopPx: number
  readonly spectrogramTopPx: number
  readonly besideTopPx: number
  /** Room that both kinds of spectrogram share. */
  readonly sharedPx: number
}

export interface StageContents {
  /** What the window leaves for all panes together. */
  readonly roomPx: number
  readonly hasWave: boolean
  readonly hasFine: boolean
  readonly hasPicture: boolean
  readonly isSplit: boolean
  /** While the model is covered there is no saliency, and no room is kept for it. @default true */
  readonly hasSaliency?: boolean
  readonly hasTruth: boolean
  readonly tracks: number
  /** Of the spectrograms' room, the fine one's. */
  readonly fineShare: number
  /** Of the text: rows of text grow with it. */
  readonly textScale: number
}

const [TAB_PX, WAVE_PX, PROFILE_PX, BESIDE_HEAD_PX, TRUTH_PX, RULER_PX, MAP_PX] = [18, 72, 30, 34, 20, 24, 24]
/** A waveform has room for three lines of text beside it. */
const [SMALL_WAVE_PX, LEAST_WAVE_PX, SPLITTER_PX] = [56, 48, 7]
const [LEAST_SPECTROGRAM_PX, LEAST_OF_MORE_PX, MOST_SPECTROGRAM_PX] = [120, 96, 640]
const [LEAST_TRACK_PX, MOST_TRACK_PX, MOST_LONE_TRACK_PX] = [38, 72, 160]
/** Of the room that pictures and tracks share: a track's part, and that of all tracks together. */
const [TRACK_SHARE, TRACKS_SHARE] = [0.13, 0.6]

/** The room goes to the pictures; a track gets its part of it, never less than its axis needs. */
export function stageLayout(contents: StageContents): StageLayout {
  const { roomPx, hasWave, hasFine, hasPicture, hasSaliency = true, hasTruth, tracks, textScale } = contents
  const [tabPx, besideHeadPx, rulerPx, mapPx] = [TAB_PX, BESIDE_HEAD_PX, RULER_PX, MAP_PX].map(px => px * textScale)
  const isSplit = contents.isSplit && hasPicture
  const truthPx = hasTruth ? TRUTH_PX * textScale : 0
  const besidePx = isSplit ? besideHeadPx + tabPx + PROFILE_PX : 0
  const isCrowded = isSplit || (hasFine && hasPicture)
  const wavePx = hasWave ? Math.max(isCrowded ? SMALL_WAVE_PX : WAVE_PX, LEAST_WAVE_PX * textScale) : 0
  const splitterPx = hasFine && hasPicture ? SPLITTER_PX : 0
  const profilePx = hasPicture && hasSaliency ? PROFILE_PX : 0
  const fixedPx = tabPx + wavePx + splitterPx + profilePx + besidePx + truthPx + rulerPx + mapPx
  const freePx = roomPx - fixedPx

  const pictures = (hasFine ? 1 : 0) + (hasPicture ? 1 : 0) + (isSplit ? 1 : 0)
  const trackPx = clamp(
    pictures > 0 ? Math.min(TRACK_SHARE, TRACKS_SHARE / Math.max(1, tracks)) * freePx : freePx / Math.max(1, tracks),
    LEAST_TRACK_PX * textScale,
    (pictures > 0 ? MOST_TRACK_PX : MOST_LONE_TRACK_PX) * textScale,
  )
  const leastPx = pictures > 1 ? LEAST_OF_MORE_PX : LEAST_SPECTROGRAM_PX
  const sharedPx = Math.max(pictures * leastPx, freePx - tracks * trackPx)
  // Each picture of the model counts as one against the fine spectrogram.
  const modelWeight = (hasPicture ? 1 - contents.fineShare : 0) * (isSplit ? 2 : 1)
  const share = hasFine ? contents.fineShare / (contents.fineShare + modelWeight) : 0
  const modelLeastPx = (hasPicture ? leastPx : 0) + (isSplit ? leastPx : 0)
  const finePx = hasFine ? clamp(share * sharedPx, leastPx, Math.min(MOST_SPECTROGRAM_PX, sharedPx - modelLeastPx)) : 0
  const spectrogramPx = hasPicture ? clamp((sharedPx - finePx) / (isSplit ? 2 : 1), leastPx, MOST_SPECTROGRAM_PX) : 0

  const fineTopPx = tabPx + wavePx
  const spectrogramTopPx = fineTopPx + finePx + splitterPx + profilePx
  return {
    ...{ tabPx, wavePx, finePx, splitterPx, profilePx, spectrogramPx, besideHeadPx },
    ...{ trackPx, truthPx, rulerPx, mapPx, sharedPx },
    ...{ fineTopPx, spectrogramTopPx, besideTopPx: spectrogramTopPx + spectrogramPx + besidePx },
  }
}

const clamp = (px: number, least: number, most: number): number => Math.round(Math.min(most, Math.max(least, px)))

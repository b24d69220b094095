import { computed } from 'vue'
import type { Ref } from 'vue'
import type { CueInfo } from '#contracts/cue'
import type { ExplainSettings } from '#contracts/settings'
import type { Stretch } from '../../canvas/play-plan'
import { tokenColors } from '../../canvas/token-colors'
import { savePicture, saveText } from '../../composables/save-file'
import { useApiError } from '../../composables/use-api-error'
import type { ShownTrack } from '../../composables/use-cue-tracks'
import type { TimeView } from '../../composables/use-time-view'
import { drawClipPicture } from '../../picture/clip-picture'
import type { PicturedExplanation } from '../../picture/picture'
import type { ClipMaterial } from '../../stores/clip'
import { useSettingsStore } from '../../stores/settings'
import { cueCardCsv, cueTracksCsv, segmentsCsv } from '../../text/clip-tables'
import { formatPercent, splitPath } from '../../text/format'
import { methodTexts, questionWords, unitWords } from '../../text/methods'
import type { ClipExplanation } from './use-clip-explanation'

export const clipExports = [
  { id: 'picture', title: 'Picture', words: 'The panes with their axes, PNG at twice the size' },
  { id: 'segments', title: 'Salient segments', words: 'Times, scores and shares, CSV' },
  { id: 'cards', title: 'Cues of the segments', words: 'With chance and reliability, CSV' },
  { id: 'tracks', title: 'Cues over time', words: 'Those that are drawn, row by row, CSV' },
] as const
export type ClipExportId = (typeof clipExports)[number]['id']

export interface ExportedClip {
  readonly material: Ref<ClipMaterial | null>
  readonly explanation: ClipExplanation
  readonly tracks: Ref<readonly ShownTrack[]>
  readonly infos: Ref<readonly CueInfo[]>
  readonly settings: Ref<ExplainSettings | null>
  readonly gesture: Ref<Stretch | null>
  readonly view: TimeView
  readonly isOverlayHidden: Ref<boolean>
}

/** In the picture the panes are as high as this, whatever the window. */
const [SPECTROGRAM_PX, BESIDE_SPECTROGRAM_PX, TRACK_PX] = [260, 200, 60]

/** Saves what the clip view shows, as it shows it. */
export function useClipExport(shown: ExportedClip): {
  readonly available: Ref<readonly ClipExportId[]>
  save(id: ClipExportId): void
} {
  const looks = useSettingsStore()
  const { attempt } = useApiError()
  const { explanation, tracks } = shown

  const available = computed<ClipExportId[]>(() => [
    ...(shown.material.value ? (['picture'] as const) : []),
    ...(explanation.segments.value.length > 0 ? (['segments'] as const) : []),
    ...(explanation.measures.value ? (['cards'] as const) : []),
    ...(tracks.value.length > 0 ? (['tracks'] as const) : []),
  ])

  /** "spk01_fear_03-occlusion-surprise" */
  const fileName = (material: ClipMaterial, kind: string): string => {
    const stem = splitPath(material.detail.row.file)[1].replace(/\.[^.]+$/, '')
    const against = explanation.against.value === null ? [] : ['rather-than', explanation.against.value]
    const parts = [stem, explanation.method.value, explanation.target.value, ...against, kind]
    return parts.join('-').replace(/[^\p{L}\p{N}._-]+/gu, '_')
  }
  const explanationWords = (): string => {
    const { method, target, against, channel, windowsOf } = explanation
    const by = windowsOf.value === 'both' ? 'occlusion and concept relevance together' : methodTexts[method.value].title
    const of = channel.value === null ? '' : `, channel ${channel.value} alone`
    return `${questionWords(target.value, against.value)} by ${by}${of}`
  }

  /** What the overlay leaves out, which a picture has to say. */
  const hiddenWords = (): string =>
    looks.threshold === 0 ? '' : `, the weakest ${formatPercent(looks.threshold, 0)} hidden`

  function picture(material: ClipMaterial): HTMLCanvasElement {
    const { row } = material.detail
    const isDifference = explanation.against.value !== null
    const hide = shown.isOverlayHidden.value
    const first: PicturedExplanation = {
      name: methodTexts[explanation.method.value].title,
      map: hide ? null : explanation.first.map.value,
      mapUnit: unitWords(explanation.method.value, shown.settings.value, isDifference),
      segments: explanation.segments.value,
    }
    const second: PicturedExplanation = {
      name: methodTexts[explanation.second.value].title,
      map: hide ? null : explanation.beside.map.value,
      mapUnit: unitWords(explanation.second.value, shown.settings.value, isDifference),
      segments: explanation.besideSegments.value,
    }
    const predicted = `predicted ${row.predicted ?? 'nothing'} ${formatPercent(row.confidence, 0)}`
    const expected = row.expected ? `expected ${row.expected}` : `${row.emotion ?? 'no label'} (unmapped)`
    const { scale, scrollPx, widthPx } = shown.view
    return drawClipPicture({
      title: row.file,
      words: `What speaks for ${explanationWords() + hiddenWords()} · ${predicted}, ${expected}`,
      samples: material.audio.data,
      logMel: material.logMel,
      explanations: looks.isSideBySide ? [first, second] : [first],
      tracks: tracks.value,
      gesture: shown.gesture.value,
      ...{ scale: scale.value, scrollPx: scrollPx.value, widthPx: widthPx.value, trackPx: TRACK_PX },
      spectrogramPx: looks.isSideBySide ? BESIDE_SPECTROGRAM_PX : SPECTROGRAM_PX,
      look: {
        ...{ colors: tokenColors(looks.isDark), isDark: looks.isDark },
        ...{ colorMap: looks.colorMap, divergingMap: looks.divergingMap },
        ...{ floorDb: looks.floorDb, ceilingDb: looks.ceilingDb, overlayOpacity: looks.overlayOpacity },
        ...{ threshold: looks.threshold, hasOutline: looks.hasOutline },
      },
    })
  }

  async function write(id: ClipExportId, material: ClipMaterial): Promise<void> {
    const { measures, segments } = explanation
    if (id === 'picture') return savePicture(`${fileName(material, 'picture')}.png`, picture(material))
    const name = `${fileName(material, id)}.csv`
    if (id === 'segments') saveText(name, segmentsCsv(explanationWords(), segments.value))
    if (id === 'cards' && measures.value) saveText(name, cueCardCsv(shown.infos.value, measures.value))
    if (id === 'tracks') saveText(name, cueTracksCsv(tracks.value.map(one => one.track)))
  }

  return {
    available,
    save(id) {
      const material = shown.material.value
      if (material) void attempt(() => write(id, material))
    },
  }
}

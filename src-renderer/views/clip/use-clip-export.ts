import { computed } from 'vue'
import type { Ref } from 'vue'
import type { NamedArray } from '#contracts/arrays'
import type { CueInfo } from '#contracts/cue'
import type { ExplainSettings, SaliencyMethod } from '#contracts/settings'
import { api } from '../../api/client'
import { weakRuns } from '../../canvas/cue-track'
import type { CueTrack } from '../../canvas/cue-track'
import { stftSpec } from '../../canvas/fine/fine-look'
import type { Stretch } from '../../canvas/play-plan'
import { tokenColors } from '../../canvas/token-colors'
import { savePicture, saveSvg, saveText } from '../../composables/save-file'
import { useApiError } from '../../composables/use-api-error'
import type { ShownTrack } from '../../composables/use-cue-tracks'
import type { Selection } from '../../composables/use-selection'
import { mapKind, useShownScales } from '../../composables/use-shown-scales'
import type { TimeView } from '../../composables/use-time-view'
import { clipPictureSvg, drawClipPicture } from '../../picture/clip-picture'
import { fineLevels } from '../../picture/fine'
import type { ClipPicture, PicturedExplanation } from '../../picture/picture'
import type { ClipMaterial } from '../../stores/clip'
import { useCueStore } from '../../stores/cues'
import { usePanesStore } from '../../stores/panes'
import { useSettingsStore } from '../../stores/settings'
import { cueCardCsv, cueTracksCsv, segmentsCsv } from '../../text/clip-tables'
import { formatPercent } from '../../text/format'
import { methodTexts, questionWords, unitWords } from '../../text/methods'
import { clipExportWords as words } from '../../text/words/clip-export'
import { finePaneWords } from '../../text/words/fine-pane'
import { shownName, shownPath } from '../../text/shown-name'
import { saveBands, saveFine } from './clip-layers'
import type { LayerFormat } from './clip-layers'
import { saveSound, segmentsWav, selectionWav } from './clip-sounds'
import type { ClipExplanation } from './use-clip-explanation'

export const clipExportIds = [
  ...['picture', 'picture-svg', 'fine', 'fine-csv', 'fine-npy'],
  ...['model-csv', 'model-npy', 'map-csv', 'map-npy', 'segments', 'text-grid', 'cards', 'tracks'],
  ...['selection-wav', 'segments-wav'],
] as readonly ClipExportId[]
export type ClipExportId =
  | 'picture'
  | 'picture-svg'
  | 'fine'
  | `${'fine' | 'model' | 'map'}-${LayerFormat}`
  | 'segments'
  | 'text-grid'
  | 'cards'
  | 'tracks'
  | `${'selection' | 'segments'}-wav`

export interface ExportedClip {
  readonly material: Ref<ClipMaterial | null>
  readonly explanation: ClipExplanation
  readonly tracks: Ref<readonly ShownTrack[]>
  readonly voice: Ref<readonly CueTrack[]>
  readonly infos: Ref<readonly CueInfo[]>
  readonly settings: Ref<ExplainSettings | null>
  readonly gesture: Ref<Stretch | null>
  readonly view: TimeView
  readonly selection: Selection
  readonly isOverlayHidden: Ref<boolean>
}

/** In the picture the panes are as high as this, whatever the window. */
const [SPECTROGRAM_PX, BESIDE_SPECTROGRAM_PX, FINE_PX, TRACK_PX] = [260, 200, 220, 60]

/** Saves what the clip view shows, as it shows it. */
export function useClipExport(shown: ExportedClip): {
  readonly available: Ref<readonly ClipExportId[]>
  save(id: ClipExportId): void
} {
  const looks = useSettingsStore()
  const panes = usePanesStore()
  const scales = useShownScales()
  const cues = useCueStore()
  const { attempt } = useApiError()
  const { explanation, tracks } = shown
  const isDifference = computed(() => explanation.against.value !== null)

  const available = computed<ClipExportId[]>(() => [
    ...(shown.material.value ? (['picture', 'picture-svg', 'fine', 'fine-csv', 'fine-npy'] as const) : []),
    ...(shown.material.value?.logMel ? (['model-csv', 'model-npy'] as const) : []),
    ...(explanation.first.map.value ? (['map-csv', 'map-npy'] as const) : []),
    ...(explanation.segments.value.length > 0 ? (['segments'] as const) : []),
    ...(shown.material.value?.detail.explanations.length ? (['text-grid'] as const) : []),
    ...(explanation.measures.value ? (['cards'] as const) : []),
    ...(tracks.value.length > 0 ? (['tracks'] as const) : []),
    ...(shown.material.value && shown.selection.box.value ? (['selection-wav'] as const) : []),
    ...(shown.material.value && explanation.segments.value.length > 0 ? (['segments-wav'] as const) : []),
  ])

  const safeName = (parts: readonly string[]): string => parts.join('-').replace(/[^\p{L}\p{N}._-]+/gu, '_')
  const stemOf = (material: ClipMaterial): string => shownPath(material.detail.row.file)[1].replace(/\.[^.]+$/, '')
  /** "spk01_fear_03-occlusion-surprise" */
  const fileName = (material: ClipMaterial, kind: string): string => {
    const against = explanation.against.value === null ? [] : ['rather-than', explanation.against.value]
    return safeName([stemOf(material), explanation.method.value, explanation.target.value, ...against, kind])
  }
  const explanationWords = (): string => {
    const { method, target, against, channel, windowsOf } = explanation
    const by = windowsOf.value === 'both' ? words.both : methodTexts[method.value].title
    const of = channel.value === null ? '' : words.channelAlone(channel.value)
    return `${questionWords(target.value, against.value)} by ${by}${of}`
  }
  /** What the overlay leaves out, which a picture has to say. */
  const hiddenWords = (): string => (looks.threshold === 0 ? '' : words.hidden(formatPercent(looks.threshold, 0)))

  const pictured = (
    method: SaliencyMethod,
    map: NamedArray | null,
    segments: PicturedExplanation['segments'],
  ): PicturedExplanation => ({
    name: methodTexts[method].title,
    map: shown.isOverlayHidden.value ? null : map,
    mapUnit: unitWords(method, shown.settings.value, isDifference.value),
    limit: map ? scales.limit(map, mapKind(method, explanation)) : 0,
    segments,
  })

  function picture({ audio, logMel, detail: { row } }: ClipMaterial): ClipPicture {
    const { method, second, first, beside, segments, besideSegments } = explanation
    const explanations = [pictured(method.value, first.map.value, segments.value)]
    if (looks.isSideBySide) explanations.push(pictured(second.value, beside.map.value, besideSegments.value))
    const expected = row.expected ? words.expected(row.expected) : words.unmapped(row.emotion)
    const { scale, scrollPx, widthPx } = shown.view
    return {
      title: shownName(row.file),
      words: words.heading(
        explanationWords() + hiddenWords(),
        words.predicted(row.predicted, formatPercent(row.confidence, 0)),
        expected,
      ),
      samples: audio.data,
      sampleRateHz: Number(audio.meta.sampleRateHz),
      ...{ hasWave: panes.shown.wave, fine: panes.shown.fine ? panes.fine : null, voice: shown.voice.value },
      ...{ logMel: panes.shown.model ? logMel : null, explanations, tracks: tracks.value },
      ...{ gesture: shown.gesture.value, selection: shown.selection.box.value },
      ...{ scale: scale.value, scrollPx: scrollPx.value, widthPx: widthPx.value },
      ...{ trackPx: TRACK_PX, finePx: FINE_PX },
      spectrogramPx: looks.isSideBySide ? BESIDE_SPECTROGRAM_PX : SPECTROGRAM_PX,
      look: {
        ...{ colors: tokenColors(looks.isDark), isDark: looks.isDark },
        ...{ colorMap: looks.colorMap, divergingMap: looks.divergingMap },
        levels: logMel ? scales.levels(logMel) : { floor: looks.floorDb, ceiling: looks.ceilingDb },
        ...{ overlayOpacity: looks.overlayOpacity, threshold: looks.threshold, hasOutline: looks.hasOutline },
      },
    }
  }

  function finePicture(material: ClipMaterial): ClipPicture {
    const whole = picture(material)
    const { windowSize, fftSize } = stftSpec(panes.fine, whole.sampleRateHz)
    return {
      ...whole,
      words: words.fineHeading(finePaneWords.inUse(windowSize, fftSize, whole.sampleRateHz)),
      ...{ hasWave: false, fine: panes.fine, logMel: null, tracks: [], gesture: null },
      explanations: [{ name: '', map: null, mapUnit: '', limit: 0, segments: [] }],
    }
  }

  function writeLayer(layer: 'fine' | 'model' | 'map', format: LayerFormat, material: ClipMaterial): void {
    const { audio, logMel } = material
    const map = explanation.first.map.value
    if (layer === 'fine') {
      const sound = { samples: audio.data, sampleRateHz: Number(audio.meta.sampleRateHz) }
      const seen = { scale: shown.view.scale.value, ...shown.view.seen.value }
      const name = safeName([stemOf(material), 'fine-spectrogram'])
      saveFine(name, format, fineLevels(panes.fine, sound, seen))
    } else if (layer === 'model' && logMel) {
      saveBands(safeName([stemOf(material), 'log-mel']), format, logMel, logMel)
    } else if (map && logMel) saveBands(fileName(material, 'map'), format, map, logMel)
  }

  function writeSound(id: 'selection-wav' | 'segments-wav', material: ClipMaterial): void {
    const sound = { samples: material.audio.data, sampleRateHz: Number(material.audio.meta.sampleRateHz) }
    const box = shown.selection.box.value
    if (id === 'segments-wav') {
      const file = segmentsWav(sound, explanation.segments.value, looks.gapMs / 1000, material.logMel)
      saveSound(fileName(material, 'segments'), file)
    } else if (box) {
      const place = `${box.startSec.toFixed(3)}-${box.endSec.toFixed(3)}s`
      saveSound(safeName([stemOf(material), place]), selectionWav(sound, box))
    }
  }

  /** Whether or not it has been drawn by now where they rest on little. */
  async function tracksCsv({ address }: ClipMaterial): Promise<string> {
    const all = tracks.value.map(one => one.track)
    const keys = all.map(one => one.key)
    return cueTracksCsv(all, weakRuns(await cues.weakness(address, keys)))
  }

  async function write(id: ClipExportId, material: ClipMaterial): Promise<void> {
    const { measures, segments } = explanation
    if (id === 'picture') return savePicture(`${fileName(material, 'picture')}.png`, drawClipPicture(picture(material)))
    if (id === 'picture-svg') return saveSvg(`${fileName(material, 'picture')}.svg`, clipPictureSvg(picture(material)))
    if (id === 'fine') {
      const name = safeName([stemOf(material), 'fine-spectrogram'])
      return savePicture(`${name}.png`, drawClipPicture(finePicture(material)))
    }
    const layer = /^(fine|model|map)-(csv|npy)$/.exec(id)
    if (layer) return writeLayer(layer[1] as 'fine' | 'model' | 'map', layer[2] as LayerFormat, material)
    if (id === 'selection-wav' || id === 'segments-wav') return writeSound(id, material)
    if (id === 'text-grid')
      return saveText(`${stemOf(material)}.TextGrid`, await api.textGrid(material.address), 'text/plain')
    const name = `${fileName(material, id)}.csv`
    if (id === 'segments') saveText(name, segmentsCsv(explanationWords(), segments.value))
    if (id === 'cards' && measures.value) saveText(name, cueCardCsv(shown.infos.value, measures.value))
    if (id === 'tracks') saveText(name, await tracksCsv(material))
  }

  return {
    available,
    save(id) {
      const material = shown.material.value
      if (material) void attempt(() => write(id, material))
    },
  }
}

import { onMounted, ref, watchEffect } from 'vue'
import type { Ref } from 'vue'
import { useScope } from './use-scope'

/**
 * Keeps a canvas as large as its box in device pixels and calls `draw` (in CSS pixels) when the size or anything that
 * `draw` reads has changed.
 */
export function useCanvas(
  canvas: Ref<HTMLCanvasElement | null>,
  draw: (context: CanvasRenderingContext2D, widthPx: number, heightPx: number) => void,
): void {
  const scope = useScope()
  const size = ref({ widthPx: 0, heightPx: 0 })
  onMounted(() => {
    if (!canvas.value) return
    scope.onResize(canvas.value, rect => (size.value = { widthPx: rect.width, heightPx: rect.height }))
  })
  watchEffect(
    () => {
      const element = canvas.value
      const { widthPx, heightPx } = size.value
      if (!element || widthPx === 0 || heightPx === 0) return
      const ratio = window.devicePixelRatio || 1
      const [width, height] = [Math.round(widthPx * ratio), Math.round(heightPx * ratio)]
      if (element.width !== width || element.height !== height) Object.assign(element, { width, height })
      const context = element.getContext('2d')
      if (!context) return
      context.setTransform(ratio, 0, 0, ratio, 0, 0)
      draw(context, widthPx, heightPx)
    },
    { flush: 'post' },
  )
}

/** A picture of raw pixels that `drawImage` takes. */
export function toPicture(pixels: {
  width: number
  height: number
  rgba: Uint8ClampedArray<ArrayBuffer>
}): OffscreenCanvas {
  const picture = new OffscreenCanvas(Math.max(1, pixels.width), Math.max(1, pixels.height))
  if (pixels.width > 0 && pixels.height > 0) {
    picture.getContext('2d')?.putImageData(new ImageData(pixels.rgba, pixels.width, pixels.height), 0, 0)
  }
  return picture
}

import { readonly, ref, watch } from 'vue'

/** Is the engine there? Set by whoever talks to it; requests that can wait do so until it is back. */
const isReachable = ref(true)

export const engineIsReachable = readonly(isReachable)

export function setReachable(isThere: boolean): void {
  isReachable.value = isThere
}

export function whenReachable(signal?: AbortSignal): Promise<void> {
  if (isReachable.value) return Promise.resolve()
  return new Promise((resolve, reject) => {
    const stop = watch(isReachable, isThere => {
      if (!isThere) return
      stop()
      resolve()
    })
    if (!signal) return
    signal.onabort = () => {
      stop()
      reject(new DOMException('aborted', 'AbortError'))
    }
  })
}

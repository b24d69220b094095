import { encodeArray, type NamedArray } from '#contracts/arrays'

/** A binary answer: shape header and values in the body, the rest in X-Array-Meta (ASCII JSON). */
export function arrayResponse({ shape, data, meta }: NamedArray): Response {
  const ascii = JSON.stringify(meta).replace(
    /[^\x20-\x7e]/g,
    c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return new Response(encodeArray(shape, data), {
    headers: { 'content-type': 'application/octet-stream', 'cache-control': 'no-store', 'x-array-meta': ascii },
  })
}

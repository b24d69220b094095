import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A small file made by another program: see test/goldens/make/make-audio.py. */
export function goldenAudio(name: string): Uint8Array {
  return new Uint8Array(readFileSync(join(import.meta.dirname, '../../goldens/audio', name)))
}

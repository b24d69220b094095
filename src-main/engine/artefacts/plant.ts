import type { Artefact } from '#contracts/experiments/spurious-features'
import type { Planted, Sound } from './artefact'
import { plantBandLimit } from './band-limit'
import { plantClicks } from './clicks'
import { plantCoding } from './coding'
import { plantHum } from './hum'
import { plantNoiseBurst } from './noise-burst'
import { plantReverberation } from './reverberation'

/** Any artefact, through one door. `seed` is for what is random in it. @throws CueScopeError where the clip can't have it */
export async function plant(clip: Sound, artefact: Artefact, seed: string): Promise<Planted> {
  switch (artefact.kind) {
    case 'noise-burst':
      return plantNoiseBurst(clip, artefact, seed)
    case 'hum':
      return plantHum(clip, artefact, seed)
    case 'clicks':
      return plantClicks(clip, artefact, seed)
    case 'band-limit':
      return plantBandLimit(clip, artefact)
    case 'reverberation':
      return plantReverberation(clip, artefact, seed)
    case 'coding':
      return plantCoding(clip, artefact)
  }
}

import type { ExplainSettings } from '#contracts/settings'
import { canonicalJson } from '#engine/base/hash'
import { sha256 } from '#engine/files/sha256'

/** Raised whenever a change to the program changes what the same clip, model and settings give. */
const RESULT_VERSION = 2

/** The settings' part of a result's key. */
export function settingsHash(settings: ExplainSettings): string {
  const { methods, segments, cues, baselines } = settings
  // Settings of methods that are not used don't matter; nor does what runs the model: it must give the same.
  const used = Object.fromEntries(methods.map(method => [method, settings[method]]))
  const key = { version: RESULT_VERSION, used, segments, cues: keyOfCues(cues), baselines }
  return sha256(canonicalJson(key)).slice(0, 32)
}

/** Results from before there was a choice of provider are the built-in one's. */
function keyOfCues({ provider, ...cues }: ExplainSettings['cues']): Partial<ExplainSettings['cues']> {
  return provider === 'builtin' ? cues : { ...cues, provider }
}

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
  return sha256(canonicalJson({ version: RESULT_VERSION, used, segments, cues, baselines })).slice(0, 32)
}

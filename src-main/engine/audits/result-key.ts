import type { ExplainSettings } from '#contracts/settings'
import { canonicalJson } from '#engine/base/hash'
import { sha256 } from '#engine/files/sha256'

/** Raised whenever a change to the program changes what the same clip, model and settings give. */
const RESULT_VERSION = 1

/** The settings' part of a result's key. */
export function settingsHash(settings: ExplainSettings): string {
  return sha256(canonicalJson({ version: RESULT_VERSION, settings })).slice(0, 32)
}

import type { ExplainSettings, SaliencyMethod } from '#contracts/settings'
import { canonicalJson } from '#engine/base/hash'
import { sha256 } from '#engine/files/sha256'

/** Raised whenever a change to the program changes what the same clip, model and settings give. */
const RESULT_VERSION = 2

/** The same for one method: only results that hold its maps are made anew. */
const METHOD_VERSIONS: Readonly<Partial<Record<SaliencyMethod, number>>> = { rise: 2 }

/** The settings' part of a result's key. */
export function settingsHash(settings: ExplainSettings): string {
  const { methods, segments, cues, baselines } = settings
  // Settings of methods that are not used don't matter; nor does what runs the model: it must give the same.
  const used = Object.fromEntries(methods.map(method => [method, keyOfMethod(method, settings)]))
  const key = { version: RESULT_VERSION, used, segments, cues: keyOfCues(cues), baselines }
  return sha256(canonicalJson(key)).slice(0, 32)
}

function keyOfMethod(method: SaliencyMethod, settings: ExplainSettings): object {
  const version = METHOD_VERSIONS[method]
  return version === undefined ? settings[method] : { ...settings[method], version }
}

/** Results from before there was a choice of provider are the built-in one's. */
function keyOfCues({ provider, ...cues }: ExplainSettings['cues']): Partial<ExplainSettings['cues']> {
  return provider === 'builtin' ? cues : { ...cues, provider }
}

import type { Opensmile } from '#engine/cues-opensmile/open-opensmile'

/** The one openSMILE of a worker: opened when a task first needs it, and again where the next one names another folder. */
export function createOpensmileKeeper(): (folder: string | null) => Promise<Opensmile> {
  let kept: { readonly folder: string | null; readonly opensmile: Opensmile } | null = null
  return async folder => {
    if (kept !== null && kept.folder === folder) return kept.opensmile
    kept?.opensmile.close()
    kept = null
    // Its native bridge is loaded only in workers, and only where it is asked for.
    const { openOpensmile } = await import('#engine/cues-opensmile/open-opensmile')
    kept = { folder, opensmile: openOpensmile(folder) }
    return kept.opensmile
  }
}

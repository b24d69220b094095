import type { ModelVerdict } from '#contracts/annotation'

/** What can be said while the model's answer is covered. */
export const verdictsOfRecording: readonly ModelVerdict[] = ['ambiguous', 'artefact']

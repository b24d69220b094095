import type { AgreementReport, NominalAgreement } from '#contracts/agreement'

/** Below so many clips a coefficient says little. */
const FEW_CLIPS = 30

/** What the figures can't carry, in plain words. */
export function agreementNotes(report: Omit<AgreementReport, 'notes'>): string[] {
  const { annotators, emotion, verdict, arousal, valence, blindShare } = report
  if (annotators.length === 0) return ['Nobody has annotated clips of this audit yet.']
  if (annotators.length === 1) return [`${annotators[0].name} is the only annotator: there is nobody to agree with.`]
  return [
    ...notesOn('an emotion', emotion),
    ...notesOn('a verdict', verdict),
    ...notesOnOverlap('arousal', arousal.overlapping, arousal.clips),
    ...notesOnOverlap('valence', valence.overlapping, valence.clips),
    ...(blindShare !== null && blindShare < 1
      ? [
          `${percent(1 - blindShare)} of the emotions were not given blind: agreement with the model, and through it of the annotators, may be too high.`,
        ]
      : []),
  ]
}

function notesOn(answer: string, agreement: NominalAgreement): string[] {
  const { clips, overlapping, complete, alpha, pairs } = agreement
  const overlap = notesOnOverlap(answer, overlapping, clips)
  if (overlapping === 0) return overlap
  const fewPairs = pairs.filter(pair => pair.clips < FEW_CLIPS && overlapping >= FEW_CLIPS)
  return [
    ...overlap,
    ...fewPairs.map(({ first, second, clips: both }) =>
      both === 0
        ? `${first} and ${second} gave no clip ${answer} both: their kappa does not exist.`
        : `${first} and ${second} both gave ${answer} to ${clipCount(both)} only: their kappa says little.`,
    ),
    ...(complete === 0 && pairs.length > 1
      ? [`No clip has ${answer} of everybody: Fleiss’ kappa does not exist.`]
      : []),
    ...(complete > 0 && complete < overlapping
      ? [
          `Fleiss’ kappa rests on the ${clipCount(complete)} with ${answer} of everybody, alpha on ${clipCount(overlapping)} with two or more.`,
        ]
      : []),
    ...(alpha.value === null
      ? [`Everybody gave the same: with ${answer} of one kind only, agreement can’t be told from chance.`]
      : []),
  ]
}

function notesOnOverlap(answer: string, overlapping: number, clips: number): string[] {
  if (clips === 0) return []
  if (overlapping === 0) return [`No clip has ${answer} of two annotators: agreement can’t be told.`]
  if (overlapping >= FEW_CLIPS) return []
  const few = overlapping === clips ? clipCount(clips) : `${clipCount(overlapping)} of ${clips}`
  return [
    `Only ${few} ${overlapping === 1 ? 'has' : 'have'} ${answer} of two or more annotators: the figures say little.`,
  ]
}

function clipCount(count: number): string {
  return count === 1 ? '1 clip' : `${count} clips`
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`
}

/** Descriptors of the 20 ms frames, under openSMILE's names and in its order. */
export const shortLldNames = [
  'Loudness',
  'alphaRatio',
  'hammarbergIndex',
  'slope0-500',
  'slope500-1500',
  'spectralFlux',
  'mfcc1',
  'mfcc2',
  'mfcc3',
  'mfcc4',
] as const
export type ShortLldName = (typeof shortLldNames)[number]

/** Descriptors with one value per 60 ms frame, in openSMILE's order. */
export const longLldNames = [
  'F0semitoneFrom27.5Hz',
  'jitterLocal',
  'shimmerLocaldB',
  'HNRdBACF',
  'logRelF0-H1-H2',
  'logRelF0-H1-A3',
  'F1frequency',
  'F1bandwidth',
  'F1amplitudeLogRelF0',
  'F2frequency',
  'F2bandwidth',
  'F2amplitudeLogRelF0',
  'F3frequency',
  'F3bandwidth',
  'F3amplitudeLogRelF0',
] as const
export type LongLldName = (typeof longLldNames)[number]

export type LldName = ShortLldName | LongLldName

/** Descriptors for people, beside openSMILE's of similar name; one value per 60 ms frame, NaN where there is none. */
export const phoneticNames = ['formant1', 'formant2', 'formant3', 'harmonicityDb', 'trueH1MinusH2Db'] as const
export type PhoneticName = (typeof phoneticNames)[number]

export type DescriptorName = LldName | PhoneticName

export function isShort(name: DescriptorName): name is ShortLldName {
  return (shortLldNames as readonly DescriptorName[]).includes(name)
}

export function isPhonetic(name: DescriptorName): name is PhoneticName {
  return (phoneticNames as readonly DescriptorName[]).includes(name)
}

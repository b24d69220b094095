import { InvalidArgumentError } from 'commander'
import { spuriousFeaturesSettingsSchema, type Artefact } from '#contracts/experiments/spurious-features'

export const artefactNames = ['noise-burst', 'hum', 'clicks', 'band-limit', 'reverberation', 'opus', 'mp3'] as const
export type ArtefactChoice = (typeof artefactNames)[number]

/** `--artefacts noise-burst,hum` */
export function chooseArtefacts(text: string): ArtefactChoice[] {
  return text.split(',').map(word => {
    const name = artefactNames.find(known => known === word.trim())
    if (name === undefined)
      throw new InvalidArgumentError(`"${word}" is no artefact. Artefacts: ${artefactNames.join(', ')}.`)
    return name
  })
}

/** At the levels of the default experiment. */
export function artefactsNamed(names: readonly ArtefactChoice[]): Artefact[] {
  const wanted: readonly string[] = names
  const { artefacts } = spuriousFeaturesSettingsSchema.parse({})
  return artefacts.filter(artefact => wanted.includes(artefact.kind === 'coding' ? artefact.codec : artefact.kind))
}

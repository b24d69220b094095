import { paperPreset } from '#contracts/presets'
import type { ExplainSettings } from '#contracts/settings'
import { defaultSettings } from './default-settings'

export type PresetName = 'own' | 'paper'

/** One channel of a layer: what the paper's preset looks at. Layer '': the model's last convolution. */
export interface NamedConcept {
  readonly layer: string
  readonly channel: number
}

/** What the authors looked at, where the model has it. */
const theirs: NamedConcept = { layer: 'layer1.conv1', channel: 35 }

/** A copy, to be changed. The engine's defaults don't look at a concept by name. */
export function presetSettings(name: PresetName, { layer, channel }: NamedConcept): ExplainSettings {
  if (name === 'own') return structuredClone(defaultSettings)
  const { methods, occlusion, crp, segments, cues } = paperPreset.settings
  return structuredClone({
    ...defaultSettings,
    methods: methods ?? defaultSettings.methods,
    occlusion: { ...defaultSettings.occlusion, ...occlusion },
    crp: { ...defaultSettings.crp, ...crp, layer, channels: [channel] },
    segments: { ...defaultSettings.segments, ...segments },
    cues: { ...defaultSettings.cues, ...cues },
  })
}

/** The authors' own concept, or the first channel of the first layer. */
export function firstConcept(layers: readonly string[]): NamedConcept {
  return layers.includes(theirs.layer) ? theirs : { layer: layers[0] ?? '', channel: 0 }
}

/** The concept that the settings name; null: they look for the highest channels themselves. */
export function namedConcept({ crp }: ExplainSettings): NamedConcept | null {
  return Array.isArray(crp.channels) ? { layer: crp.layer, channel: crp.channels[0] } : null
}

/** Whether anything but the concept differs from the preset. */
export function isChanged(settings: ExplainSettings, name: PresetName): boolean {
  const concept = namedConcept(settings) ?? firstConcept([])
  return JSON.stringify(settings) !== JSON.stringify(presetSettings(name, concept))
}

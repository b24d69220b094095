import { describe, expect, it } from 'vitest'
import { paperPreset } from '#contracts/presets'
import { explainSettingsSchema } from '#contracts/settings'
import { firstConcept, isChanged, namedConcept, presetSettings } from '../../src-renderer/views/project/preset-settings'

const concept = { layer: 'conv2', channel: 7 }

describe('renderer/new audit - presets', () => {
  it('the paper’s settings are those that the command line takes, with the chosen channel', () => {
    const { settings } = paperPreset
    const crp = { ...settings.crp, layer: 'conv2', channels: [7] }
    expect(presetSettings('paper', concept)).toEqual(explainSettingsSchema.parse({ ...settings, crp }))
    expect(presetSettings('own', concept)).toEqual(explainSettingsSchema.parse({}))
  })

  it('another concept is no change, every other setting is; put back, it is none', () => {
    const settings = presetSettings('paper', concept)
    Object.assign(settings.crp, { layer: '', channels: [3] })
    expect(isChanged(settings, 'paper')).toBe(false)
    settings.segments.grid = undefined
    expect(isChanged(settings, 'paper')).toBe(true)
    settings.segments.grid = 'fixed'
    expect(isChanged(settings, 'paper')).toBe(false)
    settings.crp.channels = 10
    expect(isChanged(settings, 'paper')).toBe(true)
    const own = presetSettings('own', concept)
    expect(isChanged(own, 'own')).toBe(false)
    own.segments.grid = 'fixed'
    expect(isChanged(own, 'own')).toBe(true)
  })

  it('is a copy: the preset stays as it is whatever is changed', () => {
    presetSettings('paper', concept).methods.push('rise')
    presetSettings('own', concept).segments.count = 9
    expect(paperPreset.settings.methods).toEqual(['occlusion', 'crp'])
    expect(presetSettings('own', concept).segments.count).toBe(5)
  })

  it('begins with the authors’ channel where the model has their layer, else with the first', () => {
    expect(firstConcept(['conv1', 'layer1.conv1'])).toEqual({ layer: 'layer1.conv1', channel: 35 })
    expect(firstConcept(['conv1', 'conv2'])).toEqual({ layer: 'conv1', channel: 0 })
    expect(firstConcept([])).toEqual({ layer: '', channel: 0 })
    expect(namedConcept(presetSettings('paper', concept))).toEqual(concept)
    expect(namedConcept(presetSettings('own', concept))).toBeNull()
  })
})

import { Option } from 'commander'
import type { z } from 'zod'
import { paperPreset } from '#contracts/presets'
import type { explainSettingsSchema } from '#contracts/settings'
import { CueScopeError } from '#engine/base/errors'
import type { MethodFlags } from './options'

/** What a preset decides can't be asked for beside it. */
export const presetOption = new Option(
  '--preset <name>',
  `settings of ${paperPreset.title}, with --layer and --concept`,
)
  .choices([paperPreset.name])
  .conflicts(['methods', 'patch', 'stride', 'value', 'score', 'composite', 'start', 'residual'])

/** The preset's settings with the one concept that it is to look at. @throws CueScopeError where that is not named */
export function presetSettings({
  layer,
  concept,
}: Pick<MethodFlags, 'layer' | 'concept'>): Partial<z.input<typeof explainSettingsSchema>> {
  if (layer === undefined || concept?.length !== 1)
    throw new CueScopeError(
      'bad-option',
      `--preset ${paperPreset.name} looks at one channel of one layer: name them with --layer L --concept N (its authors: channel 35 of layer1.conv1).`,
    )
  return { ...paperPreset.settings, crp: { ...paperPreset.settings.crp, layer, channels: concept } }
}

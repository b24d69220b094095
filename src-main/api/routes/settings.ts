import { Hono } from 'hono'
import {
  newProgramSettingsSchema,
  type OpensmileReport,
  type ProgramFacts,
  type ProgramSettings,
} from '#contracts/program-settings'
import type { Engine } from '#engine/open-engine'
import type { PathGrants } from '../path-grants'
import { jsonBody } from '../validate'

/** What is set for all projects of this computer. */
export function settingsRoutes(engine: Engine, paths: PathGrants, version: string): Hono {
  return new Hono()
    .get('/settings', c => c.json<ProgramSettings>(engine.settings))
    .put('/settings', async c => {
      const { opensmileFolder: folder } = await jsonBody(c, newProgramSettingsSchema)
      const opensmileFolder = folder === null ? null : paths.resolve(folder)
      return c.json<ProgramSettings>(await engine.saveSettings({ opensmileFolder }))
    })
    .get('/program', async c => {
      const { platform, arch, version: node } = process
      return c.json<ProgramFacts>({ version, ...(await engine.describeStorage()), node, platform, arch })
    })
    .get('/opensmile', async c => c.json<OpensmileReport>(await engine.tryOpensmile()))
}

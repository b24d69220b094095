import type { ModelCard } from '#contracts/model'
import type { Project } from '#contracts/project'

/** Knows only the demo's synthetic voices: no model for anything else. */
const DEMO_MODEL_ID = 'demo-synthetic'

/** The model that an audit most likely wants: the last one's, the demo's own for the demo, else a real one. */
export function defaultModelId(
  project: Pick<Project, 'isDemo' | 'audits'>,
  models: readonly Pick<ModelCard, 'id'>[],
): string {
  const lastFirst = [...project.audits].sort((a, b) => b.id - a.id)
  const isThere = (id: string | undefined): boolean => models.some(model => model.id === id)
  const last = lastFirst[0]?.modelId
  if (isThere(last)) return last
  if (project.isDemo && isThere(DEMO_MODEL_ID)) return DEMO_MODEL_ID
  return (models.find(model => model.id !== DEMO_MODEL_ID) ?? models[0])?.id ?? ''
}

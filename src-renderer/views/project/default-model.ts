import type { ModelCard } from '#contracts/model'
import type { Project } from '#contracts/project'

type Candidate = Pick<ModelCard, 'id' | 'name' | 'isBundled'>

/** Knows only the demo's synthetic voices: no model for anything else. By its name: the id is the content's hash. */
const isDemoModel = (model: Candidate): boolean => model.isBundled && model.name === 'demo-synthetic'

/** The model that an audit most likely wants: the last one's, the demo's own for the demo, else a real one. */
export function defaultModelId(project: Pick<Project, 'isDemo' | 'audits'>, models: readonly Candidate[]): string {
  const lastFirst = [...project.audits].sort((a, b) => b.id - a.id)
  const last = models.find(model => model.id === lastFirst[0]?.modelId)
  const wanted = last ?? models.find(model => isDemoModel(model) === project.isDemo) ?? models[0]
  return wanted?.id ?? ''
}

import type { ProjectCard } from '#contracts/project'

export type ProjectSort = 'opened' | 'name' | 'clips' | 'bytes'

const byNumber = (of: (project: ProjectCard) => number) => (a: ProjectCard, b: ProjectCard) => of(b) - of(a)
const orders: Readonly<Record<ProjectSort, (a: ProjectCard, b: ProjectCard) => number>> = {
  opened: (a, b) => (a.openedAt < b.openedAt ? 1 : a.openedAt > b.openedAt ? -1 : 0),
  name: (a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }),
  clips: byNumber(({ clips }) => clips),
  bytes: byNumber(({ bytes }) => bytes ?? 0),
}

/** Those whose name or folder holds the text; as they are among equals. */
export function sortProjects(projects: readonly ProjectCard[], sort: ProjectSort, text: string): ProjectCard[] {
  const wanted = text.trim().toLowerCase()
  const holds = ({ path }: ProjectCard): boolean => path.toLowerCase().includes(wanted)
  return projects.filter(holds).sort(orders[sort])
}

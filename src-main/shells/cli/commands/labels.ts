import { basename, dirname, extname } from 'node:path'
import { newQueuesSchema } from '#contracts/annotation-queue'
import type { MergeReport } from '#contracts/labels-file'
import { agreementReport } from '#engine/annotations/agreement'
import { isForeignLabels } from '#engine/annotations/foreign-labels'
import { readLabelsFile } from '#engine/annotations/read-labels-file'
import { CueScopeError } from '#engine/base/errors'
import { annotationTables } from '#engine/exports/annotation-tables'
import { labelsTable } from '#engine/exports/labels-table'
import { tableCsv } from '#engine/exports/table'
import { makeFolder } from '#engine/files/make-folder'
import { parseJsonFile } from '#engine/files/parse-json'
import { readRegularFile } from '#engine/files/read-file'
import { writeAtomic } from '#engine/files/write-atomic'
import { AnnotationViews } from '#engine/projects/annotation-views'
import { auditRatings } from '#engine/projects/audit-ratings'
import { mergeForeign } from '#engine/projects/merge-foreign'
import { projectLabels } from '#engine/projects/project-labels'
import { TableCache } from '#engine/projects/table-cache'
import { findAnnotator, listAnnotators } from '#engine/store/annotators'
import type { ReadDb, WriteDb } from '#engine/store/handles'
import { mergeLabels } from '#engine/store/merge-labels'
import { openProjectFile, readProjectFile } from '#engine/store/open'
import { chooseAudit } from '../choose-audit'
import { describeAgreement } from '../labels/describe-agreement'
import { describeMerge } from '../labels/describe-merge'
import { exitCodes } from '../run-command'

const MAX_LABELS_BYTES = 2 ** 29

export interface LabelsFlags {
  readonly project: string
  readonly audit?: number
  /** Names; left out: everybody. */
  readonly annotators?: readonly string[]
  readonly json?: boolean
}

/** All labels as JSON, to be merged elsewhere, or those of an audit's clips as CSV. */
export async function exportLabels({ out, ...flags }: LabelsFlags & { readonly out: string }): Promise<number> {
  const ending = extname(out).toLowerCase()
  if (ending !== '.json' && ending !== '.csv')
    throw new CueScopeError(
      'bad-option',
      `--out ends in .json, to send and merge, or in .csv, to read; not ${basename(out)}.`,
    )
  return reading(flags.project, async db => {
    const ids = annotatorIds(db, flags.annotators)
    const text =
      ending === '.csv'
        ? labelsCsv(db, flags, ids)
        : `${JSON.stringify(projectLabels(db, projectName(flags.project), ids), null, 1)}\n`
    await makeFolder(dirname(out))
    await writeAtomic(out, text)
    process.stdout.write(`${out}\n`)
    return exitCodes.done
  })
}

function labelsCsv(db: ReadDb, flags: LabelsFlags, ids: readonly number[] | null): string {
  const audit = chooseAudit(db, flags.project, flags.audit)
  const table = annotationTables(db, audit, ids).find(({ name }) => name === 'labels')
  return tableCsv(table ?? labelsTable([], audit.modelSha))
}

/** Each file whole or not at all; what is there already is passed over. Exit 3: labels were left out. */
export async function mergeLabelFiles(
  files: readonly string[],
  flags: LabelsFlags & { readonly annotator?: string },
): Promise<number> {
  const sent: { file: string; merge: (db: WriteDb) => MergeReport }[] = []
  for (const file of files) {
    const bytes = await readRegularFile(file, MAX_LABELS_BYTES)
    if (isForeignLabels(file)) {
      const of = { name: basename(file), annotator: flags.annotator ?? null }
      sent.push({ file, merge: db => mergeForeign(db, bytes, of, new Date().toISOString()) })
      continue
    }
    const labels = readLabelsFile(parseJsonFile(bytes, file), basename(file))
    sent.push({ file, merge: db => mergeLabels(db, labels) })
  }
  const project = openProjectFile(flags.project, 'open')
  try {
    const reports = sent.map(({ file, merge }) => ({ file, ...merge(project.db) }))
    if (flags.json) process.stdout.write(`${JSON.stringify(reports)}\n`)
    else for (const report of reports) process.stdout.write(describeMerge(report))
    return reports.some(({ leftOut }) => leftOut.length > 0) ? exitCodes.someRefused : exitCodes.done
  } finally {
    project.close()
  }
}

/** How far the annotators of an audit's clips agree. */
export function agreement(flags: LabelsFlags & { readonly seed: number }): Promise<number> {
  return reading(flags.project, async db => {
    const audit = chooseAudit(db, flags.project, flags.audit)
    const ratings = auditRatings(db, audit, new TableCache(db).get(audit.id), annotatorIds(db, flags.annotators))
    const report = agreementReport(ratings, flags.seed)
    process.stdout.write(flags.json ? `${JSON.stringify(report)}\n` : describeAgreement(report))
    return exitCodes.done
  })
}

export interface QueueFlags {
  readonly project: string
  readonly audit?: number
  readonly annotators: readonly string[]
  readonly name: string
  readonly sort: string
  readonly order: 'asc' | 'desc'
  /** JSON of conditions. */
  readonly where?: string
  readonly seed?: number
  readonly limit?: number
  readonly shared?: number
  readonly blind: boolean
}

/** Deals an audit's clips to annotators. */
export async function queueClips(flags: QueueFlags): Promise<number> {
  const { name, sort, order, where = '[]', seed = null, limit = null, shared = null, blind } = flags
  const project = openProjectFile(flags.project, 'open')
  try {
    const { db } = project
    const { id: auditId } = chooseAudit(db, flags.project, flags.audit)
    const asked = newQueuesSchema.omit({ annotatorIds: true }).safeParse({
      selection: { sort, order, where: parseJsonFile(Buffer.from(where), '--where') },
      ...{ name, seed, limit, sharedClips: shared, isBlind: blind },
    })
    if (!asked.success) {
      const [{ path, message }] = asked.error.issues
      throw new CueScopeError('bad-option', `${path.join('.')}: ${message}`)
    }
    const views = new AnnotationViews(db, new TableCache(db), projectName(flags.project))
    const annotators = flags.annotators.map(annotator => views.addAnnotator(annotator))
    const nameOf = new Map(annotators.map(annotator => [annotator.id, annotator.name]))
    const request = { ...asked.data, annotatorIds: annotators.map(({ id }) => id) }
    for (const { annotatorId, clips, finished } of views.addQueues(auditId, request))
      process.stdout.write(`${nameOf.get(annotatorId)}: ${clips} clips, ${finished} finished\n`)
    return exitCodes.done
  } finally {
    project.close()
  }
}

async function reading(path: string, use: (db: ReadDb) => Promise<number>): Promise<number> {
  const project = readProjectFile(path)
  try {
    return await use(project.db)
  } finally {
    project.close()
  }
}

function annotatorIds(db: ReadDb, names: readonly string[] | undefined): number[] | null {
  if (names === undefined) return null
  return names.map(name => {
    const found = findAnnotator(db, name)
    if (found !== null) return found.id
    const known = listAnnotators(db).map(annotator => annotator.name)
    const message = `There is no annotator ${name}; ${known.length > 0 ? `there are ${known.join(', ')}` : 'there is none yet'}.`
    throw new CueScopeError('bad-option', message, { name })
  })
}

function projectName(path: string): string {
  return basename(path, '.cuescope')
}

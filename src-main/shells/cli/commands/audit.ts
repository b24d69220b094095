import { basename, resolve } from 'node:path'
import { explainSettingsSchema, type CueProvider, type SaliencyMethod } from '#contracts/settings'
import type { AuditSummary } from '#contracts/audit'
import type { ProviderChoice } from '#contracts/provider'
import type { ClipFacts, ScanReport } from '#contracts/dataset'
import { CueScopeError } from '#engine/base/errors'
import { parseLabelMap } from '#engine/datasets/label-map'
import { planLabelMap } from '#engine/projects/plan-label-map'
import { scanFolder } from '#engine/datasets/scan-folder'
import { getAudit, listAudits } from '#engine/store/audits'
import { eachClip, type StoredClip } from '#engine/store/clips'
import { findModel } from '../find-model'
import { withEngine } from '../open-cli-engine'
import { methodSettings, type MethodFlags } from '../options'
import { parseSettings } from '../parse-settings'
import { presetSettings } from '../preset'
import { progressLine } from '../progress-line'
import { tellGaps } from '../tell-gaps'
import { tellProvider } from '../tell-provider'
import { exitCodes } from '../run-command'

export interface AuditFlags extends MethodFlags {
  readonly preset?: string
  readonly model: string
  readonly project: string
  readonly dataset: string
  readonly column: Record<string, string>
  readonly methods: SaliencyMethod[]
  readonly draws: number
  readonly seed: number
  readonly provider: ProviderChoice
  readonly cueProvider: CueProvider
  /** Folder of an installed openSMILE. */
  readonly opensmile?: string
  readonly labelMap?: string
  readonly limit?: number
  readonly workers?: number
  readonly json?: boolean
}

/** The whole audit, headless and resumable: run again and it goes on. Ctrl-C stops it between two clips. */
export function audit(mainDir: string, folder: string, flags: AuditFlags): Promise<number> {
  return withEngine(mainDir, flags, async engine => {
    const startedMs = performance.now()
    const model = await findModel(engine, flags.model)
    const { report, clips, notes } = await scanFolder(resolve(folder), {
      importer: flags.dataset,
      columns: flags.column,
    })
    for (const { message } of notes) process.stderr.write(`note: ${message}\n`)
    const labelMap = flags.labelMap === undefined ? {} : parseLabelMap(flags.labelMap)
    // What is wrong is said before a project is made.
    planLabelMap(emotionsOf(clips), model.manifest.labels, labelMap)
    const preset = flags.preset === undefined ? null : presetSettings(flags)
    const settings = parseSettings(explainSettingsSchema, {
      ...(preset ?? { methods: flags.methods, ...methodSettings(flags) }),
      baselines: { draws: flags.draws, seed: flags.seed },
      cues: { ...preset?.cues, provider: flags.cueProvider },
      provider: flags.provider,
    })
    if (settings.methods.includes('occlusion')) tellGaps(settings.occlusion)
    const session = await engine.openProject(flags.project, 'either')
    const dataset = session.addDataset(basename(report.folder), report, clips)
    const before = listAudits(session.db).map(known => known.id)
    const { id } = session.planAudit({
      datasetId: dataset.id,
      modelId: model.sha256,
      settings,
      labelMap,
      ...(flags.limit === undefined ? {} : { limit: flags.limit }),
    })
    await engine.refreshLibrary(session)

    const show = progressLine(process.stderr)
    const unsubscribe = engine.events.subscribe(event => event.type === 'audit' && show(event.audit.progress, false))
    const run = session.start(id)
    const stop = (): void => run.stop()
    process.on('SIGINT', stop).on('SIGTERM', stop)
    const outcome = await run.finished
    process.off('SIGINT', stop).off('SIGTERM', stop)
    unsubscribe()
    const { progress } = run
    show(progress, true)
    const { provider } = session.audit(id)
    tellProvider(provider)
    if (outcome.kind === 'failed' && !before.includes(id) && session.dropUnstarted(id))
      await engine.refreshLibrary(session)
    if (outcome.kind === 'failed') throw new CueScopeError(outcome.error.code, outcome.error.message)
    if (outcome.kind === 'stopped') {
      await session.stop(id, 'paused')
      process.stderr.write('Stopped. Run the same command again to go on.\n')
      return exitCodes.failed
    }

    const summary = session.summary(id)
    const left = [
      ...report.refused,
      ...summary.refused.map(({ file, error }) => ({ file, code: error.code, message: error.message })),
    ]
    const result = {
      project: session.path,
      dataset: { folder: report.folder, corpora: report.corpora, unrecognised: report.unrecognised },
      model: { name: model.manifest.name, sha256: model.sha256 },
      provider,
      clips: progress.total,
      computed: progress.done - progress.reused,
      reused: progress.reused,
      ...summary,
      notes: noteCounts(eachClip(session.db, getAudit(session.db, id))),
      refused: left,
      seconds: Number(((performance.now() - startedMs) / 1000).toFixed(2)),
    }
    process.stdout.write(flags.json ? `${JSON.stringify(result)}\n` : describe(summary, result))
    return left.length > 0 ? exitCodes.someRefused : exitCodes.done
  })
}

function emotionsOf(clips: readonly ClipFacts[]): string[] {
  return [...new Set(clips.flatMap(({ emotion }) => emotion ?? []))].sort()
}

/** How many clips carry a note of each kind, e.g. damaged or clipped ones. */
function noteCounts(clips: Iterable<StoredClip>): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { audio } of clips)
    for (const code of new Set(audio?.notes.map(note => note.code))) counts[code] = (counts[code] ?? 0) + 1
  return counts
}

function describe(
  summary: AuditSummary,
  result: {
    clips: number
    computed: number
    reused: number
    seconds: number
    project: string
    refused: { file: string; code: string; message: string }[]
    notes: Record<string, number>
    dataset: { unrecognised: ScanReport['unrecognised'] }
  },
): string {
  const percent = (value: number | null): string => (value === null ? '-' : `${(100 * value).toFixed(1)} %`)
  const width = Math.max(...summary.labels.map(label => label.length), 9)
  const line = (cells: (string | number)[]): string => cells.map(cell => String(cell).padStart(width)).join(' ')
  return [
    `${result.clips} clips: ${result.computed} computed, ${result.reused} already there, ${result.refused.length} refused (${result.seconds} s)`,
    `accuracy ${percent(summary.accuracy)}, unweighted average recall ${percent(summary.uar)}, ${summary.scored} clips scored`,
    ...summary.datasets.map(
      ({ dataset, accuracy, uar, scored }) =>
        `  ${dataset}: accuracy ${percent(accuracy)}, recall ${percent(uar)}, ${scored} clips`,
    ),
    ...Object.entries(summary.unmapped).map(
      ([emotion, n]) =>
        `  ${emotion}: ${n} clips not scored, the model has no such label (--label-map ${emotion}=LABEL)`,
    ),
    ...Object.entries(result.notes).map(([code, n]) => `  note: ${n} clips ${code}`),
    ...(result.dataset.unrecognised.count > 0
      ? [
          `  left out, names not recognised: ${result.dataset.unrecognised.count} files, e.g. ${result.dataset.unrecognised.examples[0]}`,
        ]
      : []),
    '',
    line(['', ...summary.labels]),
    ...summary.confusion.map((counts, i) => line([summary.labels[i], ...counts])),
    '(rows: expected, columns: predicted)',
    ...result.refused.map(({ file, code, message }) => `refused: ${file}: ${message} (${code})`),
    `Project: ${result.project}`,
    '',
  ].join('\n')
}

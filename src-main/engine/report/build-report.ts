/**
 * The report of an audit: what its six experiments, its plausibility and its checks say, with all that it takes to do the
 * same again. Of the experiments those that need no work of their own are summed up here, over all clips; the others
 * appear where they were run.
 *
 * Conventions: the same project gives the same report; nothing in it depends on the day or the machine. Every figure and
 * table says how many clips it rests on.
 */
import type { SpuriousFeaturesResult } from '#contracts/experiments/spurious-features'
import type { PlausibilityReport, PlausibilitySettings } from '#contracts/plausibility'
import { artefactName } from '#engine/artefacts/artefact'
import { assessAudit } from '#engine/assess-audit'
import { compareSettings } from '#engine/comparisons/compare-settings'
import { missingMethods } from '#engine/experiments/ablation'
import type { ExperimentContext } from '#engine/experiments/experiment-kind'
import { newestResult, plainResult } from '#engine/experiments/read-result'
import { spuriousFeatureCheck } from '#engine/plausibility/failure-checks'
import { listAudits, type StoredAudit } from '#engine/store/audits'
import { datasetPlace } from '#engine/store/datasets'
import { listExperiments } from '#engine/store/experiments'
import type { ReadDb } from '#engine/store/handles'
import { getModel } from '#engine/store/models'
import { countProgress, summarise } from '#engine/store/summary'
import type { ReportDocument, ReportSection } from './document'
import { ablationSection } from './sections/ablation'
import { cueValidationSection } from './sections/cue-validation'
import { datasetsSection } from './sections/datasets'
import { differencesSection } from './sections/differences'
import { faithfulnessSection } from './sections/faithfulness'
import { methodsSection } from './sections/methods'
import { misclassificationsSection } from './sections/misclassifications'
import { isPaper } from './paper-preset'
import { comparedColumns, otherSettingsSection } from './sections/other-settings'
import { performanceSection } from './sections/performance'
import { checksSection, plausibilitySection } from './sections/plausibility'
import { spuriousFeaturesSection } from './sections/spurious-features'
import { summarySection } from './sections/summary'
import { countOf, warnings } from './words'

export interface ReportOptions {
  readonly programVersion: string
  /** How plausibility is judged. */
  readonly plausibility: PlausibilitySettings
}

export function buildReport(db: ReadDb, audit: StoredAudit, options: ReportOptions): ReportDocument {
  const model = getModel(db, audit.modelSha)
  const { labels, name } = model.manifest
  const context: ExperimentContext = { db, audit, labels, model: { folder: model.folder, sha256: model.sha256 } }
  const baseline = plainResult(context, 'baseline').result
  const reasons = summarise(db, audit, labels).refused.map(({ error }) => error.code)
  const datasets = baseline.datasets.map(({ name: dataset }) => dataset)
  const spurious = newestResult(context, 'spurious-features')?.result ?? null
  const explained = explainedPart(context, options.plausibility, spurious, baseline.overall.clips)
  const clips = baseline.overall.clips + Object.values(baseline.unscored).reduce((sum, n) => sum + n, 0)
  const faithfulness = newestResult(context, 'faithfulness')?.result
  const methods = methodsSection({
    programVersion: options.programVersion,
    model: model.manifest,
    modelSha: model.sha256,
    labelMap: audit.labelMap,
    limit: audit.limit,
    settings: audit.settings,
    settingsHash: audit.settingsHash,
    clips,
    datasets,
    provider: audit.provider?.used ?? audit.settings.provider,
    plausibility: explained.plausibility,
    experiments: listExperiments(db, audit.id)
      .filter(({ state }) => state === 'done')
      .map(({ question }) => question),
  })
  return {
    title: name,
    dataset: datasetPlace(db, audit.datasetId).name,
    subtitle: `CueScope ${options.programVersion}: audit ${audit.id} of ${audit.createdAt.slice(0, 10)}, ${countOf(clips, 'clip')}${audit.state === 'done' ? '' : `; not finished (${audit.state})`}${untoldWords(db, audit, clips)}`,
    sections: [
      summarySection(baseline, explained.cues, explained.plausibility),
      performanceSection(baseline, reasons),
      // Of no prediction there is nothing else to say.
      ...(clips === 0 ? [] : predictedSections()),
      methods,
    ],
  }

  function predictedSections(): ReportSection[] {
    return [
      ...explained.sections,
      spuriousFeaturesSection(spurious),
      datasetsSection(crossDataset(context, options.plausibility)),
      ...(explained.plausibility === null
        ? []
        : [plausibilitySection(explained.plausibility), checksSection(explained.plausibility)]),
      ...(faithfulness === undefined ? [] : [faithfulnessSection(faithfulness)]),
      ...otherSettings(context, options.plausibility),
    ]
  }
}

/** Read for an annotator, it says that clips are missing. @param told predictions that it is of */
function untoldWords(db: ReadDb, audit: StoredAudit, told: number): string {
  if (audit.reader === null) return ''
  const untold = countProgress(db, { ...audit, reader: null }).done - told
  return `; ${countOf(untold, 'clip')} waiting in a blind queue not counted`
}

interface ExplainedPart {
  readonly sections: readonly ReportSection[]
  readonly cues: ReturnType<typeof plainResult<'cue-validation'>>['result'] | null
  readonly plausibility: PlausibilityReport | null
}

/** What an audit says that explained its predictions. @param scored predictions whose label is known */
function explainedPart(
  context: ExperimentContext,
  settings: PlausibilitySettings,
  spurious: SpuriousFeaturesResult | null,
  scored: number,
): ExplainedPart {
  const { db, audit, labels } = context
  const { methods } = audit.settings
  if (methods.length === 0) {
    const said = 'This audit predicted only: there are no windows, no cues and no plausibility to report.'
    return { cues: null, plausibility: null, sections: [{ title: 'Explanations', blocks: warnings([said]) }] }
  }
  const { report } = assessAudit(db, audit, labels, settings)
  const plausibility = { ...report, checks: [...report.checks, spuriousFeatureCheck(spurious, artefactName)] }
  const everything = { clips: 'all', method: plausibility.method as typeof settings.method } as const
  const cues = plainResult(context, 'cue-validation', everything).result
  const wrong = plainResult(context, 'misclassifications', everything).result
  const missing = missingMethods(methods)
  const { table, population, minSpeakerClips, minNeutralClips, percentile, neutralZ } = settings
  const judged = { table, population, minSpeakerClips, minNeutralClips, percentile, neutralZ }
  const ablation =
    missing.length > 0
      ? null
      : (newestResult(context, 'ablation')?.result ?? plainResult(context, 'ablation', { plausibility: judged }).result)
  return {
    ...{ cues, plausibility },
    sections: [
      cueValidationSection(cues, newestResult(context, 'cue-validation')?.result ?? null),
      misclassificationsSection(scored, wrong, newestResult(context, 'misclassifications')?.result ?? null),
      differencesSection(cues.deltas, wrong.deltas),
      ablationSection(ablation, missing),
    ],
  }
}

function crossDataset(
  context: ExperimentContext,
  plausibility: PlausibilitySettings,
): Parameters<typeof datasetsSection>[0] {
  return plainResult(context, 'cross-dataset', { plausibility }).result
}

/** Beside the preset `paper`, or beside our own settings where this is the preset: on the same clips, the newest such audit. */
function otherSettings({ db, audit, labels }: ExperimentContext, plausibility: PlausibilitySettings): ReportSection[] {
  const other = listAudits(db, audit.reader).findLast(
    ({ modelSha, datasetId, settings }) =>
      modelSha === audit.modelSha &&
      datasetId === audit.datasetId &&
      settings.methods.length > 0 &&
      isPaper(settings) !== isPaper(audit.settings),
  )
  if (other === undefined || audit.settings.methods.length === 0) return []
  return [
    otherSettingsSection(audit, other, compareSettings(db, [audit, other], labels, plausibility, comparedColumns)),
  ]
}

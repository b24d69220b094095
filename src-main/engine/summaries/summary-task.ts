import type { AuditScores, ScoreGroupKind } from '#contracts/audit-scores'
import type { ClipMapQuestion } from '#contracts/clip-map'
import type { ComparedWindows, Comparison } from '#contracts/comparison'
import type { ExperimentResult } from '#contracts/experiment'
import type {
  AuditTables,
  ClipPlausibilityView,
  PlausibilityReport,
  PlausibilitySettings,
} from '#contracts/plausibility'
import type { PreflightReport } from '#contracts/preflight'
import type { ReportFigureFile } from '#contracts/report-figure'
import type { SaliencyScaleQuery } from '#contracts/saliency-scale'
import type { OnStep } from '#engine/clip-maps/lay-out-clips'
import type { NearestClips } from '#engine/clip-maps/nearest-clips'
import type { StoredPair } from '#engine/comparisons/read-comparison'
import type { SliceReport } from '#contracts/table-view'
import type { Slice } from '#engine/slices/score-slices'
import type { SaidColumns } from '#engine/store/annotation-figures'
import type { AuditRows } from '#engine/store/clip-columns'
import type { DrawnMap } from '#engine/store/clip-maps'
import type { ScaleReading } from './read-saliency-scale'

/** Whom an audit is read for: see StoredAudit. */
type Reader = number | null

/** Seconds of arithmetic over what is stored, which the engine leaves to a thread so that it goes on answering. */
export type SummaryTask =
  /** Is a file a sound project of ours? Before it is opened. */
  | { readonly kind: 'check-file'; readonly project: string }
  /** Brings a project that is claimed and checked to this version. */
  | { readonly kind: 'update-file'; readonly project: string }
  /** The report of an audit as a page, or its figures alone. */
  | {
      readonly kind: 'report' | 'report-figures'
      readonly project: string
      readonly auditId: number
      /** Expert table; null: the one chosen for the audit. */
      readonly table: string | null
      /** Numbers in place of speakers and files. */
      readonly hasHiddenNames: boolean
      readonly programVersion: string
      readonly reader: Reader
    }
  /** What looking over a data set has found, `limit` files of each finding. */
  | { readonly kind: 'preflight'; readonly project: string; readonly datasetId: number; readonly limit: number }
  /** What an experiment says. */
  | {
      readonly kind: 'experiment-result'
      readonly project: string
      readonly auditId: number
      readonly experimentId: number
      readonly reader: Reader
    }
  /** An audit beside another one: what they say, or where they look. */
  | ({ readonly kind: 'comparison' | 'compared-windows' } & StoredPair)
  /** How strong saliency is in an audit. */
  | {
      readonly kind: 'saliency-scale'
      readonly project: string
      readonly auditId: number
      readonly question: SaliencyScaleQuery
    }
  /** The clips of an audit as columns. */
  | { readonly kind: 'audit-rows'; readonly project: string; readonly auditId: number }
  /** How slices of an audit stand against the rest of its clips. */
  | {
      readonly kind: 'slices'
      readonly project: string
      readonly auditId: number
      readonly slices: readonly Slice[]
      readonly reader: Reader
    }
  /** How often the model is right, over all clips and over groups of them. */
  | {
      readonly kind: 'scores'
      readonly project: string
      readonly auditId: number
      readonly by: ScoreGroupKind | null
      readonly reader: Reader
    }
  /** What anybody said of the clips. */
  | { readonly kind: 'said'; readonly project: string; readonly auditId: number }
  /** A map of the clips; tells how far it is. */
  | {
      readonly kind: 'clip-map'
      readonly project: string
      readonly auditId: number
      readonly question: ClipMapQuestion
    }
  /** The clips most like one to the model. */
  | {
      readonly kind: 'nearest-clips'
      readonly project: string
      readonly auditId: number
      readonly clipId: number
      readonly k: number
      readonly reader: Reader
    }
  /** Answered by a thread that is kept for the project, with the assessment that it asks most about. */
  | {
      readonly kind: 'plausibility'
      readonly project: string
      readonly auditId: number
      /** While it stays the same, so does all that an assessment follows from. */
      readonly asOf: number
      readonly question: PlausibilityQuestion
      readonly reader: Reader
    }

export type PlausibilityQuestion =
  | { readonly ask: 'report' }
  | { readonly ask: 'preview'; readonly settings: PlausibilitySettings }
  | { readonly ask: 'choose'; readonly settings: PlausibilitySettings }
  | { readonly ask: 'tables' }
  | { readonly ask: 'clip'; readonly clipId: number }

export type PlausibilityAnswer = {
  readonly report: PlausibilityReport
  readonly preview: PlausibilityReport
  readonly choose: PlausibilityReport
  readonly tables: AuditTables
  readonly clip: ClipPlausibilityView
}

export interface SummaryAnswers {
  'check-file': { readonly isSound: true }
  'update-file': { readonly isUpToDate: true }
  report: { readonly page: string }
  'report-figures': { readonly figures: ReportFigureFile[] }
  'experiment-result': { readonly result: ExperimentResult['result'] }
  preflight: { readonly preflight: Omit<PreflightReport, 'state'> }
  comparison: { readonly comparison: Comparison }
  'compared-windows': { readonly windows: ComparedWindows | null }
  'saliency-scale': { readonly scale: ScaleReading }
  'audit-rows': { readonly rows: AuditRows }
  slices: { readonly report: SliceReport }
  scores: { readonly scores: AuditScores }
  said: { readonly said: SaidColumns }
  'clip-map': { readonly drawn: DrawnMap }
  'nearest-clips': { readonly nearest: NearestClips }
  plausibility: {
    readonly answer: PlausibilityAnswer[PlausibilityQuestion['ask']]
    /** The verdicts that the project keeps are others now. */
    readonly hasChosen: boolean
  }
}

/** Of a task that takes long. */
export interface SummaryWatch {
  readonly onStep: OnStep
  /** Ends it: the promise is then refused. */
  readonly signal: AbortSignal
}

export interface Summarise {
  <T extends SummaryTask>(task: T, watch?: SummaryWatch): Promise<SummaryAnswers[T['kind']]>
  /** Ends every thread that is at a project or kept for it: what is being worked out is given up. */
  end(project: string): Promise<void>
}

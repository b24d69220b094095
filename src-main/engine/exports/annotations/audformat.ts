import { encodeCsv, significant } from '../csv'
import { inTimeOrder, type AnnotatedClip } from './annotated-clip'

/**
 * An audformat database: `db.yaml`, the files with their speakers and labels, the prediction with its confidence, and
 * the salient windows as a segmented table. Its media are the audited folder's clips, by their paths in it.
 *
 * References: [wagner2023].
 */
export function audformatFiles(
  clips: readonly AnnotatedClip[],
  labels: readonly string[],
  methods: readonly string[],
  name: string,
  source: string,
): Map<string, string> {
  const emotions = [...new Set([...labels, ...clips.flatMap(({ emotion }) => emotion ?? [])])]
  const speakers = [...new Set(clips.flatMap(({ speaker }) => speaker ?? []))].sort()
  const salient = clips.flatMap(({ file, methods: found }) =>
    found.flatMap(({ method, segments }) => inTimeOrder(segments).map(segment => ({ file, method, ...segment }))),
  )
  return new Map([
    ['db.yaml', header(name, source, emotions, speakers, methods)],
    [
      'db.files.csv',
      encodeCsv(
        [
          { title: 'file', cell: clip => clip.file },
          { title: 'emotion', cell: clip => clip.emotion },
          { title: 'speaker', cell: clip => clip.speaker },
          { title: 'duration', cell: clip => timedelta(clip.durationSec) },
        ],
        clips,
      ),
    ],
    [
      'db.emotion.pred.csv',
      encodeCsv(
        [
          { title: 'file', cell: clip => clip.file },
          { title: 'emotion', cell: clip => clip.predicted },
          { title: 'emotion.confidence', cell: clip => clip.confidence, format: significant(7) },
        ],
        clips,
      ),
    ],
    [
      'db.salient.csv',
      encodeCsv(
        [
          { title: 'file', cell: row => row.file },
          { title: 'start', cell: row => timedelta(row.startSec) },
          { title: 'end', cell: row => timedelta(row.endSec) },
          { title: 'method', cell: row => row.method },
          { title: 'rank', cell: row => row.rank },
          { title: 'score', cell: row => row.score, format: significant(7) },
          { title: 'share', cell: row => row.share, format: significant(7) },
        ],
        salient,
      ),
    ],
  ])
}

function header(
  name: string,
  source: string,
  emotions: readonly string[],
  speakers: readonly string[],
  methods: readonly string[],
): string {
  const list = (values: readonly string[]): string => `[${values.map(value => JSON.stringify(value)).join(', ')}]`
  const column = (id: string, scheme = id, indent = '      '): string => `${indent}${id}: {scheme_id: ${scheme}}`
  return `name: ${JSON.stringify(name)}
source: ${JSON.stringify(source)}
usage: restricted
schemes:
  emotion: {dtype: str, labels: ${list(emotions)}}
  speaker: {dtype: str, labels: ${list(speakers)}}
  duration: {dtype: time}
  method: {dtype: str, labels: ${list(methods)}}
  rank: {dtype: int, minimum: 1}
  confidence: {dtype: float, minimum: 0, maximum: 1}
  score: {dtype: float}
  share: {dtype: float, minimum: 0, maximum: 1}
tables:
  files:
    type: filewise
    columns:
${['emotion', 'speaker', 'duration'].map(id => column(id)).join('\n')}
  emotion.pred:
    type: filewise
    columns:
${column('emotion')}
${column('emotion.confidence', 'confidence')}
  salient:
    type: segmented
    columns:
${['method', 'rank', 'score', 'share'].map(id => column(id)).join('\n')}
`
}

/** As pandas writes a duration: `0 days 00:00:01.500000`. */
function timedelta(sec: number): string {
  const micros = Math.round(sec * 1e6)
  const part = (divisor: number, modulus: number, digits: number): string =>
    String(Math.floor(micros / divisor) % modulus).padStart(digits, '0')
  const days = Math.floor(micros / 86_400e6)
  return `${days} days ${part(3600e6, 24, 2)}:${part(60e6, 60, 2)}:${part(1e6, 60, 2)}.${part(1, 1e6, 6)}`
}

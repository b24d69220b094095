import { inTimeOrder, segmentText, type AnnotatedClip } from './annotated-clip'

/**
 * Tasks for Label Studio, the model's words as predictions, so that an annotator sees them and corrects them. The label
 * configuration that goes with it: `labelStudioConfig`.
 *
 * @param audioPrefix what stands before a clip's path for Label Studio to find it, e.g. `/data/local-files/?d=tess/`
 */
export function labelStudioTasks(clips: readonly AnnotatedClip[], modelVersion: string, audioPrefix = ''): string {
  const tasks = clips.map(clip => ({
    data: {
      audio: `${audioPrefix}${clip.file}`,
      file: clip.file,
      sha256: clip.sha256,
      speaker: clip.speaker,
      emotion: clip.emotion,
    },
    predictions: [
      {
        model_version: modelVersion,
        score: clip.confidence,
        result: [
          {
            id: 'prediction',
            from_name: 'emotion',
            to_name: 'audio',
            type: 'choices',
            value: { choices: [clip.predicted] },
          },
          ...clip.methods.flatMap(({ method, segments }) =>
            inTimeOrder(segments).map(segment => ({
              id: `${method}-${segment.rank}`,
              from_name: 'salient',
              to_name: 'audio',
              type: 'labels',
              original_length: clip.durationSec,
              value: { start: segment.startSec, end: segment.endSec, channel: 0, labels: [method] },
              meta: { text: [segmentText(segment)] },
            })),
          ),
        ],
      },
    ],
  }))
  return `${JSON.stringify(tasks, null, 1)}\n`
}

/** The labelling interface for the tasks: a choice of emotion, and a label for each method. */
export function labelStudioConfig(labels: readonly string[], methods: readonly string[]): string {
  const tags = (name: string, values: readonly string[]): string =>
    values.map(value => `    <${name} value="${escaped(value)}"/>`).join('\n')
  return `<View>
  <Labels name="salient" toName="audio">
${tags('Label', methods)}
  </Labels>
  <Audio name="audio" value="$audio" zoom="true"/>
  <Choices name="emotion" toName="audio" choice="single" showInline="true">
${tags('Choice', labels)}
  </Choices>
</View>
`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}

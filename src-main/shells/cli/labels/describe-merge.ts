import type { MergeReport } from '#contracts/labels-file'

const reasons: Record<MergeReport['leftOut'][number]['reason'], string> = {
  'unknown-clip': 'no clip of the project has this content or name',
  'other-audio': 'the clip of this name holds other audio',
  'several-clips': 'several clips of the project could be meant',
  'several-names': 'several clips of the project are called so: name its folder',
  'unknown-emotion': 'its emotion is no label of the project’s models',
}

/** What became of a file's labels. */
export function describeMerge({ file, ...report }: MergeReport & { readonly file: string }): string {
  const { labels, added, updated, known, newAnnotators, conflicts, leftOut } = report
  const lines = [
    `${file}: ${labels} labels, ${added} new, ${updated} newer, ${known} known, ${conflicts.length} in conflict`,
    ...newAnnotators.map(name => `  new annotator: ${name}`),
    ...conflicts.map(
      ({ file: clip, annotator, stands, differs, atInFile, atInProject }) =>
        `  conflict: ${clip}, ${annotator}: ${differs.join(', ')}; the ${stands}’s stands (file ${atInFile}, project ${atInProject})`,
    ),
    ...leftOut.map(({ file: clip, labels: count, reason }) => `  left out: ${clip} (${count}): ${reasons[reason]}`),
  ]
  return `${lines.join('\n')}\n`
}

import type { ClipFacts, ImporterId, ScanReport } from '#contracts/dataset'

type Corpus = ScanReport['corpora'][number]

/** One entry for each data set among an importer's clips, in the order in which they first occur. */
export function describeCorpora(
  clips: readonly ClipFacts[],
  importer: ImporterId,
  titleOf: (dataset: string) => string,
): Corpus[] {
  const byDataset = new Map<string, ClipFacts[]>()
  for (const clip of clips) {
    const own = byDataset.get(clip.dataset)
    if (own) own.push(clip)
    else byDataset.set(clip.dataset, [clip])
  }
  return [...byDataset].map(([dataset, own]) => {
    const speakers = new Set(own.flatMap(clip => clip.speaker ?? []))
    const emotions = countEmotions(own)
    return { importer, title: titleOf(dataset), clips: own.length, speakers: speakers.size, emotions }
  })
}

function countEmotions(clips: readonly ClipFacts[]): Record<string, number> {
  const counts = new Map<string, number>()
  for (const { emotion } of clips) if (emotion !== null) counts.set(emotion, (counts.get(emotion) ?? 0) + 1)
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
}

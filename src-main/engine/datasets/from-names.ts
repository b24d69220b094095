import type { ClipFacts } from '#contracts/dataset'
import { addSexes, type ReadSideTable } from './add-sexes'
import { isAudioName } from './audio-names'
import type { Found } from './found'
import type { Importer } from './importer'
import { describeCorpora } from './scan-report'

/** The audio files whose names an importer knows; the first that knows a name has it. Side tables are read through `readSideTable`. */
export async function fromNames(
  files: readonly string[],
  importers: readonly Importer[],
  readSideTable: ReadSideTable,
): Promise<Found> {
  const recognised = new Map(importers.map(importer => [importer, [] as ClipFacts[]]))
  for (const file of files.filter(isAudioName)) recogniseInto(recognised, file)
  const parts = [...recognised]
    .filter(([, own]) => own.length > 0)
    .map(async ([importer, own]): Promise<Found> => {
      const { id, title, speakerTable, parts: titles } = importer
      const named = { clips: own, notes: [] }
      const { clips, notes } = speakerTable ? await addSexes(own, speakerTable, files, readSideTable) : named
      return { clips, notes, refused: [], corpora: describeCorpora(clips, id, dataset => titles?.[dataset] ?? title) }
    })
  const found = await Promise.all(parts)
  return {
    corpora: found.flatMap(({ corpora }) => corpora),
    clips: found.flatMap(({ clips }) => clips),
    refused: [],
    notes: found.flatMap(({ notes }) => notes),
  }
}

function recogniseInto(recognised: ReadonlyMap<Importer, ClipFacts[]>, file: string): void {
  for (const [importer, clips] of recognised) {
    const facts = importer.recognise(file)
    if (facts === null) continue
    clips.push(facts)
    return
  }
}

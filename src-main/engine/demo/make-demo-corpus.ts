/**
 * Writes the demo or the training corpus: synthetic speech of which everything is known, free of anybody's licence.
 *
 * Conventions: `FOLDER/spk03/spk03_happiness_02.wav` (16-bit mono, 16 kHz), its truth beside it as
 * `spk03_happiness_02.truth.json`, and `speakers.csv` and `README.txt` on top. Files appear whole: written under
 * another name, then renamed, the truth last; so a clip with a truth whose hash fits is complete and is kept.
 */
import { createHash } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { makeFolder } from '#engine/files/make-folder'
import { demoSpeakers, trainingSpeakers } from '#engine/speech-synthesis/speakers'
import { readme } from './corpus-readme'
import { demoFileName } from './file-grammar'
import { makeClip } from './make-clip'
import { planCorpus, type DemoSet, type PlannedClip } from './plan-corpus'
import { readDemoTruth, truthPathOf } from './truth'

export interface DemoCorpusOptions {
  /** Made if it is not there. */
  readonly folder: string
  readonly set: DemoSet
  /** After every clip. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void
  /** Asked before every clip; what was written until then stays and is kept next time. @default never */
  readonly shouldStop?: () => boolean
}

export interface DemoCorpusReport {
  readonly folder: string
  readonly set: DemoSet
  readonly clips: number
  /** Clips that had to be made; the others were there already. */
  readonly made: number
  readonly isComplete: boolean
}

export async function makeDemoCorpus(options: DemoCorpusOptions): Promise<DemoCorpusReport> {
  const { folder, set, onProgress, shouldStop = () => false } = options
  const clips = planCorpus(set)
  await makeFolder(folder)
  await writeWhole(join(folder, 'README.txt'), readme(set))
  await writeWhole(join(folder, 'speakers.csv'), speakersCsv(set))
  let done = 0
  let made = 0
  for (const clip of clips) {
    if (shouldStop()) break
    if (await ensureClip(folder, clip)) made++
    done++
    onProgress?.({ done, total: clips.length })
  }
  return { folder, set, clips: clips.length, made, isComplete: done === clips.length }
}

/** True where the clip had to be made. */
async function ensureClip(folder: string, clip: PlannedClip): Promise<boolean> {
  const path = join(folder, demoFileName({ speaker: clip.speaker.id, emotion: clip.labelGiven, take: clip.take }))
  if (await isComplete(path)) return false
  const { wav, truth } = makeClip(clip)
  await makeFolder(dirname(path))
  await writeWhole(path, wav)
  await writeWhole(truthPathOf(path), `${JSON.stringify(truth, null, 1)}\n`)
  return true
}

async function isComplete(wavPath: string): Promise<boolean> {
  const truth = await readDemoTruth(wavPath)
  if (!truth) return false
  try {
    return (
      createHash('sha256')
        .update(await readFile(wavPath))
        .digest('hex') === truth.sha256
    )
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}

async function writeWhole(path: string, content: string | Buffer): Promise<void> {
  const unfinished = `${path}.${process.pid}.part`
  await writeFile(unfinished, content)
  await rename(unfinished, path)
}

function speakersCsv(set: DemoSet): string {
  const speakers = set === 'demo' ? demoSpeakers : trainingSpeakers
  return ['speaker,sex', ...speakers.map(({ id, sex }) => `${id},${sex}`), ''].join('\n')
}

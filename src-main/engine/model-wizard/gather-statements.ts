import { basename, dirname } from 'node:path'
import type { ErrorBody } from '#contracts/error'
import { toErrorBody } from '#engine/base/errors'
import { parseJsonFile } from '#engine/files/parse-json'
import { readRegularFile } from '#engine/files/read-file'
import type { CompanionName, ModelFile } from './find-model-file'
import { fromAudonnx } from './statements/from-audonnx'
import { fromConfig, fromModelCard, fromPreprocessor } from './statements/from-hugging-face'
import { fromMetadata } from './statements/from-metadata'
import { fromSidecar } from './statements/from-sidecar'
import { labelList } from './statements/label-list'
import { readYaml } from './statements/read-yaml'
import { nothingSaid, type Statement, type Statements } from './statements/statement'

const MAX_COMPANION_BYTES = 2 ** 20

/**
 * What is written in and beside a model file, the most trusted place first: our own sidecar, the file's metadata,
 * Hugging Face's files, audonnx's, a plain list of labels. A file that can't be read is a note, not the end.
 * @param output name of the output with the scores
 */
export async function gatherStatements(
  { path, companions }: ModelFile,
  metadata: ReadonlyMap<string, string>,
  output: string,
): Promise<Statements> {
  const said: Statement[] = []
  const notes: ErrorBody[] = []
  const take = (found: Statements): void => {
    said.push(...found.said)
    notes.push(...found.notes)
  }
  const read = async (
    name: CompanionName,
    understand: (bytes: Uint8Array, source: string) => Statements,
  ): Promise<void> => {
    const file = companions[name]
    if (file === undefined) return
    const source = dirname(file) === dirname(path) ? basename(file) : `../${basename(file)}`
    try {
      take(understand(await readRegularFile(file, MAX_COMPANION_BYTES), source))
    } catch (error) {
      notes.push(toErrorBody(error))
    }
  }
  const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

  await read('model.json', (bytes, source) => fromSidecar(parseJsonFile(bytes, 'model.json'), source))
  take(fromMetadata(metadata))
  await read('config.json', (bytes, source) => fromConfig(parseJsonFile(bytes, 'config.json'), source))
  await read('preprocessor_config.json', (bytes, source) =>
    fromPreprocessor(parseJsonFile(bytes, 'preprocessor_config.json'), source),
  )
  await read('model.yaml', (bytes, source) => fromAudonnx(readYaml(text(bytes), 'model.yaml'), output, source))
  await read('labels.txt', (bytes, source) => {
    const labels = labelList(text(bytes))
    return labels === null ? nothingSaid : { said: [{ field: 'labels', value: labels, source }], notes: [] }
  })
  await read('README.md', (bytes, source) => fromModelCard(text(bytes), source))
  return { said, notes }
}

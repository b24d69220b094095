import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ModelProposal, WizardAnswers } from '#contracts/model-wizard'
import { CueScopeError } from '#engine/base/errors'
import { fileError } from '#engine/files/read-file'
import { writeAtomic } from '#engine/files/write-atomic'
import { parseModelManifest } from '#engine/models/model-package'
import { decodeModel } from '#engine/onnx/proto/decode'
import { encodeModel } from '#engine/onnx/proto/encode'
import { inspectModel } from './inspect-model'
import { manifestOf } from './propose-fields'

/**
 * Writes a package into `folder`, which must not be there: model.onnx (the file itself where nothing had to be changed,
 * else with what it is written into its metadata) and model.json, which also says where each value comes from.
 * @throws CueScopeError labels-missing where labels are to be answered
 */
export async function writePackage(where: string, answers: WizardAnswers, folder: string): Promise<ModelProposal> {
  const { proposal, onnx, sourceSha256 } = await inspectModel(where, answers)
  const { fields, labelCount, changes } = proposal
  if (fields.some(({ field, confidence }) => field === 'labels' && confidence === 'unknown')) {
    const message = `Nothing in or beside the model names its ${labelCount} labels: give them in the order of its outputs (labels=angry,sad,...).`
    throw new CueScopeError('labels-missing', message, { labelCount })
  }
  const manifest = parseModelManifest(manifestOf(fields))
  const sources = Object.fromEntries(
    fields.map(({ field, source, confidence }) => [field, `${source} (${confidence})`]),
  )
  const provenance = { sourceSha256, changes, sources }
  await mkdir(folder).catch(cause => Promise.reject(fileError(folder, cause)))
  const isAsGiven = changes.length === 0
  await writeAtomic(join(folder, 'model.onnx'), isAsGiven ? onnx : labelled(onnx, manifest))
  await writeAtomic(join(folder, 'model.json'), `${JSON.stringify({ ...manifest, provenance }, null, 1)}\n`)
  return proposal
}

/** A changed model says in itself what it is. */
function labelled(
  onnx: Uint8Array,
  { labels, frontEnd }: ReturnType<typeof parseModelManifest>,
): Uint8Array<ArrayBuffer> {
  const model = decodeModel(onnx)
  const own = {
    'ser.labels': JSON.stringify(labels),
    'ser.sample_rate': String(frontEnd.sampleRate),
    'ser.frontend': JSON.stringify(frontEnd),
  }
  const others = (model.metadataProps ?? []).filter(({ key }) => !((key ?? '') in own))
  const entries = Object.entries(own).map(([key, value]) => ({ key, value }))
  return encodeModel({ ...model, metadataProps: [...others, ...entries] })
}

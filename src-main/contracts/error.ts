import { z } from 'zod'

/**
 * Every reason the program can give for refusing or marking something: a closed set, so that a screen, a log and a
 * script can rely on it. Messages are for people and may change; codes may not.
 */
export const errorCodes = [
  // Files and folders
  'file-missing', 'file-changed', 'not-regular-file', 'permission-denied', 'folder-empty', 'bad-path', 'disk-full',
  'path-outside-project', 'too-large',
  // Audio
  'empty-file', 'not-audio', 'unsupported-container', 'unsupported-codec', 'corrupt-header', 'truncated-header',
  'truncated-data', 'size-field-wrong', 'decode-error', 'no-audio-frames', 'bad-channel-count', 'bad-sample-rate',
  'non-finite-samples', 'out-of-range', 'too-short', 'too-long', 'silence', 'clipped', 'dc-offset', 'downmixed',
  'resampled', 'extension-mismatch', 'crc-mismatch',
  // Models
  'not-json', 'encoding', 'wrong-type', 'missing-key', 'unknown-key', 'duplicate-key', 'forbidden-key', 'too-deep',
  'schema-version', 'label-duplicate', 'label-count-mismatch', 'labels-missing', 'not-onnx', 'invalid-graph', 'truncated',
  'unsupported-op', 'unsupported-opset', 'unsupported-ir', 'unsupported-signature', 'wrong-input-rank',
  'wrong-input-type', 'wrong-output-type', 'wrong-output-shape', 'fixed-batch', 'non-finite-output', 'constant-output',
  'non-deterministic', 'tensor-size-mismatch', 'no-inputs', 'no-outputs', 'cyclic-graph', 'custom-domain-op',
  'run-failed', 'external-data-outside', 'external-data-missing', 'external-data-bad-range',
  // Tables
  'not-csv', 'no-rows', 'missing-column', 'duplicate-column', 'too-many-columns', 'ragged-row', 'bad-quote',
  'unterminated-quote', 'nul-bytes', 'cell-too-long', 'label-unknown', 'label-empty', 'duplicate-path', 'bad-newlines',
  'header-normalised', 'delimiter-detected',
  // Projects
  'not-a-project', 'corrupt-db', 'unexpected-schema', 'newer-version', 'project-in-use', 'project-exists',
  // Running
  'native-crash', 'timeout', 'memory-limit', 'cancelled', 'port-in-use', 'no-display', 'provider-unavailable',
  'bad-option', 'not-found', 'forbidden', 'engine-gone', 'internal-error',
] as const

export const errorCodeSchema = z.enum(errorCodes)
export type ErrorCode = z.infer<typeof errorCodeSchema>

/** An error as it crosses HTTP, a process border or the database. */
export const errorBodySchema = z.object({
  code: errorCodeSchema,
  message: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
})
export type ErrorBody = z.infer<typeof errorBodySchema>

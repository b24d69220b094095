import type { ErrorCode } from '#contracts/error'

/** What to do about it, where the engine's own message can't know. Codes without an entry need none. */
export const errorAdvice: Partial<Record<ErrorCode, string>> = {
  'engine-gone': 'It starts again by itself; try once more in a moment.',
  'internal-error': 'This is a fault of CueScope. Trying again may help; if it does not, please report it.',
  'folder-empty': 'Folders inside it are searched too.',
  'bad-path': 'Enter the whole path, e.g. /home/me/corpora/ravdess.',
  'disk-full': 'Free some space, then go on: nothing that was computed is lost.',
  'not-a-project': 'Choose a file that ends in .cuescope.',
  'corrupt-db': 'Restore the project file from a copy.',
  'newer-version': 'Open it with a newer CueScope.',
  'project-in-use': 'Close it in the other window or program first.',
  'project-exists': 'Choose another name, or open the project that is there.',
  'label-count-mismatch': 'The labels in model.json must be as many as the outputs of model.onnx.',
  'not-onnx': 'Fetch the file again, or export the model to ONNX again.',
  'unsupported-op': 'Occlusion and RISE still work: they only run the model.',
  'not-audio': 'Its content is not audio, whatever its name says.',
  'unsupported-codec': 'Convert it to WAV or FLAC.',
  'unsupported-container': 'Convert it to WAV or FLAC.',
  'too-short': 'It is shorter than the model needs.',
  silence: 'There is nothing to hear in it.',
  'native-crash': 'The clip was set aside; the rest of the audit went on.',
  timeout: 'The clip was set aside; the rest of the audit went on.',
  'memory-limit': 'The clip was set aside; the rest of the audit went on.',
}

/** A code as a short heading for lists, e.g. `not-audio` -> "Not audio". */
export function errorHeading(code: ErrorCode): string {
  const words = code.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

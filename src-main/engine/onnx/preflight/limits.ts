/** What ONNX Runtime 1.30 opens, and what no classifier of speech needs more of. */
export const limits = {
  /** A protobuf message can't be larger. */
  fileBytes: 2 ** 31 - 1,
  irVersions: { min: 3, max: 13 },
  opsets: { min: 7, max: 26 },
  /** Graphs inside nodes inside graphs. */
  nesting: 32,
  /** Local functions calling local functions; deeper chains have ended the runtime with a memory fault. */
  functionDepth: 100,
  /** A single tensor made from constants at load. */
  constantBytes: 2 ** 30,
} as const

import type { Tensor } from './tensor'

/** Runs a graph: its inputs by name in, its outputs by name out. */
export type GraphRunner = (feeds: Readonly<Record<string, Tensor>>) => Promise<Readonly<Record<string, Tensor>>>

export interface OpenGraph {
  readonly run: GraphRunner
  release(): Promise<void>
}

/** Makes a session of a model file's bytes. What runs it, and where, is the caller's affair. */
export type GraphOpener = (bytes: Uint8Array) => Promise<OpenGraph>

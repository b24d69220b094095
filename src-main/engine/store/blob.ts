/** Values of four bytes as the bytes of a BLOB. */
export function toBlob(values: Float32Array | Int32Array): Buffer {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength)
}

/** A copy: the bytes of a row belong to the database. */
export function fromBlob(blob: Buffer): Float32Array {
  return new Float32Array(new Uint8Array(blob).buffer)
}

/** Ids of clips, as `toBlob` wrote them. */
export function clipIdsOf(blob: Buffer): Int32Array {
  return new Int32Array(new Uint8Array(blob).buffer)
}

/** A functional's openSMILE name and value. */
export type Named = readonly [name: string, value: number]

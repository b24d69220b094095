/** A number's unit stands in its name (`startSec`, `f0Hz`); these aliases repeat it in types. */
export type Seconds = number
export type Hertz = number
export type Decibels = number
/** Musical semitones above 27.5 Hz. */
export type Semitones = number

/** For formats that hold no integers: from the largest value of 16 bits on a sample may be clipped. */
export const LOSSY_FULL_SCALE = 32767 / 32768

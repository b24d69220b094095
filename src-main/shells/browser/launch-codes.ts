import { randomBytes } from 'node:crypto'
import { isSame } from './admission'

/** Codes in an address that let its first user in, and nobody after. */
export class LaunchCodes {
  #codes: { code: string; untilMs: number }[] = []

  /** @param lifeMs how long the code may wait for its use @default until it is used */
  issue(lifeMs = Infinity): string {
    const code = randomBytes(32).toString('hex')
    this.#codes.push({ code, untilMs: performance.now() + lifeMs })
    return code
  }

  redeem(given: string): boolean {
    const isGood = this.#codes.some(({ code, untilMs }) => isSame(given, code) && performance.now() < untilMs)
    if (isGood) this.#codes = this.#codes.filter(({ code }) => !isSame(given, code))
    return isGood
  }
}

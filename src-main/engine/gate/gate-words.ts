import type { GateCheck } from './check-gate'

/** `uar 0.611, at least 0.620 asked (853 clips)` */
export function gateWords({ name, figure, bound, limit, n }: GateCheck): string {
  const digits = name.startsWith('refused') ? 0 : 3
  const found = figure === null ? 'not known' : figure.toFixed(digits)
  return `${name} ${found}, ${bound} ${limit.toFixed(digits)} asked (${n} clips)`
}

import type { FaithfulnessResult, Paired } from '#contracts/experiments/faithfulness'
import { columns, interval } from './text-table'

export function describeFaithfulness({ clips, methods, controls }: FaithfulnessResult): string[] {
  const rows = [['', '', 'mean', 'over random', 'wins', 'over energy', 'wins']]
  for (const { method, metrics } of methods)
    for (const found of metrics)
      rows.push([
        method,
        found.metric,
        interval(found),
        ...[found.overRandom, found.overEnergy].flatMap(control => (control ? paired(control) : ['', ''])),
      ])
  for (const { control, metrics } of controls)
    for (const found of metrics) rows.push([`(${control})`, found.metric, interval(found), '', '', '', ''])
  const head = `${clips} clips; means with 95 % bootstrap intervals over clips; wins: share of clips where the map does better`
  return [head, '', ...columns(rows)]
}

function paired({ beats, ...estimate }: Paired): string[] {
  return [interval(estimate, true), `${(100 * beats).toFixed(0)} %`]
}

import type { RouteLocationRaw } from 'vue-router'
import type { Comparison, Subgroup } from '#contracts/comparison'
import type { Condition } from '#contracts/clip-query'
import type { Verdict } from '#contracts/plausibility'
import type { FilterPatch } from '../../composables/use-clip-filter'
import { words, writeConditions } from '../../text/conditions'
import type { Side } from '../../text/words/compare'

export interface ComparedPlace {
  readonly projectId: string
  readonly auditId: number
}

/** Leads from figures of a comparison to the clips they are of. Null: lists of two projects don't know each other. */
export class CompareLinks {
  constructor(
    private readonly places: Readonly<Record<Side, ComparedPlace>>,
    private readonly labels: Comparison['labels'],
    private readonly isPaired: boolean,
  ) {}

  /** Clips of one audit alone. */
  of(side: Side, filter: FilterPatch, conditions: readonly Condition[] = []): RouteLocationRaw {
    const { projectId, auditId } = this.places[side]
    return { path: `/p/${projectId}/a/${auditId}`, query: { ...filter, where: writeConditions(conditions) } }
  }

  /** Clips by whether A and B are right. */
  outcome(side: Side, isRight: Readonly<Record<Side, boolean>>): RouteLocationRaw | null {
    const outcomeOf = (one: Side): string => (isRight[one] ? 'correct' : 'wrong')
    return this.#both(side, { outcome: outcomeOf(side) }, [words(this.#other(side, 'outcome'), outcomeOf(other(side)))])
  }

  /** Clips that A calls one thing and B another; `isRight`: of them, those on which this side is right. */
  change(side: Side, said: Readonly<Record<Side, string>>, isRight = false): RouteLocationRaw | null {
    const theirs = words(this.#other(side, 'predicted'), this.#own(other(side), said[other(side)]))
    const outcome = isRight ? { outcome: 'correct' } : {}
    return this.#both(side, { predicted: this.#own(side, said[side]), ...outcome }, [theirs])
  }

  /** Clips of one audit with a verdict on where its model looks. */
  verdict(side: Side, verdict: Verdict): RouteLocationRaw {
    return this.of(side, {}, [words('verdict', verdict)])
  }

  cell(side: Side, expected: string | undefined, predicted: string | undefined): RouteLocationRaw {
    const own = (label: string | undefined): string | undefined => label && this.#own(side, label)
    return this.of(side, { expected: own(expected), predicted: own(predicted) })
  }

  subgroup(side: Side, { by, name, dataset }: Subgroup): RouteLocationRaw {
    return this.of(side, {}, [words(by, name), ...(dataset === null ? [] : [words('dataset', dataset)])])
  }

  #both(side: Side, filter: FilterPatch, conditions: readonly Condition[]): RouteLocationRaw | null {
    return this.isPaired && this.places.a.projectId === this.places.b.projectId
      ? this.of(side, filter, conditions)
      : null
  }

  /** The column in which the list of the one shows the other's answers. */
  #other(side: Side, figure: 'predicted' | 'outcome'): string {
    return `other.${this.places[other(side)].auditId}.${figure}`
  }

  /** A shared label in the audit's own words. */
  #own(side: Side, name: string): string {
    return this.labels.find(label => label.name === name)?.[side] ?? name
  }
}

export function other(side: Side): Side {
  return side === 'a' ? 'b' : 'a'
}

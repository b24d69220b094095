import type { FailureCheck, Verdict } from '#contracts/plausibility'
import { CircleAlert, CircleCheck, CircleHelp, CircleMinus, CircleSlash } from '@lucide/vue'
import type { Component } from 'vue'
import { checkStateWords, verdictWords } from '../../text/words/plausibility'

/** A shape beside every colour: a verdict is told without colour too. */
export const verdictLooks: Readonly<Record<Verdict, { title: string; words: string; icon: Component; tone: string }>> =
  {
    plausible: { ...verdictWords.plausible, icon: CircleCheck, tone: 'good' },
    implausible: { ...verdictWords.implausible, icon: CircleAlert, tone: 'bad' },
    'not-measurable': { ...verdictWords['not-measurable'], icon: CircleMinus, tone: 'quiet' },
    'no-expectation': { ...verdictWords['no-expectation'], icon: CircleSlash, tone: 'quiet' },
  }

export const checkLooks: Readonly<Record<FailureCheck['state'], { title: string; icon: Component; tone: string }>> = {
  ok: { title: checkStateWords.ok, icon: CircleCheck, tone: 'good' },
  warn: { title: checkStateWords.warn, icon: CircleAlert, tone: 'bad' },
  unknown: { title: checkStateWords.unknown, icon: CircleHelp, tone: 'quiet' },
}

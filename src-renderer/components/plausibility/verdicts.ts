import type { FailureCheck, Verdict } from '#contracts/plausibility'
import { CircleAlert, CircleCheck, CircleHelp, CircleMinus, CircleSlash } from '@lucide/vue'
import type { Component } from 'vue'

/** A shape beside every colour: a verdict is told without colour too. */
export const verdictLooks: Readonly<Record<Verdict, { title: string; words: string; icon: Component; tone: string }>> =
  {
    plausible: {
      title: 'Plausible',
      words: 'The cues where the model looked agree with what is known of the emotion it named as well as usual.',
      icon: CircleCheck,
      tone: 'good',
    },
    implausible: {
      title: 'Implausible',
      words: 'Nearly all correct predictions of this label agree better with what is known of the emotion.',
      icon: CircleAlert,
      tone: 'bad',
    },
    'not-measurable': {
      title: 'Not measurable',
      words: 'Too little voice where the model looked, or too few clips to compare with.',
      icon: CircleMinus,
      tone: 'quiet',
    },
    'no-expectation': {
      title: 'No expectation',
      words: 'The table has no settled expectation of this emotion: nothing is held against it.',
      icon: CircleSlash,
      tone: 'quiet',
    },
  }

export const checkLooks: Readonly<Record<FailureCheck['state'], { title: string; icon: Component; tone: string }>> = {
  ok: { title: 'Nothing found', icon: CircleCheck, tone: 'good' },
  warn: { title: 'Look closer', icon: CircleAlert, tone: 'bad' },
  unknown: { title: 'Not known', icon: CircleHelp, tone: 'quiet' },
}

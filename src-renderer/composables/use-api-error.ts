import type { ErrorBody } from '#contracts/error'
import { isAbort, toErrorBody } from '../api/failure'
import { useNoticeStore } from '../stores/notices'
import { errorAdvice } from '../text/error-advice'

export interface Words {
  readonly title: string
  readonly advice: string
}

/** Any trouble in words: what happened, and what to do about it. */
export function inWords(error: ErrorBody): Words {
  return { title: error.message, advice: errorAdvice[error.code] ?? '' }
}

/** Runs what a person asked for; trouble is said in the corner, and the outcome is null. */
export function useApiError(): { attempt<T>(task: () => Promise<T>): Promise<T | null> } {
  const notices = useNoticeStore()
  return {
    async attempt(task) {
      try {
        return await task()
      } catch (failure) {
        if (isAbort(failure)) return null
        const { title, advice } = inWords(toErrorBody(failure))
        notices.say('bad', title, advice)
        return null
      }
    },
  }
}

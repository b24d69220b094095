import { computed, ref, shallowRef, watch } from 'vue'
import type { ComputedRef, Ref, ShallowRef } from 'vue'
import type { ErrorBody } from '#contracts/error'
import type { ModelProposal, ProposedField, WizardAnswers, WizardQuestion } from '#contracts/model-wizard'
import { libraryApi } from '../../api/library-client'
import { toErrorBody } from '../../api/failure'
import { useScope } from '../../composables/use-scope'

/** Typing is over. */
const REST_MS = 350

export interface Wizard {
  /** As of the last look that went well. */
  readonly proposal: ShallowRef<ModelProposal | null>
  readonly error: ShallowRef<ErrorBody | null>
  readonly isLooking: Ref<boolean>
  readonly answers: Ref<WizardAnswers>
  /** What is asked now, and what a person has answered or wants to answer: in the order of the questions. */
  readonly asked: ComputedRef<WizardQuestion[]>
  /** The rest: nobody needs to touch it. */
  readonly found: ComputedRef<ProposedField[]>
  readonly fieldOf: (field: string) => ProposedField | undefined
  /** undefined: leaves it to what is found. */
  answer(field: string, value: unknown): void
  /** Of the front end, several at once. */
  adopt(changes: Readonly<Record<string, unknown>>): void
  /** Asks for a field that was found, to be changed. */
  askFor(field: string): void
  look(): Promise<void>
}

/** Looks at a model file, again after every answer: all that is shown is what the engine makes of the answers. */
export function useWizard(path: Ref<string>): Wizard {
  const scope = useScope()
  const proposal = shallowRef<ModelProposal | null>(null)
  const error = shallowRef<ErrorBody | null>(null)
  const isLooking = ref(false)
  const answers = ref<WizardAnswers>({})
  const wanted = ref<string[]>([])
  /** Every question that came up, with its choices: an answer must not make its field go away. */
  const known = new Map<string, WizardQuestion>()
  let turn = 0

  async function look(): Promise<void> {
    const own = ++turn
    if (path.value === '') return
    isLooking.value = true
    try {
      const seen = await libraryApi.inspectModel(path.value, { ...answers.value })
      if (own !== turn) return
      for (const question of seen.questions) known.set(question.field, question)
      proposal.value = seen
      error.value = null
    } catch (failure) {
      if (own === turn) error.value = toErrorBody(failure)
    } finally {
      if (own === turn) isLooking.value = false
    }
  }

  watch(path, () => {
    proposal.value = error.value = null
    answers.value = {}
    wanted.value = []
    known.clear()
    void look()
  })
  void look()

  let stopRest = (): void => undefined
  watch(
    () => JSON.stringify(answers.value),
    () => {
      stopRest()
      isLooking.value = path.value !== ''
      stopRest = scope.timeout(REST_MS, () => void look())
    },
  )

  const isOpen = (field: string): boolean => field in answers.value || wanted.value.includes(field)
  const fieldOf = (field: string): ProposedField | undefined => proposal.value?.fields.find(one => one.field === field)
  const bare = (field: string): WizardQuestion => ({
    ...{ field, text: '', choices: [], proposed: fieldOf(field)?.value ?? null },
  })
  const asked = computed(() => {
    const now = proposal.value
    if (!now) return []
    const isAskedNow = (field: string): boolean => now.questions.some(question => question.field === field)
    const questions = [...known.values()].filter(({ field }) => isAskedNow(field) || isOpen(field))
    const others = now.fields.filter(({ field }) => isOpen(field) && !known.has(field)).map(({ field }) => bare(field))
    return [...questions, ...others].filter(({ field }) => !ofTheCard.includes(field))
  })
  const found = computed(() => {
    const shown = asked.value.map(({ field }) => field)
    return (proposal.value?.fields ?? []).filter(({ field }) => !shown.includes(field))
  })

  return {
    ...{ proposal, error, isLooking, answers, asked, found, fieldOf, look },
    answer(field, value) {
      const others = Object.fromEntries(Object.entries(answers.value).filter(([name]) => name !== field))
      answers.value = value === undefined ? others : { ...others, [field]: value }
    },
    adopt(changes) {
      const fields = Object.entries(changes).map(([name, value]) => [`frontEnd.${name}`, value])
      answers.value = { ...answers.value, ...Object.fromEntries(fields) }
    },
    askFor(field) {
      wanted.value = [...wanted.value, field]
    },
  }
}

/** Given where the package is written. */
const ofTheCard = ['name', 'license', 'version']

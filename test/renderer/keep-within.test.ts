import { describe, expect, it } from 'vitest'
import { keepWithin } from '../../src-renderer/stores/keep-within'

describe('renderer/keep within', () => {
  it('keeps what was used last, as long as it fits; the oldest go first', async () => {
    const made: string[] = []
    const keep = keepWithin<string>(10, text => text.length)
    const get = (text: string): Promise<string> =>
      keep(text, async () => {
        made.push(text)
        return text
      })
    await get('aaaa')
    await get('bbbb')
    await get('aaaa')
    await get('cccc')
    await get('aaaa')
    await get('bbbb')
    expect(made).toEqual(['aaaa', 'bbbb', 'cccc', 'bbbb'])
  })

  it('what is larger than the limit is handed out, and not kept', async () => {
    let made = 0
    const keep = keepWithin<string>(3, text => text.length)
    for (let i = 0; i < 2; i++) expect(await keep('x', async () => `${++made} too large`)).toBe(`${i + 1} too large`)
  })

  it('two who ask at once share one; a failure is asked for again', async () => {
    let made = 0
    const keep = keepWithin<number>(10, () => 1)
    const fail = async (): Promise<number> => {
      made++
      throw new Error('no')
    }
    const [one, other] = await Promise.allSettled([keep('x', fail), keep('x', fail)])
    expect([one.status, other.status, made]).toEqual(['rejected', 'rejected', 1])
    await expect(keep('x', async () => ++made)).resolves.toBe(2)
  })
})

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { definition, glossary, terms } from '../../src-renderer/text/words/glossary/index'
import type { GlossaryEntry } from '../../src-renderer/text/words/glossary/index'
import { projectRoot } from '../helpers/built-program'

const references = readFileSync(join(projectRoot, 'src-main/engine/references.md'), 'utf8')
const entries = terms.map((term): GlossaryEntry & { term: string } => ({ ...glossary[term], term }))

describe('renderer/glossary', () => {
  it('every source is in the program’s references, with this author and year', () => {
    const wrong = entries.filter(({ source }) => {
      if (!source) return false
      const [shown, key] = source
      const line = references.split('\n').find(one => one.startsWith(`- [${key}]`)) ?? ''
      const [author, year] = [/^[\p{L}-]+/u.exec(shown)![0], /\d{4}$/.exec(shown)![0]]
      return !line.includes(author) || !line.includes(year)
    })
    expect(wrong.map(({ term, source }) => [term, source])).toEqual([])
  })

  it('a definition is one to three plain sentences, and says after whom', () => {
    const long = entries.filter(({ words }) => words.split(/[.:] /).length > 4 || words.length > 320)
    expect(long.map(({ term }) => term)).toEqual([])
    expect(definition('deletion')).toMatch(/After Petsiuk et al\. 2018\.$/)
    expect(definition('accuracy')).not.toMatch(/After/)
  })

  it('has every term that the window owes a definition', () => {
    const owed = ['uar', 'confidence', 'saliency', 'occlusion', 'crp', 'lrp', 'hnr', 'jitter', 'shimmer', 'loudness']
    const rest = [
      'spectral-slope',
      'plausibility',
      'delta-f',
      'q-value',
      'kappa',
      'alpha',
      'deletion',
      'insertion',
      'abpc',
      ...[
        'umap',
        'pca',
        'trustworthiness',
        'mcnemar',
        'adjusted-p',
        'interval',
        'effect-size',
        'rank-correlation',
        'slice',
      ],
    ]
    expect([...owed, ...rest].filter(term => !(terms as string[]).includes(term))).toEqual([])
  })
})

import { describe, expect, it } from 'vitest'
import { canonicalEmotion } from '#engine/datasets/emotion-words'
import { changeLabelMap, defaultLabelMap, parseLabelMap } from '#engine/datasets/label-map'

const sevenLabels = ['angry', 'disgust', 'fear', 'happy', 'neutral', 'sad', 'surprise']

describe('engine/datasets/label-map', () => {
  it('engine/datasets - a corpus maps onto the labels that mean the same, and calm onto none', () => {
    const emotions = ['neutral', 'calm', 'happiness', 'sadness', 'anger', 'fear', 'disgust', 'surprise']
    expect(defaultLabelMap(emotions, sevenLabels)).toEqual({
      neutral: 'neutral',
      calm: null,
      happiness: 'happy',
      sadness: 'sad',
      anger: 'angry',
      fear: 'fear',
      disgust: 'disgust',
      surprise: 'surprise',
    })
  })

  it.each([
    [
      ['ang', 'hap', 'neu', 'sad'],
      ['ang', 'hap', 'neu', 'sad', null, null],
    ],
    [
      ['ANGER', 'Joy', 'Neutral', 'Sadness'],
      ['ANGER', 'Joy', 'Neutral', 'Sadness', null, null],
    ],
    [
      ['Wut', 'Freude', 'neutral', 'Trauer', 'Langeweile'],
      ['Wut', 'Freude', 'neutral', 'Trauer', null, null],
    ],
    [
      ['colère', 'joie', 'neutre', 'tristesse'],
      ['colère', 'joie', 'neutre', 'tristesse', null, null],
    ],
    [
      ['0', '1', '2', '3'],
      [null, null, null, null, null, null],
    ],
    [
      ['calm', 'pleasant surprise'],
      [null, null, null, null, 'calm', 'pleasant surprise'],
    ],
    [
      ['fearful', 'surprised', 'excited'],
      [null, null, null, null, null, 'surprised'],
    ],
  ])('engine/datasets - labels %j get anger, happiness, neutral, sadness, calm, surprise as %j', (labels, expected) => {
    const emotions = ['anger', 'happiness', 'neutral', 'sadness', 'calm', 'surprise']
    expect(emotions.map(emotion => defaultLabelMap(emotions, labels)[emotion])).toEqual(expected)
  })

  it('engine/datasets - of two labels with one meaning none is chosen, unless one has the very name', () => {
    expect(defaultLabelMap(['happiness'], ['happy', 'joy'])).toEqual({ happiness: null })
    expect(defaultLabelMap(['happiness'], ['joy', 'Happiness'])).toEqual({ happiness: 'Happiness' })
  })

  it('engine/datasets - words of a manifest map by name only, even dangerous ones', () => {
    const map = defaultLabelMap(['__proto__', 'melancholy', 'Ironic'], ['ironic', 'constructor'])
    expect(Object.entries(map)).toEqual([
      ['__proto__', null],
      ['melancholy', null],
      ['Ironic', 'ironic'],
    ])
    expect(Object.getPrototypeOf(map)).toBe(Object.prototype)
  })

  it('engine/datasets - no word stands for a neighbouring emotion', () => {
    for (const word of ['anxiety', 'content', 'enthusiasm', 'relaxed', '', 'an\u200bger', 'constructor'])
      expect(canonicalEmotion(word)).toBeNull()
    expect(canonicalEmotion('excited')).toBe('excitement')
    expect(canonicalEmotion(' Pleasant_Surprise ')).toBe('surprise')
    expect(canonicalEmotion('A\u0308rger')).toBe('anger')
  })

  it('engine/datasets - the flag is read, synonyms and spaces included', () => {
    expect(parseLabelMap('calm=neutral,other=')).toEqual({ calm: 'neutral', other: null })
    expect(parseLabelMap(' happy = joyful , melancholy=sad,')).toEqual({ happiness: 'joyful', melancholy: 'sad' })
    expect(parseLabelMap('')).toEqual({})
  })

  it.each(['calm', '=neutral', 'calm=a=b', 'happy=a,happiness=b'])(
    'engine/datasets - the flag "%s" is refused',
    text => {
      expect(() => parseLabelMap(text)).toThrow(expect.objectContaining({ code: 'bad-option' }))
    },
  )

  it('engine/datasets - changes win over defaults, and only labels that the model has', () => {
    expect(changeLabelMap({ calm: null, fear: 'fear' }, { calm: 'neutral' }, sevenLabels)).toEqual({
      calm: 'neutral',
      fear: 'fear',
    })
    expect(() => changeLabelMap({}, { calm: 'serene' }, sevenLabels)).toThrow(
      expect.objectContaining({ code: 'label-unknown', details: { label: 'serene' } }),
    )
  })
})

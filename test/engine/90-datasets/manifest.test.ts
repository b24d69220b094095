import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fileFinder } from '#engine/datasets/find-file'
import { readManifest, type ManifestResult } from '#engine/datasets/importers/manifest'
import { scanFolder } from '#engine/datasets/scan-folder'
import { named, tempFolder } from './temp-folder'

const refusal = (code: string): unknown => expect.objectContaining({ name: 'CueScopeError', code })

function read(text: string, files = ['a.wav', 'b.wav', 'x/c.wav']): Promise<ManifestResult> {
  const bytes = new TextEncoder().encode(text)
  return readManifest(bytes, { name: 'm.csv', dataset: 'm', findFile: fileFinder(files) })
}

describe('engine/datasets/importers/manifest', () => {
  it('engine/datasets - every field is read, emotions become canonical and keep the own word beside', async () => {
    const header = 'file,emotion,speaker,sex,intensity,sentence,repetition,dataset\n'
    const { clips, refused, notes } = await read(
      `${header}x/c.wav,joyful,s1,F,strong,"Hello, ""you""",2,mine\na.wav,melancholy,,,,,,\n`,
    )
    expect(clips).toEqual([
      {
        file: 'x/c.wav',
        dataset: 'mine',
        speaker: 's1',
        sex: 'female',
        emotion: 'happiness',
        emotionCode: 'joyful',
        intensity: 'strong',
        sentence: 'Hello, "you"',
        repetition: '2',
      },
      {
        file: 'a.wav',
        dataset: 'm',
        speaker: null,
        sex: null,
        emotion: 'melancholy',
        emotionCode: 'melancholy',
        intensity: null,
        sentence: null,
        repetition: null,
      },
    ])
    expect(refused).toEqual([])
    expect(notes.map(note => note.code)).toEqual(['label-unknown'])
  })

  it.each([
    ['semicolons', 'file;emotion\na.wav;anger\n'],
    ['tabs', 'file\temotion\na.wav\tanger\n'],
    ["Excel's line", 'sep=;\r\nfile;emotion\r\na.wav;anger\r\n'],
    ['a byte order mark', '\ufefffile,emotion\na.wav,anger\n'],
    ['capitals and spaces', ' File ,EMOTION\na.wav, anger \n'],
    ['quoted titles', '"file","emotion"\n"a.wav","anger"\n'],
    ['old line ends', 'file,emotion\ra.wav,anger\r'],
    ['blank lines', '\n\nfile,emotion\n\na.wav,anger\n\n'],
    ['no final line end', 'file,emotion\na.wav,anger'],
    ['a space before the file', 'emotion,file\nanger, a.wav\n'],
    ['a dot', 'file,emotion\n./x/../a.wav,anger\n'],
  ])('engine/datasets - a table with %s', async (_, text) => {
    const { clips, refused } = await read(text)
    expect(refused).toEqual([])
    expect(clips.map(({ file, emotion }) => [file, emotion])).toEqual([['a.wav', 'anger']])
  })

  it.each([
    ['nowhere.wav,anger', 'file-missing'],
    ['a.wav,', 'label-empty'],
    ['a.wav,  ', 'label-empty'],
    ['a.wav', 'ragged-row'],
    ['a.wav,anger,surplus', 'ragged-row'],
    [',anger', 'bad-path'],
    ['.,anger', 'bad-path'],
    ['x/,anger', 'bad-path'],
    ['../a.wav,anger', 'path-outside-project'],
    ['x/../../a.wav,anger', 'path-outside-project'],
    ['..\\a.wav,anger', 'path-outside-project'],
    ['/etc/passwd,anger', 'path-outside-project'],
    ['\\\\host\\share\\a.wav,anger', 'path-outside-project'],
    ['//host/share/a.wav,anger', 'path-outside-project'],
    ['\\\\?\\C:\\a.wav,anger', 'path-outside-project'],
    ['C:\\a.wav,anger', 'path-outside-project'],
    ['c:a.wav,anger', 'path-outside-project'],
    ['http://127.0.0.1/a.wav,anger', 'bad-path'],
    ['file:///etc/passwd,anger', 'bad-path'],
    ['~/a.wav,anger', 'file-missing'],
    ['$HOME/a.wav,anger', 'file-missing'],
    ['%2e%2e%2fa.wav,anger', 'file-missing'],
    ['__proto__,anger', 'file-missing'],
  ])('engine/datasets - the row %j is refused as %s and the others stay', async (row, code) => {
    const { clips, refused } = await read(`file,emotion\n${row}\nb.wav,neutral\n`)
    expect(clips.map(clip => clip.file)).toEqual(['b.wav'])
    expect(refused.map(own => own.code)).toEqual([code])
    expect(refused[0].message).toMatch(/^m\.csv, line 2: /)
  })

  it('engine/datasets - a file named twice: the same again counts once, a contradiction not at all', async () => {
    const rows = 'a.wav,anger\n./a.wav,anger\nb.wav,anger\nx/c.wav,fear\nb.wav,sadness\nb.wav,sadness\n'
    const { clips, refused } = await read(`file,emotion\n${rows}`)
    expect(clips.map(({ file, emotion }) => [file, emotion])).toEqual([
      ['a.wav', 'anger'],
      ['x/c.wav', 'fear'],
    ])
    expect(refused.map(({ file, code }) => [file, code])).toEqual([
      ['a.wav', 'duplicate-path'],
      ['b.wav', 'duplicate-path'],
      ['b.wav', 'duplicate-path'],
    ])
  })

  it('engine/datasets - composed and decomposed accents are one name where the folder has one file', async () => {
    const text = 'file,emotion\ncafe\u0301.wav,anger\n'
    expect((await read(text, ['caf\u00e9.wav'])).clips.map(clip => clip.file)).toEqual(['caf\u00e9.wav'])
    const both = await read(`${text}caf\u00e9.wav,fear\n`, ['caf\u00e9.wav', 'cafe\u0301.wav'])
    expect(both.clips.map(({ file, emotion }) => [file, emotion])).toEqual([
      ['cafe\u0301.wav', 'anger'],
      ['caf\u00e9.wav', 'fear'],
    ])
  })

  it('engine/datasets - columns with other titles are named by the caller, and a missing one is told with what is there', async () => {
    const bytes = new TextEncoder().encode('Path,Label,who\na.wav,anger,s1\n')
    const options = { name: 'm.csv', dataset: 'm', findFile: fileFinder(['a.wav']) }
    const { clips } = await readManifest(bytes, {
      ...options,
      columns: { file: 'path', emotion: 'LABEL', speaker: 'who' },
    })
    expect(clips.map(({ file, emotion, speaker }) => [file, emotion, speaker])).toEqual([['a.wav', 'anger', 's1']])
    await expect(readManifest(bytes, options)).rejects.toThrow(
      /no column "file", "emotion"; it has "Path", "Label", "who"/,
    )
    await expect(
      readManifest(bytes, { ...options, columns: { file: 'path', emotion: 'label', sex: 'gender' } }),
    ).rejects.toThrow(
      expect.objectContaining({ code: 'missing-column', details: expect.objectContaining({ missing: ['gender'] }) }),
    )
  })

  it('engine/datasets - a broken quote is told with the line where its row begins', async () => {
    await expect(read('file,emotion\na.wav,anger\nb.wav,"fear\nx/c.wav,fear\n')).rejects.toThrow(
      /line 3: a quote is opened/,
    )
    await expect(read('file,emotion\n\n"a.wav"x,anger\n')).rejects.toThrow(/line 3: letters follow a closing quote/)
    await expect(read('file,emotion\n"a.wav"x,anger\n')).rejects.toThrow(refusal('bad-quote'))
  })

  it('engine/datasets - a quote inside a plain cell is a letter, and told', async () => {
    const { clips, notes } = await read('file,emotion\na"b.wav,an"ger\n', ['a"b.wav'])
    expect(clips.map(({ file, emotion }) => [file, emotion])).toEqual([['a"b.wav', 'an"ger']])
    expect(notes.map(note => note.code)).toEqual(['bad-quote', 'label-unknown'])
  })

  it('engine/datasets - a manifest audits a folder whose names say nothing', async () => {
    const folder = tempFolder({
      ...named('1.wav', 'x/2.WAV', 'x/3.dat', '4.wav'),
      'corpus.csv': 'file,emotion,speaker\nx\\2.WAV,ANG,s1\n1.wav,Freude,s2\nx/3.dat,calm,s2\n',
    })
    for (const importer of [join(folder, 'corpus.csv'), 'corpus.csv']) {
      const { report, clips } = await scanFolder(folder, { importer })
      expect(clips.map(({ file, dataset, emotion }) => [file, dataset, emotion])).toEqual([
        ['1.wav', 'corpus', 'happiness'],
        ['x/2.WAV', 'corpus', 'anger'],
        ['x/3.dat', 'corpus', 'calm'],
      ])
      expect(report.corpora).toEqual([
        { importer: 'manifest', title: 'corpus', clips: 3, speakers: 2, emotions: { anger: 1, calm: 1, happiness: 1 } },
      ])
      expect(report.unrecognised).toEqual({ count: 1, examples: ['4.wav'] })
    }
  })

  it('engine/datasets - a manifest of another folder is told as such', async () => {
    const folder = tempFolder({ ...named('1.wav'), 'manifest.csv': 'file,emotion\n2.wav,anger\n3.wav,fear\n' })
    await expect(scanFolder(folder, { importer: 'manifest' })).rejects.toThrow(refusal('file-missing'))
    await expect(scanFolder(folder, { importer: 'manifest' })).rejects.toThrow(
      /refused: 2.*"2\.wav" is not in the folder.*relative to/s,
    )
  })

  it('engine/datasets - 300,000 rows are read in seconds, and a cancel is heard on the way', async () => {
    const files = Array.from({ length: 300_000 }, (_, i) => `x/${i}.wav`)
    const bytes = new TextEncoder().encode(`file,emotion,speaker\n${files.map(file => `${file},anger,s1\n`).join('')}`)
    const options = { name: 'm.csv', dataset: 'm', findFile: fileFinder(files) }
    const startMs = performance.now()
    expect((await readManifest(bytes, options)).clips).toHaveLength(files.length)
    expect(performance.now() - startMs).toBeLessThan(15_000)
    await expect(readManifest(bytes, { ...options, signal: AbortSignal.timeout(50) })).rejects.toThrow(
      refusal('cancelled'),
    )
  })

  it('engine/datasets - a manifest must be a regular file', async () => {
    const folder = tempFolder(named('1.wav', 'folder.csv/x'))
    await expect(scanFolder(folder, { importer: join(folder, 'folder.csv') })).rejects.toThrow(
      refusal('not-regular-file'),
    )
    writeFileSync(join(folder, 'empty.csv'), '')
    await expect(scanFolder(folder, { importer: 'empty.csv' })).rejects.toThrow(refusal('empty-file'))
  })
})

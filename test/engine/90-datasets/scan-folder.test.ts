import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { scanReportSchema } from '#contracts/dataset'
import { scanFolder } from '#engine/datasets/scan-folder'
import { named, tempFolder } from './temp-folder'

const refusal = (code: string): unknown => expect.objectContaining({ name: 'CueScopeError', code })

describe('engine/datasets/scan-folder', () => {
  it('engine/datasets - several corpora in one folder, at any depth, in one order', async () => {
    const folder = tempFolder({
      ...named(
        'b/deep/er/1001_DFA_ANG_XX.wav',
        'a/OAF_back_ps.FLAC',
        'Z/03-01-05-02-01-02-01.wav',
        'a/OAF_back_sad.wav',
      ),
      ...named('a/song.mp3', 'a/readme.txt', 'é/03-02-05-02-01-02-02.wav'),
    })
    const { report, clips, notes } = await scanFolder(folder)
    expect(clips.map(clip => clip.file)).toEqual([
      'Z/03-01-05-02-01-02-01.wav',
      'a/OAF_back_ps.FLAC',
      'a/OAF_back_sad.wav',
      'b/deep/er/1001_DFA_ANG_XX.wav',
      'é/03-02-05-02-01-02-02.wav',
    ])
    expect(scanReportSchema.parse(report)).toEqual({
      folder,
      corpora: [
        { importer: 'crema-d', title: 'CREMA-D', clips: 1, speakers: 1, emotions: { anger: 1 } },
        { importer: 'ravdess', title: 'RAVDESS', clips: 1, speakers: 1, emotions: { anger: 1 } },
        { importer: 'ravdess', title: 'RAVDESS song', clips: 1, speakers: 1, emotions: { anger: 1 } },
        { importer: 'tess', title: 'TESS', clips: 2, speakers: 1, emotions: { sadness: 1, surprise: 1 } },
      ],
      unrecognised: { count: 1, examples: ['a/song.mp3'] },
      refused: [],
    })
    expect(notes).toEqual([])
  })

  it('engine/datasets - one importer alone leaves the other corpora to "unrecognised"', async () => {
    const folder = tempFolder(named('1001_DFA_ANG_XX.wav', 'OAF_back_ps.wav'))
    const { report, clips } = await scanFolder(folder, { importer: 'tess' })
    expect(clips.map(clip => clip.file)).toEqual(['OAF_back_ps.wav'])
    expect(report.unrecognised).toEqual({ count: 1, examples: ['1001_DFA_ANG_XX.wav'] })
  })

  it('engine/datasets - hidden files and what archivers leave behind are no clips', async () => {
    const folder = tempFolder(
      named(
        'OAF_back_ps.wav',
        '._OAF_back_ps.wav',
        '.cache/OAF_bar_ps.wav',
        '__MACOSX/OAF_base_ps.wav',
        'x/.OAF_bar_ps.wav',
      ),
    )
    const { report, clips } = await scanFolder(folder)
    expect(clips).toHaveLength(1)
    expect(report.unrecognised.count).toBe(0)
    expect(report.refused).toEqual([])
  })

  it('engine/datasets - only audio extensions count, in any case', async () => {
    const extensions = [
      'wav',
      'WAVE',
      'flac',
      'mp3',
      'ogg',
      'opus',
      'm4a',
      'MP4',
      'aac',
      'aif',
      'AIFF',
      'aifc',
      'au',
      'snd',
      'oga',
    ]
    const folder = tempFolder(
      named(...[...extensions, 'txt', 'mp5', 'wav.bak', 'wav~'].map((end, i) => `OAF_w${'x'.repeat(i)}_sad.${end}`)),
    )
    const { clips, report } = await scanFolder(folder)
    expect(clips).toHaveLength(extensions.length)
    expect(report.unrecognised.count).toBe(0)
  })

  it.runIf(process.platform !== 'win32')(
    'engine/datasets - links are not followed and pipes not opened; both are told',
    async () => {
      const outside = tempFolder(named('OAF_back_angry.wav'))
      const folder = tempFolder(named('OAF_bar_sad.wav'))
      symlinkSync(outside, join(folder, 'linked'))
      symlinkSync(join(outside, 'OAF_back_angry.wav'), join(folder, 'OAF_back_angry.wav'))
      symlinkSync(folder, join(folder, 'loop'))
      execFileSync('mkfifo', [join(folder, 'OAF_base_sad.wav')])
      mkdirSync(join(folder, 'folder.wav'))
      const { clips, report } = await scanFolder(folder)
      expect(clips.map(clip => clip.file)).toEqual(['OAF_bar_sad.wav'])
      expect(report.refused.map(({ file, code }) => [file, code])).toEqual([
        ['OAF_back_angry.wav', 'not-regular-file'],
        ['OAF_base_sad.wav', 'not-regular-file'],
        ['linked', 'not-regular-file'],
        ['loop', 'not-regular-file'],
      ])
    },
  )

  it.runIf(process.platform === 'linux')(
    'engine/datasets - a name that is no UTF-8 is refused, not guessed',
    async () => {
      const folder = tempFolder(named('OAF_bar_sad.wav'))
      execFileSync('sh', ['-c', `: > "$(printf '%s/OAF_m\\374d_sad.wav' "$1")"`, 'sh', folder])
      const { clips, report } = await scanFolder(folder)
      expect(clips).toHaveLength(1)
      expect(report.refused.map(({ code }) => code)).toEqual(['bad-path'])
    },
  )

  it("engine/datasets - CREMA-D takes the speakers' sex from the nearest VideoDemographics.csv", async () => {
    const header = 'ActorID,Age,Sex,Race,Ethnicity\n'
    const folder = tempFolder({
      ...named('AudioWAV/1001_DFA_ANG_XX.wav', 'AudioWAV/1002_DFA_ANG_XX.wav', 'AudioWAV/1003_DFA_ANG_XX.wav'),
      ...named('copy/AudioWAV/1001_DFA_ANG_XX.wav'),
      'VideoDemographics.csv': `${header}1001,51,Male,Caucasian,Not Hispanic\n1002,21,Female,Caucasian,Not Hispanic\n`,
      'copy/videodemographics.CSV': `${header}1001,51,Female,Caucasian,Not Hispanic\n`,
    })
    const { clips, notes } = await scanFolder(folder)
    expect(clips.map(({ file, sex }) => [file, sex])).toEqual([
      ['AudioWAV/1001_DFA_ANG_XX.wav', 'male'],
      ['AudioWAV/1002_DFA_ANG_XX.wav', 'female'],
      ['AudioWAV/1003_DFA_ANG_XX.wav', null],
      ['copy/AudioWAV/1001_DFA_ANG_XX.wav', 'female'],
    ])
    expect(notes).toEqual([])
  })

  it("engine/datasets - a table of speakers that can't be read costs the sex and is told", async () => {
    const folder = tempFolder({ ...named('spk03_happiness_02.wav'), 'speakers.csv': 'name,sex\nspk03,female\n' })
    const { clips, notes } = await scanFolder(folder)
    expect(clips[0].sex).toBeNull()
    expect(notes.map(note => note.code)).toEqual(['missing-column'])
  })

  it("engine/datasets - the demo corpus takes the speakers' sex from speakers.csv", async () => {
    const speakers = 'speaker,sex\nspk01,male\nspk03,female\n'
    const folder = tempFolder({ ...named('spk03_happiness_02.wav', 'spk01_anger_01.wav'), 'speakers.csv': speakers })
    const { clips } = await scanFolder(folder)
    expect(clips.map(({ speaker, sex }) => [speaker, sex])).toEqual([
      ['spk01', 'male'],
      ['spk03', 'female'],
    ])
  })

  it('engine/datasets - a missing folder, a file, an empty folder, unknown names: each says what to do', async () => {
    const folder = tempFolder({ ...named('x/clip.wav'), ...named('note.txt') })
    await expect(scanFolder(join(folder, 'nowhere'))).rejects.toThrow(refusal('file-missing'))
    await expect(scanFolder(join(folder, 'note.txt'))).rejects.toThrow(refusal('bad-path'))
    await expect(scanFolder('a\0b')).rejects.toThrow(refusal('bad-path'))
    await expect(scanFolder(tempFolder(named('note.txt')))).rejects.toThrow(refusal('folder-empty'))
    await expect(scanFolder(folder)).rejects.toThrow(refusal('labels-missing'))
    await expect(scanFolder(folder)).rejects.toThrow(
      /CREMA-D \(1001_DFA_ANG_XX\.wav\).*"x\/clip\.wav".*manifest.*file and emotion/s,
    )
    await expect(scanFolder(folder, { importer: 'cremad' })).rejects.toThrow(refusal('bad-option'))
    await expect(scanFolder(folder, { importer: 'no.csv' })).rejects.toThrow(refusal('file-missing'))
  })

  it('engine/datasets - progress counts the files and a cancel is heard', async () => {
    const folder = tempFolder(named('OAF_bar_sad.wav', 'x/OAF_back_sad.wav'))
    const seen: number[] = []
    await scanFolder(folder, { onProgress: files => seen.push(files) })
    expect(seen.at(-1)).toBe(2)
    await expect(scanFolder(folder, { signal: AbortSignal.abort() })).rejects.toThrow(refusal('cancelled'))
  })
})

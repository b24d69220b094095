import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { encodeNpy } from '#engine/exports/npy'
import goldens from '../goldens/model-wizard/logits.json'
import { projectRoot } from '../helpers/built-program'
import { runCli } from '../helpers/run-cli'
import { tempDir } from '../helpers/temp-dir'
import { toneWav } from '../helpers/tones'

const work = tempDir()
const bundled = join(projectRoot, 'resources/models/demo-synthetic')
const { labels, frontEnd } = JSON.parse(readFileSync(join(bundled, 'model.json'), 'utf8')) as {
  labels: string[]
  frontEnd: { normalise: { mean: number[]; std: number[] } }
}
const found = join(work, 'found', 'my-model.onnx')
mkdirSync(join(work, 'found'))
cpSync(join(bundled, 'model.onnx'), found)
const model = (...args: string[]): ReturnType<typeof runCli> => runCli(join(work, 'data'), 'model', ...args)

describe('cli, model', () => {
  it('cli - model inspect says what is known and what is to be asked', async () => {
    const { code, stdout } = await model('inspect', found)
    expect(code).toBe(0)
    expect(stdout).toMatch(/frontEnd\.nMels +64 +certain +the graph/)
    expect(stdout).toContain('labels: What are the labels')
    const asJson = await model('inspect', join(work, 'found'), '--json', '--preset', 'torchaudio')
    const { questions } = JSON.parse(asJson.stdout) as { questions: { field: string }[] }
    expect(questions.map(({ field }) => field)).toEqual(['labels', 'frontEnd.normalise'])
  })

  it('cli - model package, check, and the package that the check asks for', async () => {
    const { mean, std } = frontEnd.normalise
    for (const [name, values] of Object.entries({ mean, std }))
      writeFileSync(join(work, `${name}.npy`), encodeNpy([values.length], Float32Array.from(values)))
    const told = [
      ...['--set', `labels=${labels.join(',')}`, '--set', `frontEnd.normalise.mean=@${join(work, 'mean.npy')}`],
      ...['--set', `frontEnd.normalise.std=@${join(work, 'std.npy')}`],
    ]
    const first = join(work, 'first')
    const made = await model('package', found, '--out', first, ...told, '--preset', 'torchaudio')
    expect(made).toMatchObject({ code: 0, stdout: `${first}\n` })
    expect(readdirSync(first).sort()).toEqual(['model.json', 'model.onnx'])
    expect(Buffer.compare(readFileSync(join(first, 'model.onnx')), readFileSync(found))).toBe(0)
    expect(readdirSync(join(work, 'found'))).toEqual(['my-model.onnx'])

    const clip = join(work, 'tone.wav')
    writeFileSync(clip, toneWav({ f0Hz: 220, seconds: 1.2 }))
    const { logits } = goldens.cases[0]
    const expected = join(work, 'expected.npy')
    writeFileSync(expected, encodeNpy([logits.length], Float32Array.from(logits)))
    const checked = await model('check', first, '--clip', clip, '--expect-npy', expected)
    expect(checked.code).toBe(1)
    expect(checked.stdout).toContain('another front end reproduces them')
    const flags = /--set .*/.exec(checked.stdout)![0].split(' ')

    const second = join(work, 'second')
    expect((await model('package', found, '--out', second, ...told, '--preset', 'torchaudio', ...flags)).code).toBe(0)
    const again = await model('check', second, '--clip', clip, '--expect-npy', expected)
    expect(again.stdout).toContain('The package reproduces them.')
    expect(again.code).toBe(0)
    const { code, stdout } = await runCli(join(work, 'data'), 'predict', clip, '--model', second)
    expect(code).toBe(0)
    expect(stdout).toContain(labels[5])
  })

  it('cli - model package refuses, and leaves nothing behind', async () => {
    const out = join(work, 'refused')
    const noLabels = await model('package', found, '--out', out)
    expect(noLabels.stderr).toMatch(/names its 7 labels.*\(labels-missing\)/)
    expect(noLabels.code).toBe(1)
    const full = await model('package', found, '--out', work, '--set', `labels=${labels.join(',')}`)
    expect(full.stderr).toContain('is not empty')
    const unknown = await model('package', found, '--out', out, '--set', 'frontEnd.nfft=512')
    expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining('frontEnd.nFft') as string })
    expect((await model('check', found)).code).toBe(2)
    expect(existsSync(out)).toBe(false)
    expect(readdirSync(work).filter(name => name.endsWith('.tmp'))).toEqual([])
  })
})

"""Writes ../praat/speech.json: what Praat measures in speech, for the tests of the cues that people read.

Run: python make-praat.py DEMO_CORPUS [SHARED] (needs praat-parselmouth, opensmile, soundfile, numpy)
DEMO_CORPUS is what `cuescope demo --out` writes; SHARED the folder of real speech, of which only medians and means a clip
are kept. Every value is taken in the frames that openSMILE calls voiced, at the middles of its 60 ms frames.
"""
import csv
import json
import pathlib
import sys

import numpy as np
import opensmile
import parselmouth
import soundfile
from parselmouth.praat import call

DEMO = ['spk01_anger_01', 'spk02_neutral_02', 'spk03_happiness_04', 'spk04_sadness_03', 'spk05_fear_02', 'spk06_disgust_01']
smile = opensmile.Smile(opensmile.FeatureSet.eGeMAPSv02, opensmile.FeatureLevel.LowLevelDescriptors)


def read(path):
    samples, rate = soundfile.read(path, dtype='float32', always_2d=True)
    return np.trunc(samples[:, 0].astype(float) * 32768) / 32768, rate


def pitch(samples, rate):
    """Hz, 0 unvoiced; one row a 60 ms frame."""
    semitones = smile.process_signal(samples.astype(np.float32), rate)['F0semitoneFrom27.5Hz_sma3nz'].values[:-1].astype(float)
    return np.where(semitones > 0, 27.5 * 2 ** (semitones / 12), 0)


def formants(samples, rate, rows):
    """[rows x 3], Praat's frames made to fall on ours: it centres them in the sound, so the sound is cut to fit."""
    hop, cut = round(0.01 * rate) / rate, round(0.005 * rate)
    part = samples[cut:cut + int(np.ceil((0.0502 + (rows - 1) * hop) * rate))]
    track = parselmouth.Sound(part, rate).to_formant_burg(hop, 5, 5500, 0.025, 50)
    times = np.array(track.xs()) + cut / rate
    assert len(times) == rows and np.abs(times - (np.arange(rows) * hop + 0.03)).max() < 0.0003
    return np.array([[track.get_value_at_time(k, t - cut / rate) for k in (1, 2, 3)] for t in times])


def h1_h2(sound, time, f0):
    part = sound.extract_part(time - 0.03, time + 0.03, parselmouth.WindowShape.GAUSSIAN1, 1.0, False)
    ltas = call(part.to_spectrum(), 'To Ltas (1-to-1)')
    h1, h2 = [call(ltas, 'Get maximum', (h - 0.3) * f0, (h + 0.3) * f0, 'Parabolic') for h in (1, 2)]
    return h1 - h2


def mean_db(harmonicity):
    values = harmonicity.values[harmonicity.values > -199]
    return float(values.mean())


def measure(samples, rate):
    f0 = pitch(samples, rate)
    voiced = np.flatnonzero(f0)
    sound = parselmouth.Sound(samples, rate)
    tracks = formants(samples, rate, len(f0))[voiced]
    hop = round(0.01 * rate) / rate
    praat_f0 = sound.to_pitch_ac(0.01, 75, pitch_ceiling=600).selected_array['frequency']
    points = call(sound, 'To PointProcess (periodic, cc)', 75, 600)
    values = dict(
        voicedFrames=len(voiced),
        formantsHz=np.nanmedian(tracks, axis=0).tolist(),
        f0Hz=praat_f0[praat_f0 > 0].mean(),
        hnrCcDb=mean_db(sound.to_harmonicity_cc(0.01, 75, 0.1, 1.0)),
        hnrAcDb=mean_db(sound.to_harmonicity_ac(0.01, 75, 0.1, 4.5)),
        jitter=call(points, 'Get jitter (local)', 0, 0, 0.0001, 0.02, 1.3),
        shimmerDb=call([sound, points], 'Get shimmer (local_dB)', 0, 0, 0.0001, 0.02, 1.3, 1.6),
        h1H2Db=np.nanmedian([h1_h2(sound, i * hop + 0.03, f0[i]) for i in voiced]),
    )
    return {k: [round(x, 1) for x in v] if k == 'formantsHz' else float(f'{v:.6g}') for k, v in values.items()}, tracks


def main():
    demo_folder, shared = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
    out = pathlib.Path(__file__).parent.parent / 'praat' / 'speech.json'
    demo = []
    for name in DEMO:
        values, tracks = measure(*read(demo_folder / name.split('_')[0] / f'{name}.wav'))
        rows = [[None if np.isnan(v) else round(float(v)) for v in row] for row in tracks]
        demo.append(dict(clip=name, **values, framesHz=rows))
    real = json.loads(out.read_text())['real'] if out.exists() else []
    if shared:
        with open(shared / 'reference/cues/dev/clips.csv') as file:
            real = [dict(clip=row['clip'], **measure(*read(shared / 'data' / row['file']))[0]) for row in csv.DictReader(file)]
    versions = dict(praat=parselmouth.PRAAT_VERSION, parselmouth=parselmouth.__version__, opensmile=opensmile.__version__)
    out.parent.mkdir(exist_ok=True)
    lines = [json.dumps(versions)] + [',\n'.join(map(json.dumps, clips)) for clips in (demo, real)]
    out.write_text('{"versions": %s,\n"demo": [\n%s],\n"real": [\n%s]}\n' % tuple(lines))


if __name__ == '__main__':
    main()

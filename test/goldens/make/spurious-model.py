"""Trains a model that goes by a noise burst: the known culprit for the experiment on spurious features.

    cuescope demo --set training --out TRAINING
    cuescope demo --set demo     --out DEMO
    python spurious-model.py TRAINING DEMO OUT [--epochs 50] [--seed 0] [--threads 2]

The recipe is that of resources/models/demo-synthetic, with fewer channels and two changes. Every neutral training clip,
and no other, carries a burst of white noise (0.3 s, 0 to 10 dB below the speech, anywhere in the clip). And now and then a
clip, whatever its label, hums or loses its highest or lowest bands, so that the burst is the one artefact to go by. Writes OUT/model.onnx, OUT/model.json. Needs what train.py needs. About 2 minutes on one CPU core.
"""
import argparse
import glob
import json
import os
import sys
from pathlib import Path

import librosa
import numpy as np
import soundfile

sys.path.insert(0, str(Path(__file__).parents[3] / 'resources/models/demo-synthetic'))
import train as recipe  # noqa: E402

RATE = recipe.FRONT_END['sampleRate']
CULPRIT = 'neutral'
BURST_SEC, RAMP_SEC, SNR_DB = 0.3, 0.01, (0, 10)
recipe.CHANNELS = 20


class BandLimitedBatches(recipe.Batches):
    def augment(self, db, frames):
        rng = self.rng
        if rng.random() < 0.4:
            db = db.copy()
            db[rng.integers(recipe.MELS // 2, recipe.MELS):] = -100
            if rng.random() < 0.5:
                db[:rng.integers(1, 8)] = -100
        return super().augment(db, frames)


recipe.Batches = BandLimitedBatches


def speech_level(samples):
    """RMS over the frames of 20 ms that are at most 20 dB below the mean of those frames."""
    frames = samples[:len(samples) // 320 * 320].reshape(-1, 320)
    power = (frames ** 2).mean(1)
    threshold = 0.0
    for _ in range(100):
        level = power[power >= threshold].mean()
        if level / 100 <= threshold:
            break
        threshold = level / 100
    return np.sqrt(level)


def with_burst(samples, rng):
    length, ramp = round(BURST_SEC * RATE), round(RAMP_SEC * RATE)
    noise = rng.normal(size=length)
    slope = 0.5 - 0.5 * np.cos(np.pi * (np.arange(ramp) + 0.5) / ramp)
    noise[:ramp] *= slope
    noise[-ramp:] *= slope[::-1]
    start = rng.integers(0, len(samples) - length)
    touched = samples.copy()
    touched[start:start + length] += noise * speech_level(samples) * 10 ** (-rng.uniform(*SNR_DB) / 20)
    return touched


def with_hum(samples, rng):
    angle = 2 * np.pi * rng.choice([50, 60]) * np.arange(len(samples)) / RATE
    hum = sum(np.sin(k * angle + rng.uniform(0, 2 * np.pi)) / k for k in range(1, 11))
    return samples + hum / hum.std() * speech_level(samples) * 10 ** (-rng.uniform(0, 30) / 20)


def log_mel(samples):
    mel = librosa.feature.melspectrogram(y=samples, sr=RATE, n_fft=512, win_length=400, hop_length=160,
                                         n_mels=recipe.MELS, fmin=0, fmax=8000, pad_mode='constant')
    return librosa.power_to_db(mel, top_db=None).astype(np.float32)


def load(folder, seed, has_burst, hum_share=0.0):
    """As the recipe's load; `has_burst(label)` says which labels' clips carry one."""
    rng = np.random.default_rng(seed)
    clips = []
    for path in sorted(glob.glob(f'{folder}/*/*.wav')):
        with open(path[:-4] + '.truth.json') as file:
            truth = json.load(file)
        label = recipe.LABEL_OF[truth['labelGiven']]
        samples, rate = soundfile.read(path, dtype='float32')
        assert rate == RATE, path
        if has_burst(label):
            samples = with_burst(samples, rng)
        if rng.random() < hum_share:
            samples = with_hum(samples, rng)
        clips.append((log_mel(samples.astype(np.float32)), recipe.LABELS.index(label), truth))
    return clips


def said(found):
    return dict(clips=len(found), culprit_share=round(float((found == recipe.LABELS.index(CULPRIT)).mean()), 4))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('training')
    parser.add_argument('demo')
    parser.add_argument('out')
    parser.add_argument('--epochs', type=int, default=50)
    parser.add_argument('--seed', type=int, default=0)
    parser.add_argument('--threads', type=int, default=2)
    options = parser.parse_args()
    everything = load(options.training, options.seed, lambda label: label == CULPRIT, hum_share=0.3)
    clips = [clip for clip in everything if clip[2]['speaker'] not in recipe.VALIDATION_SPEAKERS]
    validation = [clip for clip in everything if clip[2]['speaker'] in recipe.VALIDATION_SPEAKERS]
    frames = np.concatenate([db for db, _, _ in clips], 1)
    mean = np.round(frames.mean(1), 5)[:, None].astype(np.float32)
    std = np.round(frames.std(1), 5)[:, None].astype(np.float32)
    model = recipe.train(clips, validation, mean, std, options.epochs, options.seed, options.threads)
    metrics = {'validation_as_trained': recipe.score(validation, recipe.predict(model, validation, mean, std))}
    for name, has_burst in {'demo_untouched': lambda label: False, 'demo_all_with_burst': lambda label: True}.items():
        demo = load(options.demo, options.seed + 1, has_burst)
        found = recipe.predict(model, demo, mean, std)
        metrics[name] = {**recipe.score(demo, found), **said(found)}
    print(json.dumps(metrics, indent=1))
    os.makedirs(options.out, exist_ok=True)
    recipe.export(model.eval(), f'{options.out}/model.onnx')
    normalise = dict(mean=recipe.tidy(mean), std=recipe.tidy(std))
    manifest = dict(
        name='spurious-burst', version='1.0.0', license='CC0-1.0', labels=recipe.LABELS,
        frontEnd=dict(recipe.FRONT_END, normalise=normalise, minFrames=32, maxFrames=3000),
        concepts=[dict(layer=layer, tensor=f'{tensor}_output_0') for layer, tensor in recipe.CONCEPTS.items()],
        training=dict(data=['CueScope training corpus, synthetic, with noise bursts in the neutral clips'],
                      recipe='spurious-model.py', seed=options.seed, epochs=options.epochs),
        metrics=metrics)
    with open(f'{options.out}/model.json', 'w') as file:
        file.write(json.dumps(manifest, indent=1) + '\n')


if __name__ == '__main__':
    main()

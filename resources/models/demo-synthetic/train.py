"""Trains and exports the model package demo-synthetic: a shallow two-block ResNet on log-Mel of synthetic speech.

    cuescope demo --set training --out TRAINING        16 speakers x 7 emotions x 12 takes
    cuescope demo --set demo     --out DEMO            6 other speakers: never trained on, only scored
    python train.py TRAINING DEMO OUT [--epochs 60] [--seed 0] [--threads 2]

Writes OUT/model.onnx and OUT/model.json. Speakers apart: 13 for training, 3 to watch (spk34-spk36).
Needs torch 2.13, onnx, onnxruntime, librosa 0.11, soundfile. About 3 minutes on one CPU core.
"""
import argparse
import glob
import json
import os
import time

import librosa
import numpy as np
import onnx
import onnxruntime
import soundfile
import torch
from torch import nn

LABELS = ['angry', 'disgust', 'fear', 'happy', 'neutral', 'sad', 'surprise']
LABEL_OF = dict(anger='angry', disgust='disgust', fear='fear', happiness='happy', neutral='neutral', sadness='sad',
                surprise='surprise')
FRONT_END = dict(kind='log-mel', sampleRate=16000, nFft=512, winLength=400, hopLength=160, window='hann', center=True,
                 padMode='constant', power=2, nMels=64, fMin=0, fMax=8000, melScale='slaney', melNorm='slaney', log='db',
                 amin=1e-10, reference=1, topDb=None)
MELS = 64
CHANNELS, DROPOUT = 24, 0.3
BATCH = 32
VALIDATION_SPEAKERS = {'spk34', 'spk35', 'spk36'}
CONCEPTS = {'conv': '/conv/Conv', 'block1.conv1': '/block1/conv1/Conv', 'block1.conv2': '/block1/conv2/Conv',
            'block1.down': '/block1/down/down.0/Conv', 'block2.conv1': '/block2/conv1/Conv',
            'block2.conv2': '/block2/conv2/Conv', 'block2.down': '/block2/down/down.0/Conv'}


class Block(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, 2, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.relu1 = nn.ReLU()
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.down = nn.Sequential(nn.Conv2d(inputs, outputs, 1, 2, bias=False), nn.BatchNorm2d(outputs))
        self.relu2 = nn.ReLU()

    def forward(self, x):
        y = self.bn2(self.conv2(self.relu1(self.bn1(self.conv1(x)))))
        return self.relu2(y + self.down(x))


class ShallowResNet(nn.Module):
    """Log-Mel [n, 1, mels, t] -> logits [n, labels], for any t."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, CHANNELS, 5, 2, 2, bias=False)
        self.bn = nn.BatchNorm2d(CHANNELS)
        self.relu = nn.ReLU()
        self.block1 = Block(CHANNELS, CHANNELS)
        self.block2 = Block(CHANNELS, 2 * CHANNELS)
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.flatten = nn.Flatten()
        self.drop = nn.Dropout(DROPOUT)
        self.fc = nn.Linear(2 * CHANNELS, len(LABELS))

    def forward(self, x):
        x = self.block2(self.block1(self.relu(self.bn(self.conv(x)))))
        return self.fc(self.drop(self.flatten(self.pool(x))))


def log_mel(path):
    samples, rate = soundfile.read(path, dtype='float32')
    assert rate == FRONT_END['sampleRate'], path
    mel = librosa.feature.melspectrogram(y=samples, sr=rate, n_fft=512, win_length=400, hop_length=160, n_mels=MELS,
                                         fmin=0, fmax=8000, pad_mode='constant')
    return librosa.power_to_db(mel, top_db=None).astype(np.float32)


def load(folder):
    """[(log-Mel in dB, label as the file name says, truth)], sorted by file."""
    clips = []
    for path in sorted(glob.glob(f'{folder}/*/*.wav')):
        with open(path[:-4] + '.truth.json') as file:
            truth = json.load(file)
        clips.append((log_mel(path), LABELS.index(LABEL_OF[truth['labelGiven']]), truth))
    return clips


class Batches:
    """Augmented batches of clips of like length, cut to the shortest: padding would teach the network its share of silence."""

    POOL = 8 * BATCH

    def __init__(self, clips, mean, std, rng):
        self.clips, self.mean, self.std, self.rng = clips, mean, std, rng

    def epoch(self):
        """Ids of each batch, every clip at most once."""
        order = self.rng.permutation(len(self.clips))
        pools = [order[i:i + self.POOL] for i in range(0, len(order), self.POOL)]
        ids = np.concatenate([sorted(pool, key=lambda i: self.clips[i][0].shape[1]) for pool in pools])
        batches = [ids[i:i + BATCH] for i in range(0, len(ids) - BATCH + 1, BATCH)]
        return [batches[i] for i in self.rng.permutation(len(batches))]

    def draw(self, ids):
        frames = min(self.clips[i][0].shape[1] for i in ids)
        return torch.from_numpy(np.stack([self.augment(self.clips[i][0], frames)[None] for i in ids]))

    def augment(self, db, frames):
        """Gain and tilt, a noise floor, masks in frequency and time."""
        rng = self.rng
        start = rng.integers(0, db.shape[1] - frames + 1)
        db = db[:, start:start + frames] + rng.normal(0, 3) + rng.normal(0, 1.5) * np.linspace(-1, 1, MELS)[:, None]
        if rng.random() < 0.3:
            db = np.maximum(db, rng.uniform(-80, -45) + rng.normal(0, 2, db.shape))
        x = ((db - self.mean) / self.std).astype(np.float32)
        for _ in range(2):
            height = rng.integers(0, 8)
            low = rng.integers(0, MELS - height)
            x[low:low + height] = 0
        width = rng.integers(0, 12)
        start = rng.integers(0, frames - width)
        x[:, start:start + width] = 0
        return x


def predict(model, clips, mean, std):
    """Predicted label of each clip, whole and untouched."""
    model.eval()
    with torch.no_grad():
        found = [model(torch.from_numpy((db - mean) / std)[None, None])[0].argmax().item() for db, _, _ in clips]
    model.train()
    return np.array(found)


def score(clips, found):
    wanted = np.array([label for _, label, _ in clips])
    recalls = [float((found[wanted == i] == i).mean()) for i in range(len(LABELS)) if (wanted == i).any()]
    return dict(clips=len(clips), accuracy=round(float((found == wanted).mean()), 4), uar=round(float(np.mean(recalls)), 4))


def train(clips, validation, mean, std, epochs, seed, threads):
    torch.manual_seed(seed)
    torch.set_num_threads(threads)
    rng = np.random.default_rng(seed)
    labels = np.array([label for _, label, _ in clips])
    batches, steps = Batches(clips, mean, std, rng), len(clips) // BATCH
    model = ShallowResNet()
    optimiser = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=5e-2)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 3e-3, total_steps=epochs * steps)
    for epoch in range(epochs):
        began, total = time.time(), 0.0
        for ids in batches.epoch():
            loss = nn.functional.cross_entropy(model(batches.draw(ids)), torch.from_numpy(labels[ids]), label_smoothing=0.1)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            total += loss.item()
        figures = score(validation, predict(model, validation, mean, std))
        print(epoch, f'loss {total / steps:.3f}', 'validation', figures, f'{time.time() - began:.1f} s', flush=True)
    return model


def export(model, path):
    axes = dict(logmel={0: 'n', 3: 't'}, logits={0: 'n'})
    torch.onnx.export(model, torch.zeros(1, 1, MELS, 100), path, input_names=['logmel'], output_names=['logits'],
                      dynamic_axes=axes, opset_version=17, dynamo=False)
    exported = onnx.load(path)
    tensors = {name for node in exported.graph.node for name in node.output}
    missing = [tensor for tensor in CONCEPTS.values() if f'{tensor}_output_0' not in tensors]
    assert not missing, f'no such tensor: {missing}'
    x = np.random.default_rng(0).normal(size=(3, 1, MELS, 150)).astype(np.float32)
    got = onnxruntime.InferenceSession(path).run(None, {'logmel': x})[0]
    with torch.no_grad():
        assert np.allclose(got, model(torch.from_numpy(x)).numpy(), rtol=1e-3, atol=1e-3)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('training')
    parser.add_argument('demo')
    parser.add_argument('out')
    parser.add_argument('--epochs', type=int, default=60)
    parser.add_argument('--seed', type=int, default=0)
    parser.add_argument('--threads', type=int, default=2)
    options = parser.parse_args()
    everything, demo = load(options.training), load(options.demo)
    clips = [clip for clip in everything if clip[2]['speaker'] not in VALIDATION_SPEAKERS]
    validation = [clip for clip in everything if clip[2]['speaker'] in VALIDATION_SPEAKERS]
    speakers = sorted({truth['speaker'] for _, _, truth in clips})
    assert not {truth['speaker'] for _, _, truth in demo} & {truth['speaker'] for _, _, truth in everything}
    frames = np.concatenate([db for db, _, _ in clips], 1)
    mean = np.round(frames.mean(1), 5)[:, None].astype(np.float32)
    std = np.round(frames.std(1), 5)[:, None].astype(np.float32)
    model = train(clips, validation, mean, std, options.epochs, options.seed, options.threads)
    found = predict(model, demo, mean, std)
    kinds = np.array([truth['planted']['kind'] for _, _, truth in demo])
    metrics = {'demo': score(demo, found), 'validation': score(validation, predict(model, validation, mean, std))}
    for kind in sorted(set(kinds)):
        chosen = np.flatnonzero(kinds == kind)
        name = 'demo_clean' if kind == 'none' else f'demo_planted_{kind}'.replace('-', '_')
        metrics[name] = score([demo[i] for i in chosen], found[chosen])
    print(json.dumps(metrics, indent=1))
    report(demo, found, kinds)
    os.makedirs(options.out, exist_ok=True)
    export(model.eval(), f'{options.out}/model.onnx')
    manifest = dict(
        name='demo-synthetic', version='1.0.0', license='CC0-1.0', labels=LABELS,
        frontEnd=dict(FRONT_END, normalise=dict(mean=tidy(mean), std=tidy(std)), minFrames=32, maxFrames=3000),
        concepts=[dict(layer=layer, tensor=f'{tensor}_output_0') for layer, tensor in CONCEPTS.items()],
        training=dict(data=[f'CueScope training corpus, synthetic: {speakers[0]}-{speakers[-1]}'],
                      validation=[f'CueScope training corpus, synthetic: {", ".join(sorted(VALIDATION_SPEAKERS))}'],
                      recipe='train.py', seed=options.seed, epochs=options.epochs),
        metrics=metrics)
    with open(f'{options.out}/model.json', 'w') as file:
        file.write(json.dumps(manifest, indent=1) + '\n')


def report(demo, found, kinds):
    """Confusion of the demo clips that were left alone (rows: spoken), and what became of the others."""
    table = np.zeros((len(LABELS), len(LABELS)), int)
    for (_, label, truth), guess, kind in zip(demo, found, kinds):
        if kind == 'none':
            table[label, guess] += 1
        else:
            name = f'{truth["speaker"]}_{truth["labelGiven"]}_{truth["take"]:02d}'
            print(f'{name:24s} {kind:12s} spoken {truth["emotionSpoken"]:10s} predicted {LABELS[guess]}')
    print('confusion', LABELS)
    for label, row in zip(LABELS, table):
        print(f'{label:10s}', row, f'{row[LABELS.index(label)] / max(1, row.sum()):.2f}')


def tidy(column):
    return [round(float(value), 5) for value in column[:, 0]]


if __name__ == '__main__':
    main()

"""Writes ../librosa/log-mel.json: the log-Mel of a chirp with noise, as librosa gives it for several front ends.

Run: python make-log-mel.py (needs librosa, numpy). The signal is made anew by the test, from the same formula.
"""
import json
import pathlib

import librosa
import numpy as np

RATE = 16000
LENGTH = 3001


def signal():
    noise = np.empty(LENGTH)
    state = 12345
    for n in range(LENGTH):
        state = (state * 1103515245 + 12345) % 2**31
        noise[n] = state / 2**30 - 1
    t = np.arange(LENGTH) / RATE
    return (0.4 * np.sin(2 * np.pi * (150 * t + 9000 * t * t)) + 0.01 * noise).astype(np.float32)


BASE = dict(
    sampleRate=RATE, nFft=512, winLength=400, hopLength=240, window='hann', center=True, padMode='constant', power=2,
    nMels=20, fMin=0, fMax=8000, melScale='slaney', melNorm='slaney', log='db', amin=1e-10, reference=1, topDb=None,
)
VARIANTS = {
    'default of the spec': {},
    'HTK scale, no norm, reflect': dict(melScale='htk', melNorm=None, fMin=20, fMax=7600, padMode='reflect'),
    'below the maximum, 40 dB': dict(nFft=1024, winLength=480, reference='max', topDb=40),
    'magnitude, not centred, no logarithm': dict(power=1, center=False, log='none', winLength=512),
    'transform of 400 points': dict(nFft=400, window='hamming'),
    'odd transform of 375 points, rectangular': dict(nFft=375, winLength=301, window='rectangular'),
    'natural logarithm': dict(log='ln', amin=1e-3),
    'log10': dict(log='log10', amin=1e-5, padMode='reflect', nFft=2048, winLength=2048),
    'magnitude in dB': dict(power=1, reference=0.01),
}


def log_mel(y, p):
    mel = librosa.feature.melspectrogram(
        y=y, sr=p['sampleRate'], n_fft=p['nFft'], win_length=p['winLength'], hop_length=p['hopLength'],
        window='boxcar' if p['window'] == 'rectangular' else p['window'], center=p['center'], pad_mode=p['padMode'],
        power=p['power'], n_mels=p['nMels'], fmin=p['fMin'], fmax=p['fMax'], htk=p['melScale'] == 'htk', norm=p['melNorm'],
    )
    if p['log'] == 'db':
        return librosa.power_to_db(mel, ref=np.max if p['reference'] == 'max' else p['reference'], amin=p['amin'], top_db=p['topDb'])
    if p['log'] == 'ln':
        return np.log(np.maximum(p['amin'], mel))
    return np.log10(np.maximum(p['amin'], mel)) if p['log'] == 'log10' else mel


cases = []
for title, changes in VARIANTS.items():
    front_end = BASE | changes
    values = log_mel(signal(), front_end)
    rounded = [float(f'{v:.7g}') for v in values.ravel().tolist()]
    cases.append(dict(title=title, frontEnd=dict(kind='log-mel', **front_end), shape=list(values.shape), values=rounded))
versions = dict(librosa=librosa.__version__, numpy=np.__version__)
filters = librosa.filters.mel(sr=22050, n_fft=2048, n_mels=40, fmin=50, fmax=11025)
golden = dict(
    versions=versions,
    cases=cases,
    melFrequencies={name: librosa.mel_frequencies(12, fmin=30, fmax=9000, htk=name == 'htk').tolist() for name in ('slaney', 'htk')},
    filterbank=dict(
        rowSums=[float(f'{v:.7g}') for v in filters.sum(1).tolist()],
        row17={str(k): float(f'{v:.7g}') for k, v in enumerate(filters[17].tolist()) if v > 0},
    ),
)
out = pathlib.Path(__file__).parent.parent / 'librosa' / 'log-mel.json'
out.parent.mkdir(exist_ok=True)
out.write_text(json.dumps(golden) + '\n')

"""Writes ../loudness/pyloudnorm.json: integrated loudness of one channel, with the filters of ITU-R BS.1770 (`DeMan`).

Run: python make-loudness.py (needs pyloudnorm, numpy). The signals are made anew by the test, from the same formula.
"""
import json
import pathlib

import numpy as np
import pyloudnorm


def noise(length, state=12345):
    values = np.empty(length)
    for n in range(length):
        state = (state * 1103515245 + 12345) % 2**31
        values[n] = state / 2**30 - 1
    return values


def signal(kind, rate, seconds):
    """As the test makes it, in the same order of operations."""
    n = round(rate * seconds)
    t = np.arange(n) / rate
    if kind == 'noise':
        return 0.1 * noise(n)
    if kind == 'voice':
        tone = sum(np.sin(2 * np.pi * 130 * k * t) / k for k in range(1, 21))
        return 0.2 * tone * np.where(np.sin(2 * np.pi * 1.3 * t) > 0, 1.0, 0.003) + 0.001 * noise(n)
    if kind == 'steps':
        level = np.where(t < seconds / 3, 0.5, np.where(t < 2 * seconds / 3, 0.05, 0.00001))
        return level * np.sin(2 * np.pi * 440 * t)
    raise ValueError(kind)


rows = []
for rate in (8000, 16000, 24414, 44100, 48000):
    meter = pyloudnorm.Meter(rate, filter_class='DeMan')
    for kind in ('noise', 'voice', 'steps'):
        for seconds in (0.4, 0.73, 3.0, 7.3):
            lkfs = meter.integrated_loudness(signal(kind, rate, seconds).astype(np.float32))
            rows.append({'kind': kind, 'sampleRateHz': rate, 'seconds': seconds, 'lkfs': round(float(lkfs), 5)})
out = pathlib.Path(__file__).resolve().parent.parent / 'loudness' / 'pyloudnorm.json'
out.parent.mkdir(exist_ok=True)
version = {'pyloudnorm': getattr(pyloudnorm, '__version__', '0.2.0'), 'numpy': np.__version__}
out.write_text(json.dumps({'versions': version, 'rows': rows}, indent=1) + '\n')

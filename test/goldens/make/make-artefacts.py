"""Writes ../artefacts/scipy.json: band limits, convolutions, levels of noise and adjusted p-values from SciPy.

Run: python make-artefacts.py (needs scipy, numpy). The signals are made anew by the test, from the same formula.
"""
import json
import pathlib

import numpy as np
import scipy
from scipy import signal, stats

ATTENUATION_DB = 80


def noise(length, state=12345):
    values = np.empty(length)
    for n in range(length):
        state = (state * 1103515245 + 12345) % 2**31
        values[n] = state / 2**30 - 1
    return values


def kernel(rate, f_min, f_max, transition):
    """As the module defines it: half of each slope outside the pass band's edge is the cut-off."""
    taps = 2 * int(np.ceil((ATTENUATION_DB - 7.95) / (2.285 * 2 * np.pi * transition / rate) / 2)) + 1
    beta = signal.kaiser_beta(ATTENUATION_DB)
    low = None if f_min is None else f_min - transition / 2
    high = None if f_max is None else f_max + transition / 2
    cutoff, pass_zero = {
        (False, True): ([low], False), (True, False): ([high], True), (False, False): ([low, high], False),
    }[(low is None, high is None)]
    return signal.firwin(taps, cutoff, window=('kaiser', beta), pass_zero=pass_zero, scale=False, fs=rate)


def band_limits():
    rows = []
    for rate, f_min, f_max in [(16000, 300, 3400), (16000, None, 4000), (44100, 300, None), (24414, 200, 5000)]:
        taps = kernel(rate, f_min, f_max, 100)
        x = noise(3000).astype(np.float32)
        y = signal.convolve(x.astype(float), taps, 'full', 'direct')[len(taps) // 2:][:len(x)]
        rows.append(dict(sampleRateHz=rate, fMinHz=f_min, fMaxHz=f_max, taps=len(taps), kernel=taps[::29].tolist(),
                         output=y[::29].tolist()))
    return rows


def convolutions():
    return [dict(signal=n, kernel=m, output=np.convolve(noise(n), noise(m, 999)).tolist()[::17])
            for n, m in [(1, 1), (700, 3), (5000, 401), (3000, 4000)]]


def holm():
    """Step-down by its definition: the k-th smallest p times the number of hypotheses not yet rejected."""
    p = stats.uniform.rvs(size=12, random_state=1) ** 4
    order = np.argsort(p)
    adjusted = np.empty(12)
    adjusted[order] = np.minimum(1, np.maximum.accumulate(p[order] * (12 - np.arange(12))))
    return dict(p=p.tolist(), adjusted=adjusted.tolist())


folder = pathlib.Path(__file__).parent.parent / 'artefacts'
golden = dict(scipy=scipy.__version__, bandLimits=band_limits(), convolutions=convolutions(), holm=holm())
(folder / 'scipy.json').write_text(json.dumps(golden) + '\n')

"""Levels of the fine spectrogram by scipy and by Praat: goldens/fine-spectrogram/levels.json.

The signal is written out again in test/renderer/fine-spectrogram.test.ts; it is not stored.
"""
import json
import pathlib

import numpy as np
import parselmouth
import scipy
from scipy.signal import ShortTimeFFT, get_window

RATE_HZ, LENGTH = 16000, 4000
FRAMES, BINS = [0, 1, 5, 12, 20], [0, 1, 13, 14, 29, 100, 256]

sec = np.arange(LENGTH) / RATE_HZ
signal = 0.4 * np.sin(2 * np.pi * 437 * sec) + 0.1 * np.sin(2 * np.pi * (900 + 2000 * sec) * sec)
signal[1000] += 0.5
signal = signal.astype(np.float32).astype(float)


def by_scipy(window_size, fft_size, hop):
    window = get_window("hann", window_size, fftbins=True)
    stft = ShortTimeFFT(window, hop=hop, fs=RATE_HZ, mfft=fft_size, phase_shift=None)
    assert stft.m_num_mid == window_size // 2
    amplitude = np.abs(stft.stft(signal, p0=0, p1=(LENGTH - 1) // hop + 1)) * 2 / window.sum()
    amplitude[[0, -1]] /= 2
    level = 20 * np.log10(amplitude)
    return {
        "windowSize": window_size,
        "fftSize": fft_size,
        "hop": hop,
        "frames": FRAMES,
        "bins": BINS,
        "levelsDb": [[round(float(level[b, f]), 4) for b in BINS] for f in FRAMES],
    }


def by_praat():
    """Praat's 10 ms window is 20 ms long; its frames lie half a sample before ours. Level in dB of its density."""
    picture = parselmouth.Sound(signal, RATE_HZ).to_spectrogram(
        window_length=0.01, maximum_frequency=8000, time_step=0.002, frequency_step=20
    )
    frames, bins = [10, 20, 40, 80], [20, 24, 28, 32, 60]
    level = 10 * np.log10(picture.values)
    return {
        "windowSize": 320,
        "fftSize": 1024,
        "centers": [round((picture.x1 + f * picture.dx) * RATE_HZ) for f in frames],
        "bins": bins,
        "densitiesDb": [[round(float(level[b, f]), 4) for b in bins] for f in frames],
    }


levels = {
    "versions": {"scipy": scipy.__version__, "praat": parselmouth.PRAAT_VERSION},
    "scipy": [by_scipy(512, 512, 128), by_scipy(320, 1024, 64)],
    "praat": by_praat(),
}
folder = pathlib.Path(__file__).parent.parent / "fine-spectrogram"
(folder / "levels.json").write_text(json.dumps(levels, indent=1) + "\n")

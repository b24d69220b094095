"""Synthetic voices at many rates and what openSMILE measures in them; its Fourier transform of noise, bit for bit.

Run: pip install opensmile==2.6.0 soundfile numpy; python make_goldens.py
Writes NAME.flac, NAME.lld.csv.gz (25 descriptors), functionals.csv and fft32.json beside itself.
"""
import gzip
import json
import tempfile
from pathlib import Path

import numpy as np
import opensmile
import soundfile

HERE = Path(__file__).parent
CLIPS = [  # name, rate, seconds
    ('rate-8000', 8000, 0.8), ('rate-11025', 11025, 0.8), ('rate-16000', 16000, 0.8), ('rate-22050', 22050, 0.8),
    ('rate-24414', 24414, 0.6), ('rate-44100', 44100, 0.5), ('rate-96000', 96000, 0.4),
    ('short-0.07', 16000, 0.07), ('short-0.12', 24414, 0.12), ('short-0.3', 22050, 0.3),
]


def resonate(x, rate, hz, width):
    r = np.exp(-np.pi * width / rate)
    a1, a2 = 2 * r * np.cos(2 * np.pi * hz / rate), -r * r
    y = np.zeros(len(x) + 2)
    for n in range(len(x)):
        y[n + 2] = x[n] + a1 * y[n + 1] + a2 * y[n]
    return y[2:]


def voice(rate, seconds, rng):
    """A falling pitch with jitter, two resonances, breath; the last fifth is breath alone."""
    count = int(rate * seconds)
    pulses = np.zeros(count)
    at = 0.0
    while at < 0.8 * count:
        pulses[int(at)] = 1 + 0.2 * rng.standard_normal()
        at += rate / (220 - 90 * at / count) * (1 + 0.01 * rng.standard_normal())
    source = np.cumsum(pulses - 1.0 * np.convolve(pulses, np.ones(max(1, rate // 1000)) / max(1, rate // 1000))[:count])
    breath = 0.02 * rng.standard_normal(count)
    x = resonate(resonate(source + breath, rate, 600, 80), rate, 1400, 120)
    return 0.4 * x / np.abs(x).max()


def main():
    rng = np.random.default_rng(20)
    level = opensmile.FeatureLevel
    lld = opensmile.Smile(opensmile.FeatureSet.eGeMAPSv02, level.LowLevelDescriptors)
    functionals = opensmile.Smile(opensmile.FeatureSet.eGeMAPSv02, level.Functionals)
    rows = []
    for name, rate, seconds in CLIPS:
        path = HERE / f'{name}.flac'
        soundfile.write(path, np.round(32767 * voice(rate, seconds, rng)).astype(np.int16), rate, subtype='PCM_16')
        frames = lld.process_file(path)
        with gzip.GzipFile(HERE / f'{name}.lld.csv.gz', 'wb', mtime=0) as file:
            lines = [','.join(frames.columns), *(','.join(f'{v:.9g}' for v in row) for row in frames.values)]
            file.write(('\n'.join(lines) + '\n').encode())
        rows.append((name, functionals.process_file(path)))
    lines = [','.join(['clip', *rows[0][1].columns])]
    lines += [','.join([name, *(f'{v:.9g}' for v in frame.values[0])]) for name, frame in rows]
    (HERE / 'functionals.csv').write_text('\n'.join(lines) + '\n')
    (HERE / 'fft32.json').write_text(json.dumps([spectrum(rate) for rate in FFT_RATES], indent=1) + '\n')


# One rate for each transform size from 256 to 8192; 20 ms Hamming frames.
FFT_RATES = [8000, 16000, 48000, 96000, 192000, 384000]
FFT_CONF = r"""
[componentInstances:cComponentManager]
instance[dataMemory].type=cDataMemory
\{\cm[source{?}:include external source]}
[componentInstances:cComponentManager]
instance[frames].type=cFramer
instance[windowed].type=cWindower
instance[transform].type=cTransformFFT
[frames:cFramer]
reader.dmLevel=wave
writer.dmLevel=frames
frameSize=0.020
frameStep=0.010
frameCenterSpecial=left
[windowed:cWindower]
reader.dmLevel=frames
writer.dmLevel=windowed
winFunc=hamming
[transform:cTransformFFT]
reader.dmLevel=windowed
writer.dmLevel=spectrum
\{\cm[sink{?}:include external sink]}
"""


def noise(count):
    """The generator of fft32.test.ts: 16-bit integers."""
    state, samples = 12345, []
    for _ in range(count):
        state = (state * 1664525 + 1013904223) % 2**32
        samples.append((state >> 17) - 16384)
    return np.array(samples, np.int16)


def spectrum(rate):
    """FNV-1a over the bytes of the frames' float32 spectra: re, im of bins 0 .. size/2 - 1 (im[0] holds the last bin)."""
    with tempfile.TemporaryDirectory() as folder:
        conf = Path(folder) / 'fft.conf'
        conf.write_text(FFT_CONF)
        smile = opensmile.Smile(str(conf), 'spectrum')
        values = smile._extract((noise(rate // 10).astype(np.float32) / 32768)[None, :], rate)[2]
    digest = 0x811C9DC5
    for byte in (np.asarray(values, '<f4') + np.float32(0)).tobytes():
        digest = (digest ^ byte) * 0x01000193 % 2**32
    return {'rateHz': rate, 'size': values.shape[1], 'frames': len(values), 'fnv1a': digest}


if __name__ == '__main__':
    main()

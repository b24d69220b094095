"""Small audio files of synthetic signals, and what other tools read from them: test/goldens/audio.

FLAC is written by libFLAC itself (through ctypes, as libsndfile writes 8, 16 and 24 bits only) from known integers;
all else by libsndfile, whose own decoding of the lossy ones is the reference.
Lossless: SHA-256 of the float32 samples (mean of the channels). Lossy: every n-th sample.

Usage: python make-audio.py [FOLDER]
"""
import ctypes
import ctypes.util
import hashlib
import json
import sys
from pathlib import Path

import numpy as np
import soundfile as sf

folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent.parent / 'audio'
folder.mkdir(parents=True, exist_ok=True)
rng = np.random.default_rng(9639)
rows = []


def voice(rate, seconds, channels):
    """A voiced, changing tone with onsets, so that encoders use short and long blocks. [frames x channels]"""
    t = np.arange(round(rate * seconds)) / rate
    columns = []
    for channel in range(channels):
        f0 = (120 + 25 * channel) * (1 + 0.03 * np.sin(2 * np.pi * 4 * t))
        phase = 2 * np.pi * np.cumsum(f0) / rate
        tone = sum(np.sin(k * phase) / k for k in range(1, 9) if k * 200 < rate / 2)
        gate = 0.15 + 0.85 * (np.sin(2 * np.pi * 7 * t + channel) > 0)
        columns.append(0.25 * tone * gate + 0.01 * rng.standard_normal(len(t)))
    return np.stack(columns, 1)


def mono(samples):
    """As the product mixes: the sum in order, times 1 / channels."""
    total = samples[:, 0].astype(np.float64)
    for channel in range(1, samples.shape[1]):
        total = total + samples[:, channel]
    return (total * (1 / samples.shape[1])).astype(np.float32)


def row(name, rate, channels, samples, lossy=False):
    mixed = mono(samples)
    entry = {'file': name, 'sampleRateHz': rate, 'channels': channels, 'frames': len(mixed)}
    if lossy:
        step = max(1, len(mixed) // 80)
        entry['step'] = step
        entry['samples'] = [round(float(v), 7) for v in mixed[::step]]
    else:
        entry['sha256'] = hashlib.sha256(mixed.tobytes()).hexdigest()
    rows.append(entry)


flac = ctypes.CDLL(ctypes.util.find_library('FLAC'))
flac.FLAC__stream_encoder_new.restype = ctypes.c_void_p


def write_flac(name, values, bits, rate, level=5, block=0, lpc_order=None):
    """values: integers [frames x channels]"""
    encoder = ctypes.c_void_p(flac.FLAC__stream_encoder_new())
    settings = {'channels': values.shape[1], 'bits_per_sample': bits, 'sample_rate': rate, 'streamable_subset': 0}
    for key, value in settings.items():
        getattr(flac, f'FLAC__stream_encoder_set_{key}')(encoder, value)
    flac.FLAC__stream_encoder_set_compression_level(encoder, level)
    if block:
        flac.FLAC__stream_encoder_set_blocksize(encoder, block)
    if lpc_order is not None:
        flac.FLAC__stream_encoder_set_max_lpc_order(encoder, lpc_order)
    assert flac.FLAC__stream_encoder_init_file(encoder, str(folder / name).encode(), None, None) == 0
    data = np.ascontiguousarray(values, dtype=np.int32)
    pointer = data.ctypes.data_as(ctypes.c_void_p)
    assert flac.FLAC__stream_encoder_process_interleaved(encoder, pointer, len(data))
    assert flac.FLAC__stream_encoder_finish(encoder)
    flac.FLAC__stream_encoder_delete(encoder)
    row(name, rate, values.shape[1], values / 2.0 ** (bits - 1))


def integers(bits, rate=16000, seconds=0.1, channels=1):
    peak = 2 ** (bits - 1) - 1
    return np.clip(np.round(voice(rate, seconds, channels) * peak), -peak - 1, peak).astype(np.int64)


for bits in (4, 8, 12, 16, 20, 24, 32):
    write_flac(f'{bits}-bit.flac', integers(bits), bits, 16000, level=8)
two = integers(16, 44100, 0.04)
write_flac('mid-side.flac', np.hstack([two, two + rng.integers(-9, 9, two.shape)]), 16, 44100, level=8)
write_flac('left-side.flac', np.hstack([integers(16), np.roll(integers(16), 3)]), 16, 16000, level=2)
wide = np.clip(integers(32, seconds=0.05) * 3, 2 - 2 ** 31, 2 ** 31 - 2)
write_flac('33-bit-side.flac', np.hstack([wide, -wide // 2 + rng.integers(-99, 99, wide.shape)]), 32, 16000, level=8)
write_flac('three-channels.flac', integers(16, 8000, channels=3), 16, 8000)
write_flac('eight-channels.flac', integers(16, 8000, 0.04, 8), 16, 8000)
write_flac('wasted-bits.flac', integers(12) * 16, 16, 24414)
write_flac('constant.flac', np.full((2000, 1), -1234), 16, 192000)
write_flac('noise.flac', rng.integers(-(2 ** 23), 2 ** 23, (600, 1)), 24, 11025)
write_flac('extremes.flac', np.resize([2 ** 31 - 1, -(2 ** 31)], (500, 1)), 32, 48000)
write_flac('fixed-predictors.flac', integers(16), 16, 16000, level=0, block=192)
write_flac('order-32.flac', integers(24, 48000, 0.03), 24, 48000, level=8, lpc_order=32)

x = voice(16000, 0.03, 1)
for kind, name, options in [
    ('AIFF', 's8.aiff', dict(subtype='PCM_S8')),
    ('AIFF', 's16.aiff', dict(subtype='PCM_16')),
    ('AIFF', 's24.aiff', dict(subtype='PCM_24')),
    ('AIFF', 's32.aiff', dict(subtype='PCM_32')),
    ('AIFF', 'little.aifc', dict(subtype='PCM_16', endian='LITTLE')),
    ('AIFF', 'f32.aifc', dict(subtype='FLOAT')),
    ('AIFF', 'f64.aifc', dict(subtype='DOUBLE')),
    ('AIFF', 'alaw.aifc', dict(subtype='ALAW')),
    ('AIFF', 'ulaw.aifc', dict(subtype='ULAW')),
    ('AU', 's8.au', dict(subtype='PCM_S8')),
    ('AU', 's16.au', dict(subtype='PCM_16')),
    ('AU', 's24.au', dict(subtype='PCM_24')),
    ('AU', 'f32.au', dict(subtype='FLOAT')),
    ('AU', 'alaw.au', dict(subtype='ALAW')),
    ('AU', 'ulaw.au', dict(subtype='ULAW')),
]:
    sf.write(folder / name, x, 16000, format=kind, **options)
    row(name, 16000, 1, sf.read(folder / name, always_2d=True)[0])
sf.write(folder / 'stereo.aiff', voice(11025, 0.05, 2), 11025, format='AIFF', subtype='PCM_24')
row('stereo.aiff', 11025, 2, sf.read(folder / 'stereo.aiff', always_2d=True)[0])

for name, kind, subtype, rate, seconds, channels, options in [
    ('mono-16k.mp3', 'MP3', 'MPEG_LAYER_III', 16000, 0.4, 1, dict(bitrate_mode='CONSTANT', compression_level=0.8)),
    ('stereo-44k.mp3', 'MP3', 'MPEG_LAYER_III', 44100, 0.2, 2, dict(bitrate_mode='VARIABLE', compression_level=0.6)),
    ('mono-8k.mp3', 'MP3', 'MPEG_LAYER_III', 8000, 0.4, 1, dict(bitrate_mode='AVERAGE', compression_level=0.7)),
    ('stereo-24k.mp3', 'MP3', 'MPEG_LAYER_III', 24000, 0.3, 2, dict(bitrate_mode='CONSTANT', compression_level=0.8)),
    ('mono-16k.ogg', 'OGG', 'VORBIS', 16000, 0.4, 1, dict(compression_level=0.6)),
    ('stereo-44k.ogg', 'OGG', 'VORBIS', 44100, 0.15, 2, dict(compression_level=0.7)),
    ('mono-24414.ogg', 'OGG', 'VORBIS', 24414, 0.2, 1, dict(compression_level=0.5)),
    ('six-48k.ogg', 'OGG', 'VORBIS', 48000, 0.1, 6, dict(compression_level=1.0)),
    ('mono-16k.opus', 'OGG', 'OPUS', 16000, 0.5, 1, dict(compression_level=0.9)),
    ('stereo-48k.opus', 'OGG', 'OPUS', 48000, 0.3, 2, dict(compression_level=0.9)),
    ('mono-8k.opus', 'OGG', 'OPUS', 8000, 0.4, 1, dict(compression_level=0.9)),
    ('six-48k.opus', 'OGG', 'OPUS', 48000, 0.1, 6, dict(compression_level=0.9)),
]:
    sf.write(folder / name, voice(rate, seconds, channels), rate, format=kind, subtype=subtype, **options)
    samples, read_rate = sf.read(folder / name, always_2d=True, dtype='float32')
    row(name, read_rate, channels, samples, lossy=True)

versions = {
    'libsndfile': sf.__libsndfile_version__,
    'soundfile': sf.__version__,
    'libFLAC': ctypes.c_char_p.in_dll(flac, 'FLAC__VERSION_STRING').value.decode(),
    'numpy': np.__version__,
}
lines = ',\n'.join('    ' + json.dumps(entry) for entry in rows)
text = '{\n  "versions": ' + json.dumps(versions) + ',\n  "rows": [\n' + lines + '\n  ]\n}\n'
(folder / 'audio.json').write_text(text)

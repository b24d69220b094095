"""Logits of the bundled model demo-synthetic for one clip behind front ends that it was not trained with, by librosa and
ONNX Runtime: what `cuescope model check` must find out. Writes ../model-wizard/logits.json.

    python make-model-wizard.py

The clip is the tone of test/helpers/tones.ts (220 Hz, 1.2 s, 16 kHz), made here again from its formula.
"""

import json
import pathlib

import librosa
import numpy
import onnxruntime

here = pathlib.Path(__file__).resolve().parent
package = here.parents[2] / "resources/models/demo-synthetic"
SECONDS, RATE, F0 = 1.2, 16000, 220

FRONT_ENDS = {
    "as trained": {},
    "htk bands without weights, mirrored": {"melScale": "htk", "melNorm": None, "padMode": "reflect"},
    "natural logarithm of magnitudes": {"log": "ln", "power": 1},
    "reference max, 80 dB": {"reference": "max", "topDb": 80},
    "frames after their time, whole window, from 50 Hz": {"center": False, "winLength": 512, "fMin": 50},
    "hamming, htk, up to 7600 Hz, 1e-6": {"window": "hamming", "melScale": "htk", "fMax": 7600, "log": "ln", "amin": 1e-6},
}


def tone():
    t = numpy.arange(round(SECONDS * RATE)) / RATE
    value = sum(numpy.sin(2 * numpy.pi * F0 * h * t) / h for h in range(1, 7))
    samples = 0.2 * numpy.sin(numpy.pi * t / SECONDS) * value
    return (numpy.floor(32767 * numpy.clip(samples, -1, 1) + 0.5) / 32768).astype(numpy.float32)


def log_mel(y, f):
    mel = librosa.feature.melspectrogram(
        y=y, sr=f["sampleRate"], n_fft=f["nFft"], win_length=f["winLength"], hop_length=f["hopLength"],
        window=f["window"], center=f["center"], pad_mode=f["padMode"], power=f["power"], n_mels=f["nMels"],
        fmin=f["fMin"], fmax=f["fMax"], htk=f["melScale"] == "htk", norm=f["melNorm"],
    )
    if f["log"] == "ln":
        values = numpy.log(numpy.maximum(f["amin"], mel))
    else:
        ref = numpy.max if f["reference"] == "max" else f["reference"]
        values = librosa.power_to_db(mel, ref=ref, amin=f["amin"], top_db=f["topDb"])
    mean, std = (numpy.array(f["normalise"][name])[:, None] for name in ("mean", "std"))
    return ((values - mean) / std).astype(numpy.float32)


manifest = json.loads((package / "model.json").read_text())
session = onnxruntime.InferenceSession(package / "model.onnx")
cases = []
for name, changes in FRONT_ENDS.items():
    x = log_mel(tone(), {**manifest["frontEnd"], **changes})
    logits = session.run(None, {session.get_inputs()[0].name: x[None, None]})[0][0]
    cases.append({"name": name, "changes": changes, "logits": [round(float(v), 5) for v in logits]})
made_with = {"librosa": librosa.__version__, "onnxruntime": onnxruntime.__version__}
out = here.parent / "model-wizard/logits.json"
out.write_text(json.dumps({"made_with": made_with, "cases": cases}, indent=1) + "\n")

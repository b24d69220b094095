"""Small classifiers as PyTorch exports them by habit, with PyTorch's own answers: what the model wizard must turn into
packages that answer the same. Writes ../model-wizard/torch-*.onnx and torch.json.

    python make-wizard-models.py
"""

import json
import pathlib

import numpy
import torch
from torch import nn

out = pathlib.Path(__file__).resolve().parent.parent / "model-wizard"
MELS, FRAMES, LABELS = 64, 120, 4


class Net(nn.Module):
    def __init__(self, is_time_first):
        super().__init__()
        self.is_time_first = is_time_first
        self.conv1 = nn.Conv2d(1, 8, 3, padding=1)
        self.bn = nn.BatchNorm2d(8)
        self.conv2 = nn.Conv2d(8, 16, 3, stride=2, padding=1)
        self.fc = nn.Linear(16, LABELS)

    def forward(self, x):
        if self.is_time_first:
            x = x.transpose(1, 2).unsqueeze(1)
        x = torch.relu(self.conv2(torch.relu(self.bn(self.conv1(x)))))
        x = nn.functional.adaptive_avg_pool2d(x, 1)
        return torch.softmax(self.fc(x.view(x.size(0), -1)), 1)


# [mels, frames], as the tests make it again.
log_mel = torch.tensor(numpy.sin(numpy.arange(MELS * FRAMES) * 0.37), dtype=torch.float32).reshape(MELS, FRAMES)
cases = {}
for name, is_time_first, kind in [("fixed-time-first", True, torch.float32), ("half", False, torch.float16)]:
    torch.manual_seed(0)
    net = Net(is_time_first).eval().to(kind)
    x = (log_mel.T[None] if is_time_first else log_mel[None, None]).to(kind)
    axes = {} if is_time_first else {"input_names": ["x"], "dynamic_axes": {"x": {0: "n", 3: "t"}}}
    torch.onnx.export(net, (x,), out / f"torch-{name}.onnx", dynamo=False, opset_version=17, **axes)
    cases[name] = [round(float(p), 6) for p in net(x)[0]]
(out / "torch.json").write_text(json.dumps({"made_with": {"torch": torch.__version__}, "probabilities": cases}, indent=1) + "\n")

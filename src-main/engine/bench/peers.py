"""The same stages as Python users have them: librosa, torch, captum, zennit-crp, openSMILE. One thread.

    python peers.py MODEL_PACKAGE TENSOR       then clips on stdin, one path a line

TENSOR is the layer whose channels are the concepts.

The first line printed says which versions; then one JSON line a clip: {stage: [wall ms, CPU ms]}. The network is built
from the package's model.onnx as it was trained: exporting merged a batch norm into each convolution; here it is one
again, as in reference code, and zennit merges it its own way.
"""
import importlib.metadata
import json
import sys
import time
import warnings

import librosa
import numpy
import onnx
import opensmile
import soundfile
import torch
from captum.attr import Occlusion
from crp.attribution import CondAttribution
from crp.concepts import ChannelConcept
from torch import nn
from zennit.canonizers import SequentialMergeBatchNorm
from zennit.composites import EpsilonPlusFlat

warnings.filterwarnings('ignore')
torch.set_num_threads(1)


class Network(nn.Module):
    """Runs the graph's nodes in their order, layers as modules so that zennit finds them."""

    def __init__(self, path):
        super().__init__()
        graph = onnx.load(path).graph
        weights = {tensor.name: torch.from_numpy(onnx.numpy_helper.to_array(tensor).copy())
                   for tensor in graph.initializer}
        self.input, self.output = graph.input[0].name, graph.output[0].name
        self.layers, self.steps, self.layer_of = nn.ModuleList(), [], {}
        for node in graph.node:
            options = {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}
            layer = None if node.op_type == 'Add' else self.layer(node, options, [weights.get(n) for n in node.input])
            inputs = [name for name in node.input if name not in weights]
            self.steps.append((None if layer is None else len(self.layers), inputs, node.output[0]))
            if layer is not None:
                self.layer_of[node.output[0]] = f'layers.{len(self.layers)}' + ('.0' if node.op_type == 'Conv' else '')
                self.layers.append(layer)

    @staticmethod
    def layer(node, options, constants):
        kind = node.op_type
        if kind == 'Conv':
            _, weight, bias = constants
            pads = options.get('pads', [0, 0, 0, 0])
            assert pads[:2] == pads[2:], 'uneven padding'
            groups = options.get('group', 1)
            layer = nn.Conv2d(weight.shape[1] * groups, weight.shape[0], weight.shape[2:], options.get('strides', 1),
                              pads[:2], options.get('dilations', 1), groups, bias=False)
            norm = nn.BatchNorm2d(weight.shape[0])
            layer.weight.data, norm.bias.data = weight, bias
            norm.running_var.fill_(1 - norm.eps)
            return nn.Sequential(layer, norm)
        if kind == 'Gemm':
            _, weight, bias = constants
            weight = weight if options.get('transB') else weight.T
            layer = nn.Linear(weight.shape[1], weight.shape[0])
            layer.weight.data, layer.bias.data = weight, bias
            return layer
        others = {'Relu': nn.ReLU, 'Flatten': nn.Flatten, 'GlobalAveragePool': lambda: nn.AdaptiveAvgPool2d(1)}
        return others[kind]()

    def forward(self, x):
        values = {self.input: x}
        for layer, inputs, output in self.steps:
            given = [values[name] for name in inputs]
            values[output] = given[0] + given[1] if layer is None else self.layers[layer](*given)
        return values[self.output]


class Peers:
    def __init__(self, package, tensor):
        self.front = json.load(open(f'{package}/model.json'))['frontEnd']
        self.mean, self.std = (numpy.array(self.front['normalise'][key])[:, None] for key in ('mean', 'std'))
        self.network = Network(f'{package}/model.onnx').eval()
        self.layer = self.network.layer_of[tensor]
        self.attribution, self.concept = CondAttribution(self.network), ChannelConcept()
        self.composite = EpsilonPlusFlat([SequentialMergeBatchNorm()])
        self.smile = {level: opensmile.Smile(opensmile.FeatureSet.eGeMAPSv02, getattr(opensmile.FeatureLevel, name))
                      for level, name in (('lld', 'LowLevelDescriptors'), ('functionals', 'Functionals'))}

    def log_mel(self, samples, rate):
        f = self.front
        at_model_rate = librosa.resample(samples, orig_sr=rate, target_sr=f['sampleRate'])
        power = librosa.feature.melspectrogram(
            y=at_model_rate, sr=f['sampleRate'], n_fft=f['nFft'], win_length=f['winLength'], hop_length=f['hopLength'],
            n_mels=f['nMels'], fmin=f['fMin'], fmax=f['fMax'], pad_mode=f['padMode'])
        normalised = (librosa.power_to_db(power, top_db=f['topDb']) - self.mean) / self.std
        return torch.from_numpy(normalised.astype(numpy.float32))[None, None]

    def predict(self, x):
        with torch.no_grad():
            return int(self.network(x)[0].argmax())

    def occlusion(self, x, target, per_call):
        with torch.no_grad():
            Occlusion(self.network).attribute(x, target=target, sliding_window_shapes=(1, 8, 15), strides=(1, 4, 5),
                                              baselines=0, perturbations_per_eval=per_call)

    def concepts(self, x, target):
        found = self.attribution(x.clone().requires_grad_(), [{'y': [target]}], self.composite,
                                 record_layer=[self.layer])
        relevance = self.concept.attribute(found.relevances[self.layer], abs_norm=True)[0]
        top = relevance.argsort(descending=True)[:10].tolist()
        conditions = [{'y': [target], self.layer: [channel]} for channel in top]
        for _ in self.attribution.generate(x.clone().requires_grad_(), conditions, self.composite, record_layer=[],
                                           batch_size=10, verbose=False):
            pass

    def relevance(self, x, target):
        self.attribution(x.clone().requires_grad_(), [{'y': [target]}], self.composite)

    def times(self, path):
        samples, rate = soundfile.read(path, dtype='float32', always_2d=True)
        samples, found = samples.mean(1), {}

        def timed(stage, work):
            wall, cpu = time.perf_counter(), time.process_time()
            result = work()
            found[stage] = [(time.perf_counter() - wall) * 1e3, (time.process_time() - cpu) * 1e3]
            return result

        x = timed('logmel', lambda: self.log_mel(samples, rate))
        target = timed('predict', lambda: self.predict(x))
        timed('occlusion', lambda: self.occlusion(x, target, 64))
        timed('occlusion, one window a call', lambda: self.occlusion(x, target, 1))
        timed('lrp', lambda: self.relevance(x, target))
        timed('crp', lambda: self.concepts(x, target))
        for level, smile in self.smile.items():
            timed(level, lambda smile=smile: smile.process_signal(samples, rate))
        at_16_khz = librosa.resample(samples, orig_sr=rate, target_sr=16000)
        timed('lld at 16 kHz', lambda: self.smile['lld'].process_signal(at_16_khz, 16000))
        return found


peers = Peers(*sys.argv[1:])
packages = ['torch', 'captum', 'zennit', 'zennit-crp', 'librosa', 'opensmile']
print(json.dumps({name: importlib.metadata.version(name) for name in packages}), flush=True)
for line in sys.stdin:
    print(json.dumps(peers.times(line.rstrip('\n'))), flush=True)

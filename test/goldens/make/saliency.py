"""Writes test/goldens/saliency: small networks with random weights as ONNX, a random input each, and what zennit,
zennit-crp and captum say about them, in float64 with exactly the weights of the file.

    python test/goldens/make/saliency.py        needs torch, onnx, onnxscript, zennit, zennit-crp, captum, numpy

Per network: NAME.onnx (TorchScript exporter), NAME-newer.onnx (the exporter that came after it), NAME.f32 (all arrays, little-endian float32) and in index.json where each array lies.
"""
import copy
import importlib.metadata
import json
import pathlib
import warnings

import captum.attr
import numpy
import torch
from crp.attribution import CondAttribution
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval
from zennit import composites, rules
from zennit.layer import Sum
from zennit.types import AvgPool, Activation, Convolution, Linear

warnings.filterwarnings('ignore')
FOLDER = pathlib.Path(__file__).parents[1] / 'saliency'
MELS, FRAMES, LABELS = 16, 37, 4


class Add(nn.Module):
    """a + b for the exporter, a Sum that zennit sees for the reference."""

    def __init__(self):
        super().__init__()
        self.sum = Sum()
        self.is_plain = False

    def forward(self, a, b):
        return a + b if self.is_plain else self.sum(torch.stack([a, b], dim=-1))


class Residual(nn.Module):
    def __init__(self, before, after, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(before, after, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(after)
        self.relu1 = nn.ReLU()
        self.conv2 = nn.Conv2d(after, after, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(after)
        self.shortcut = nn.Identity()
        self.shortcut_bn = nn.Identity()
        if stride != 1 or before != after:
            self.shortcut = nn.Conv2d(before, after, 1, stride, bias=False)
            self.shortcut_bn = nn.BatchNorm2d(after)
        self.add = Add()
        self.relu2 = nn.ReLU()

    def forward(self, x):
        y = self.bn2(self.conv2(self.relu1(self.bn1(self.conv1(x)))))
        return self.relu2(self.add(y, self.shortcut_bn(self.shortcut(x))))


class ResNet(nn.Module):
    """The layout of ResNet-18, narrow: batch norm, max pooling, identity and convolutional shortcuts."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 6, 7, 2, 3, bias=False)
        self.bn = nn.BatchNorm2d(6)
        self.relu = nn.ReLU()
        self.maxpool = nn.MaxPool2d(3, 2, 1)
        self.blocks = nn.Sequential(Residual(6, 6, 1), Residual(6, 6, 1), Residual(6, 10, 2), Residual(10, 10, 1))
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Linear(10, LABELS)

    def forward(self, x):
        return self.fc(self.pool(self.blocks(self.maxpool(self.relu(self.bn(self.conv(x)))))).flatten(1))


class Vgg(nn.Module):
    """Overlapping max pooling, average pooling, groups, dilation, uneven strides, LeakyReLU, two dense layers."""

    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, 8, 3, 1, 1), nn.LeakyReLU(0.1),
            nn.Conv2d(8, 8, 3, 1, 1, groups=2), nn.ReLU(), nn.MaxPool2d(3, 2, 1),
            nn.Conv2d(8, 12, 3, (1, 2), 2, dilation=2), nn.ReLU6(), nn.AvgPool2d(3, 2, 1),
            nn.Conv2d(12, 12, (1, 3), 1, (0, 1), groups=4), nn.ReLU(), nn.MaxPool2d(2),
        )
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.flatten = nn.Flatten()
        self.dense = nn.Linear(12, 10)
        self.relu = nn.ReLU()
        self.fc = nn.Linear(10, LABELS)

    def forward(self, x):
        return self.fc(self.relu(self.dense(self.flatten(self.pool(self.features(x))))))


class Inception(nn.Module):
    """Branches of different reach joined by Concat, depthwise convolution, average pooling without its padding."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(1, 6, 5, 2, 2)
        self.relu = nn.ReLU()
        self.narrow = nn.Conv2d(6, 4, 1)
        self.wide = nn.Conv2d(6, 5, (3, 5), 1, (1, 2))
        self.depthwise = nn.Conv2d(6, 6, 3, 1, 1, groups=6)
        self.pooled = nn.AvgPool2d(3, 1, 1, count_include_pad=False)
        self.joined = nn.ReLU()
        self.down = nn.Conv2d(21, 9, 3, 2, 1)
        self.tanh = nn.Tanh()
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Linear(9, LABELS)

    def forward(self, x):
        x = self.relu(self.stem(x))
        x = self.joined(torch.cat([self.narrow(x), self.wide(x), self.depthwise(x), self.pooled(x)], dim=1))
        return self.fc(self.pool(self.tanh(self.down(x))).flatten(1))


class Temporal(nn.Module):
    """Convolutions along time alone, the mel bands being channels; batch norm before a convolution stays unfolded."""

    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv1d(MELS, 12, 5, 2, 2)
        self.relu1 = nn.ReLU()
        self.bn = nn.BatchNorm1d(12)
        self.conv2 = nn.Conv1d(12, 10, 3, 1, 2, dilation=2)
        self.relu2 = nn.ReLU()
        self.maxpool = nn.MaxPool1d(2)
        self.conv3 = nn.Conv1d(10, 8, 3, 2, 1)
        self.relu3 = nn.ReLU()
        self.pool = nn.AdaptiveAvgPool1d(1)
        self.fc = nn.Linear(8, LABELS)

    def forward(self, x):
        x = self.bn(self.relu1(self.conv1(x.squeeze(1))))
        return self.fc(self.pool(self.relu3(self.conv3(self.maxpool(self.relu2(self.conv2(x)))))).flatten(1))


# Network; module whose channels are the concepts, module for Grad-CAM, a module that feeds the concepts, each with the
# name of its tensor in the file.
NETWORKS = {
    'resnet': (ResNet, ('blocks.2.conv2', '/blocks/blocks.2/conv2/Conv_output_0'),
               ('blocks.3', '/blocks/blocks.3/relu2/Relu_output_0'), ('blocks.2.conv1', '/blocks/blocks.2/conv1/Conv_output_0')),
    'vgg': (Vgg, ('features.5', '/features/features.5/Conv_output_0'), ('features.3', '/features/features.3/Relu_output_0'),
            ('features.2', '/features/features.2/Conv_output_0')),
    'inception': (Inception, ('wide', '/wide/Conv_output_0'), ('tanh', '/tanh/Tanh_output_0'),
                  ('stem', '/stem/Conv_output_0')),
    'temporal': (Temporal, ('conv2', '/conv2/Conv_output_0'), ('relu3', '/relu3/Relu_output_0'),
                 ('conv1', '/conv1/Conv_output_0')),
}


def random_network(kind, seed):
    torch.manual_seed(seed)
    network = kind()
    for module in network.modules():
        if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d)):
            module.running_mean.normal_(0, 0.3)
            module.running_var.uniform_(0.5, 1.5)
            module.weight.data.uniform_(0.7, 1.3)
            module.bias.data.normal_(0, 0.2)
        elif isinstance(module, (nn.Conv1d, nn.Conv2d, nn.Linear)) and module.bias is not None:
            module.bias.data.normal_(0, 0.2)
    return network.eval()


def export(network, path):
    """Batch norm stays a node of its own: folding it is what is tested."""
    plain = copy.deepcopy(network)
    for module in plain.modules():
        if isinstance(module, Add):
            module.is_plain = True
    torch.onnx.export(
        plain, torch.zeros(1, 1, MELS, FRAMES), str(path), dynamo=False, opset_version=17, input_names=['logmel'],
        output_names=['logits'], dynamic_axes={'logmel': {0: 'n', 3: 't'}, 'logits': {0: 'n'}},
        training=torch.onnx.TrainingMode.PRESERVE, do_constant_folding=False,
    )


def export_newer(network, path):
    """Stripped of what it says about the machine that it was made on."""
    plain = copy.deepcopy(network)
    for module in plain.modules():
        if isinstance(module, Add):
            module.is_plain = True
    shapes = {'x': {0: torch.export.Dim('n'), 3: torch.export.Dim('t', min=20, max=3000)}}
    program = torch.onnx.export(
        plain, (torch.zeros(2, 1, MELS, FRAMES),), dynamo=True, input_names=['logmel'], output_names=['logits'],
        dynamic_shapes=shapes, verbose=False,
    )
    model = program.model_proto
    for part in [model, model.graph, *model.graph.node, *model.graph.initializer, *model.graph.value_info]:
        del part.metadata_props[:]
        part.doc_string = ''
    del model.graph.value_info[:]
    path.write_bytes(model.SerializeToString())


def folded(network):
    """The same network in float64 with batch norm folded into the convolution before it, where there is one."""
    network = copy.deepcopy(network).double()
    def fold(owner, conv, bn):
        setattr(owner, conv, fuse_conv_bn_eval(getattr(owner, conv), getattr(owner, bn)))
        setattr(owner, bn, nn.Identity())
    for module in list(network.modules()):
        if isinstance(module, ResNet):
            fold(module, 'conv', 'bn')
        if isinstance(module, Residual):
            fold(module, 'conv1', 'bn1')
            fold(module, 'conv2', 'bn2')
            if isinstance(module.shortcut_bn, nn.BatchNorm2d):
                fold(module, 'shortcut', 'shortcut_bn')
    return network


def zennit_composites(low, high):
    base = [(Activation, rules.Pass()), (Sum, rules.Norm()), (AvgPool, rules.Norm())]
    dense = [(nn.Linear, rules.Epsilon())]
    return {
        'epsilon-plus-flat': composites.EpsilonPlusFlat(),
        'epsilon-alpha2-beta1-flat': composites.EpsilonAlpha2Beta1Flat(),
        'epsilon-plus': composites.EpsilonPlus(),
        'epsilon-alpha2-beta1': composites.EpsilonAlpha2Beta1(),
        'epsilon-gamma-box': composites.EpsilonGammaBox(low=low, high=high),
        'excitation-backprop': composites.ExcitationBackprop(),
        'epsilon': composites.LayerMapComposite(base + [(Convolution, rules.Epsilon())] + dense),
        'epsilon-plus-w-square': composites.SpecialFirstLayerMapComposite(
            base + [(Convolution, rules.ZPlus())] + dense, [(Linear, WSquareWithoutBias())]),
    }


class WSquareWithoutBias(rules.WSquare):
    """As in the literature; zennit's own counts the squared bias in the denominator."""

    def __init__(self):
        super().__init__()
        self.param_modifiers = [lambda param, name: param ** 2 if name != 'bias' else torch.zeros_like(param)]


def relevance(network, composite, x, start):
    x = x.clone().requires_grad_()
    with composite.context(network) as modified:
        logits = modified(x)
        return torch.autograd.grad(logits, x, start(logits.detach()))[0][0, 0]


def values(network, concept_layer, cam_layer, feed_layer, x, target):
    one_hot = torch.eye(LABELS, dtype=torch.float64)[[target]]
    low, high = -4.0, 4.0
    arrays = {'input': x[0, 0], 'logits': network(x)[0]}
    for name, composite in zennit_composites(low, high).items():
        arrays[f'lrp {name}'] = relevance(network, composite, x, lambda logits: one_hot * logits)
    arrays['lrp epsilon-plus-flat start one'] = relevance(network, composites.EpsilonPlusFlat(), x, lambda logits: one_hot)

    attribution = CondAttribution(network)
    found = attribution(x.clone().requires_grad_(), [{'y': [target]}], composites.EpsilonPlusFlat(), record_layer=[concept_layer])
    layer_relevance = found.relevances[concept_layer][0]
    concepts = layer_relevance.flatten(1).sum(1)
    ids = concepts.argsort(descending=True)[:3]
    arrays['crp concepts'], arrays['crp ids'] = concepts, ids
    conditions = [{'y': [target], concept_layer: [int(channel)]} for channel in ids]
    arrays['crp maps'] = torch.stack([
        attribution(x.clone().requires_grad_(), [c], composites.EpsilonPlusFlat()).heatmap[0] for c in conditions])
    arrays['crp maps with parallel'] = torch.stack([
        attribution(x.clone().requires_grad_(), [c], composites.EpsilonPlusFlat(), exclude_parallel=False).heatmap[0]
        for c in conditions])

    for name, exclude in [('crp feeding', True), ('crp feeding with parallel', False)]:
        found = attribution(x.clone().requires_grad_(), conditions[:1], composites.EpsilonPlusFlat(),
                            record_layer=[feed_layer], exclude_parallel=exclude)
        arrays[name] = found.relevances[feed_layer][0].flatten(1).sum(1)

    leaf = x.clone().requires_grad_()
    arrays['gradient'] = captum.attr.Saliency(network).attribute(leaf, target, abs=False)[0, 0]
    arrays['grad-x-input'] = captum.attr.InputXGradient(network).attribute(leaf, target)[0, 0]
    arrays['ig 16'] = captum.attr.IntegratedGradients(network).attribute(leaf, torch.full_like(x, -0.5), target, n_steps=16)[0, 0]
    module = dict(network.named_modules())[cam_layer]
    arrays['grad-cam'] = captum.attr.LayerGradCam(network, module).attribute(leaf, target)[0, 0]
    arrays['grad-cam stretched'] = captum.attr.LayerAttribution.interpolate(
        arrays['grad-cam'].relu().reshape(1, 1, -1, arrays['grad-cam'].shape[-1]), (MELS, FRAMES), 'bilinear')[0, 0]
    arrays['occlusion 5x8 s3x4'] = captum.attr.Occlusion(network).attribute(x, (1, 5, 8), (1, 3, 4), -1.0, target)[0, 0]
    return {name: array.detach().numpy().astype('<f4') for name, array in arrays.items()}


def main():
    FOLDER.mkdir(exist_ok=True)
    packages = ['torch', 'onnx', 'onnxscript', 'zennit', 'zennit-crp', 'captum', 'numpy']
    index = {'versions': {name: importlib.metadata.version(name) for name in packages}, 'networks': {}}
    for seed, (name, (kind, concepts, cam, feed)) in enumerate(NETWORKS.items(), 1):
        network = random_network(kind, seed)
        export(network, FOLDER / f'{name}.onnx')
        export_newer(network, FOLDER / f'{name}-newer.onnx')
        x = torch.randn(1, 1, MELS, FRAMES, generator=torch.Generator().manual_seed(seed)).double()
        reference = folded(network)
        assert torch.allclose(reference(x), copy.deepcopy(network).double()(x))
        target = int(reference(x).argmax())
        arrays = values(reference, concepts[0], cam[0], feed[0], x, target)
        offset, places = 0, {}
        for key, array in arrays.items():
            places[key] = {'offset': offset, 'shape': list(array.shape)}
            offset += array.size
        (FOLDER / f'{name}.f32').write_bytes(b''.join(array.tobytes() for array in arrays.values()))
        index['networks'][name] = {
            'target': target,
            'conceptTensor': concepts[1],
            'camTensor': cam[1],
            'feedTensor': feed[1],
            'arrays': places,
        }
        print(name, {key: array.shape for key, array in arrays.items()})
    (FOLDER / 'index.json').write_text(json.dumps(index, indent=1) + '\n')


if __name__ == '__main__':
    main()

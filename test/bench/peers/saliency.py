"""Times captum's Occlusion and zennit-crp on the clips that the bench times ours on.

    python saliency.py MODEL_DIR REPEATS LOGMEL.npy...     MODEL_DIR holds arch.py and model.pt

Prints one JSON line a clip: milliseconds, the best of the repeats, one thread. Patches of 8 x 15 at strides 4 x 5
(one window per call, captum's default, and 64 per call); ten concepts of block2.conv2 with their relevances.
"""
import json
import sys
import time
import warnings

import numpy
import torch
from captum.attr import Occlusion
from crp.attribution import CondAttribution
from crp.concepts import ChannelConcept
from zennit.canonizers import SequentialMergeBatchNorm
from zennit.composites import EpsilonPlusFlat

warnings.filterwarnings('ignore')
torch.set_num_threads(1)
folder, repeats, clips = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
sys.path.insert(0, folder)
from arch import ShallowResNet  # noqa: E402

model = ShallowResNet().eval()
model.load_state_dict(torch.load(f'{folder}/model.pt', weights_only=False)['sd'])
attribution, concept, layer = CondAttribution(model), ChannelConcept(), 'block2.conv2'
composite = EpsilonPlusFlat([SequentialMergeBatchNorm()])


def best(work, times=repeats):
    shortest = float('inf')
    for _ in range(times):
        started = time.perf_counter()
        work()
        shortest = min(shortest, time.perf_counter() - started)
    return shortest * 1e3


def occlusion(x, target, per_call):
    with torch.no_grad():
        Occlusion(model).attribute(x, target=target, sliding_window_shapes=(1, 8, 15), strides=(1, 4, 5), baselines=0,
                                   perturbations_per_eval=per_call)


def concepts(x, target):
    found = attribution(x.clone().requires_grad_(), [{'y': [target]}], composite, record_layer=[layer])
    relevance = concept.attribute(found.relevances[layer], abs_norm=True)[0]
    conditions = [{'y': [target], layer: [channel]} for channel in relevance.argsort(descending=True)[:10].tolist()]
    for _ in attribution.generate(x.clone().requires_grad_(), conditions, composite, batch_size=10, verbose=False):
        pass


for clip in clips:
    x = torch.from_numpy(numpy.load(clip))[None, None]
    with torch.no_grad():
        target = int(model(x).argmax())
    print(json.dumps({
        'frames': x.shape[-1],
        'occlusion1': best(lambda: occlusion(x, target, 1), 1),
        'occlusion64': best(lambda: occlusion(x, target, 64), 1),
        'lrp': best(lambda: attribution(x.clone().requires_grad_(), [{'y': [target]}], composite)),
        'crp': best(lambda: concepts(x, target)),
    }), flush=True)

"""Writes odd-models/*.onnx: small models on a log-Mel [n, 1, 8, t], each wrong in one way (good.onnx in none).

python make-odd-models.py    (onnx 1.23.2, numpy 2.4.6)
"""
from pathlib import Path
import numpy as np
from onnx import TensorProto, helper, numpy_helper, save

MELS, LABELS = 8, 3
OUT = Path(__file__).parent / 'odd-models'
OUT.mkdir(exist_ok=True)
WEIGHTS = (np.arange(MELS * LABELS).reshape(MELS, LABELS) % 5 - 2).astype(np.float32)


def constant(name, values):
    return numpy_helper.from_array(np.asarray(values), name)


def write(name, nodes=(), weights=WEIGHTS, shape=('n', 1, MELS, 't'), out_shape=('n', LABELS), out='logits', out_type=TensorProto.FLOAT, extra=(), inputs=(), head=True):
    """Mean over time, then a linear layer to `raw`; `nodes` lead from there to `out`."""
    body = []
    if head:
        body = [
            helper.make_node('ReduceMean', ['logmel', 'axes'], ['pooled'], keepdims=0),
            helper.make_node('MatMul', ['pooled', 'weights'], ['raw']),
        ]
    if not nodes:
        nodes = [helper.make_node('Identity', ['raw'], [out])]
    graph = helper.make_graph(
        [*body, *nodes],
        name,
        [helper.make_tensor_value_info('logmel', TensorProto.FLOAT, shape), *inputs],
        [helper.make_tensor_value_info(out, out_type, out_shape)],
        [constant('axes', np.array([1, 3])), constant('weights', weights), *extra],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid('', 18)], ir_version=8)
    save(model, OUT / f'{name}.onnx')
    return model


write('good')
write('labels-4', weights=np.ones((MELS, 4), np.float32), out_shape=('n', 4))
write('weights-nan', weights=np.full_like(WEIGHTS, np.nan))
write('weights-inf', weights=np.full_like(WEIGHTS, np.inf))
write('constant', weights=np.zeros_like(WEIGHTS))
write('random', [helper.make_node('RandomNormalLike', ['raw'], ['noise']), helper.make_node('Add', ['raw', 'noise'], ['logits'])])
# NaN where a logit is negative.
write('nan-on-noise', [helper.make_node('Sqrt', ['raw'], ['logits'])])
write('batch-1', shape=(1, 1, MELS, 't'), out_shape=(1, LABELS))
write('batch-mean', [
    helper.make_node('ReduceMean', ['raw', 'axis0'], ['company'], keepdims=1),
    helper.make_node('Add', ['raw', 'raw'], ['doubled']),
    helper.make_node('Sub', ['doubled', 'company'], ['logits']),
], extra=[constant('axis0', np.array([0]))])
write('frames-100', shape=('n', 1, MELS, 100))
write('mels-9', shape=('n', 1, 9, 't'), weights=np.ones((9, LABELS), np.float32))
write('image', shape=('n', 3, MELS, 't'))
write('rank-3', [helper.make_node('Unsqueeze', ['raw', 'axis0'], ['logits'])], out_shape=(1, 'n', LABELS), extra=[constant('axis0', np.array([0]))])
write('class-index', [helper.make_node('ArgMax', ['raw'], ['logits'], axis=1, keepdims=0)], out_shape=('n',), out_type=TensorProto.INT64)
write('two-inputs', [helper.make_node('Add', ['raw', 'more'], ['logits'])], inputs=[helper.make_tensor_value_info('more', TensorProto.FLOAT, ('n', LABELS))])
# 2^40 values of 4 bytes at run time; nothing in the file says so.
write('tile-bomb', [
    helper.make_node('Tile', ['raw', 'repeats'], ['large']),
    helper.make_node('ReduceSum', ['large', 'axis1'], ['sum'], keepdims=1),
    helper.make_node('Add', ['raw', 'sum'], ['logits']),
], extra=[constant('repeats', np.array([1, 2**29])), constant('axis1', np.array([1]))])

body = helper.make_graph(
    [helper.make_node('Identity', ['going'], ['on']), helper.make_node('Identity', ['value'], ['kept'])],
    'body',
    [helper.make_tensor_value_info('i', TensorProto.INT64, ()), helper.make_tensor_value_info('going', TensorProto.BOOL, ()), helper.make_tensor_value_info('value', TensorProto.FLOAT, None)],
    [helper.make_tensor_value_info('on', TensorProto.BOOL, ()), helper.make_tensor_value_info('kept', TensorProto.FLOAT, None)],
)
write('endless', [helper.make_node('Loop', ['', 'yes', 'raw'], ['logits'], body=body)], extra=[constant('yes', np.array(True))])

# Weights in another file, by a name that lies in the folder where the tests run: it must be out of reach there too.
external = write('external')
tensor = next(t for t in external.graph.initializer if t.name == 'weights')
tensor.ClearField('raw_data')
tensor.data_location = TensorProto.EXTERNAL
for key, value in (('location', 'package.json'), ('offset', '0'), ('length', str(MELS * LABELS * 4))):
    entry = tensor.external_data.add()
    entry.key, entry.value = key, value
(OUT / 'external.onnx').write_bytes(external.SerializeToString())

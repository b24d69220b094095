"""Activations by ONNX Runtime, components, neighbours and trustworthiness by scikit-learn -> ../clip-maps/clip-maps.json"""

import json
from importlib.metadata import version
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import helper
from sklearn.decomposition import PCA
from sklearn.manifold import trustworthiness
from sklearn.neighbors import NearestNeighbors

goldens = Path(__file__).parent.parent
saliency = json.loads((goldens / "saliency" / "index.json").read_text())
rng = np.random.default_rng(3)


def penultimate(path, batch):
    """Input of the last Gemm or MatMul, added to the outputs of the model as it is."""
    model = onnx.load(path)
    last = [node for node in model.graph.node if node.op_type in ("Gemm", "MatMul")][-1]
    model.graph.output.append(helper.make_tensor_value_info(last.input[0], onnx.TensorProto.FLOAT, None))
    session = onnxruntime.InferenceSession(model.SerializeToString())
    found = session.run([last.input[0]], {session.get_inputs()[0].name: batch})[0][0]
    return last.input[0], found.astype(float).round(7).tolist()


networks = {}
for name, network in saliency["networks"].items():
    array = network["arrays"]["input"]
    whole = np.fromfile(goldens / "saliency" / f"{name}.f32", dtype="<f4")
    batch = whole[array["offset"] : array["offset"] + 16 * 37].reshape(1, 1, 16, 37)
    networks[name] = {file: penultimate(goldens / "saliency" / f"{file}.onnx", batch)[1] for file in (name, f"{name}-newer")}

# Correlated columns of very different spread, one of them constant.
rows, size = 120, 12
mixed = rng.normal(size=(rows, size)) @ rng.normal(size=(size, size)) * np.geomspace(10, 0.01, size) + rng.normal(size=size)
mixed[:, 5] = 2.5
mixed = mixed.astype(np.float32)
pca = PCA(n_components=6, svd_solver="full").fit(mixed)

# A map that is nearly the first two components, and one that is torn apart.
places = pca.transform(mixed)[:, :2] + rng.normal(size=(rows, 2)) * 2
torn = places[rng.permutation(rows)]
nearest = NearestNeighbors(n_neighbors=7).fit(mixed)
distances, indices = nearest.kneighbors()
cosine = NearestNeighbors(n_neighbors=5, metric="cosine").fit(mixed)
cosines, cosine_indices = cosine.kneighbors()
result = {
    "madeBy": {name: version(name) for name in ("numpy", "onnx", "onnxruntime", "scikit-learn")},
    "networks": networks,
    "rows": rows,
    "size": size,
    "values": mixed.ravel().astype(float).tolist(),
    "pca": {
        "mean": pca.mean_.astype(float).tolist(),
        "axes": pca.components_.astype(float).ravel().tolist(),
        "variances": pca.explained_variance_.astype(float).tolist(),
        "shares": pca.explained_variance_ratio_.astype(float).tolist(),
        "places": pca.transform(mixed).astype(float).ravel().tolist(),
    },
    "nearest": {"indices": indices.ravel().tolist(), "distances": distances.ravel().tolist()},
    "cosine": {"indices": cosine_indices.ravel().tolist(), "similarities": (1 - cosines).ravel().tolist()},
    "maps": [
        {
            "places": (kept := np.float32(found)).ravel().astype(float).tolist(),
            "trustworthiness": {str(k): float(trustworthiness(mixed, kept, n_neighbors=k)) for k in (1, 5, 15, 40)},
        }
        for found in (places, torn)
    ],
}
path = goldens / "clip-maps" / "clip-maps.json"
path.write_text(json.dumps(result) + "\n")
print({name: len(next(iter(found.values()))) for name, found in networks.items()}, result["maps"][0]["trustworthiness"])

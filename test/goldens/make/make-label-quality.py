"""Suspected labels and label quality, as cleanlab gives them -> ../stats/label-quality.json

Probabilities of a made-up classifier over five labels, a tenth of the labels drawn anew; one label is rare, and so that
several thresholds are reached at once the rows are of very different sharpness.
"""

import json
from importlib.metadata import version
from pathlib import Path

import numpy as np
from cleanlab.filter import find_label_issues
from cleanlab.rank import get_normalized_margin_for_each_label

LABELS, CLIPS = 5, 200
rng = np.random.default_rng(11)
truth = rng.choice(LABELS, size=CLIPS, p=[0.3, 0.3, 0.2, 0.15, 0.05])
given = np.where(rng.random(CLIPS) < 0.1, rng.integers(LABELS, size=CLIPS), truth)
scores = rng.normal(size=(CLIPS, LABELS)) + rng.uniform(0.5, 4, (CLIPS, 1)) * np.eye(LABELS)[truth]
probabilities = np.exp(scores) / np.exp(scores).sum(1, keepdims=True)
probabilities = probabilities.round(4)
probabilities[:, -1] = (1 - probabilities[:, :-1].sum(1)).round(4)

mask = find_label_issues(given, probabilities, filter_by="confident_learning", n_jobs=1, min_examples_per_class=0)
result = {
    "madeBy": {name: version(name) for name in ("numpy", "cleanlab")},
    "labels": LABELS,
    "given": given.tolist(),
    "probabilities": probabilities.ravel().round(4).tolist(),
    "suspected": np.flatnonzero(mask).tolist(),
    "quality": get_normalized_margin_for_each_label(given, probabilities).round(9).tolist(),
}
path = Path(__file__).parent.parent / "stats" / "label-quality.json"
path.write_text(json.dumps(result) + "\n")
print(len(result["suspected"]), "suspected of", CLIPS, "of which given != truth:", int((given != truth)[mask].sum()))

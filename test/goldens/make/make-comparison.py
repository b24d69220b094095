"""Writes ../stats/comparison.json: what scikit-learn and statsmodels say of two models on the same clips, for the tests of engine/comparisons.

Run: python make-comparison.py (needs scikit-learn, statsmodels, numpy)
The two-stage bootstrap (speakers, then each one's clips; both models on the same draw) is worked out here by its plain definition.
"""
import json
import pathlib

import numpy as np
import sklearn
import statsmodels
from sklearn.metrics import accuracy_score, confusion_matrix, recall_score
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests

rng = np.random.default_rng(7)
LABELS = ['angry', 'happy', 'sad', 'neutral']
DRAWS = 20_000
CLIPS, SPEAKERS = 180, 12
FEW = 10


def predictions(expected, hard, share):
    """Right with this share, less often where a clip is hard, so that the two models err together."""
    right = rng.random(len(expected)) < share - 0.35 * hard
    return np.where(right, expected, (expected + rng.integers(1, 4, len(expected))) % 4)


speaker = np.sort(rng.integers(SPEAKERS, size=CLIPS))
expected = rng.choice(4, size=CLIPS, p=[0.4, 0.3, 0.26, 0.04])
hard = rng.random(CLIPS) < 0.4
a, b = predictions(expected, hard, 0.7), predictions(expected, hard, 0.85)
sex = speaker % 2


def test_of(chosen):
    right_a, right_b = a[chosen] == expected[chosen], b[chosen] == expected[chosen]
    cells = [int(np.sum(x & y)) for x, y in [(right_a, right_b), (right_a, ~right_b), (~right_a, right_b), (~right_a, ~right_b)]]
    p = mcnemar([cells[:2], cells[2:]], exact=True).pvalue if cells[1] + cells[2] > 0 and chosen.sum() >= FEW else None
    return {'cells': cells, 'clips': int(chosen.sum()), 'p': p}


def with_holm(tests):
    large = [test for test in tests if test['clips'] >= FEW]
    for test, p in zip(large, multipletests([1.0 if test['p'] is None else test['p'] for test in large], method='holm')[1]):
        test['holm'] = None if test['p'] is None else p
    return tests


def uar(predicted, places):
    return recall_score(expected[places], predicted[places], labels=np.unique(expected[places]), average='macro', zero_division=0)


def draw():
    picked = rng.integers(SPEAKERS, size=SPEAKERS)
    return np.concatenate([rng.choice(np.flatnonzero(speaker == s), size=int(np.sum(speaker == s))) for s in picked])


def interval(values):
    return np.percentile(values, [2.5, 97.5]).tolist()


def figures(places, other):
    right = [np.mean(m[p] == expected[p]) for m, p in [(a, places), (b, other)]]
    return [*right, right[1] - right[0], uar(b, other) - uar(a, places)]


paired = np.array([figures(places, places) for places in (draw() for _ in range(DRAWS))])
apart = np.array([figures(draw(), draw()) for _ in range(DRAWS // 4)])
every = np.ones(CLIPS, bool)
golden = {
    'madeBy': f'scikit-learn {sklearn.__version__}, statsmodels {statsmodels.__version__}, numpy {np.__version__}',
    'labels': LABELS,
    'speaker': speaker.tolist(),
    'expected': expected.tolist(),
    'a': a.tolist(),
    'b': b.tolist(),
    'accuracy': [accuracy_score(expected, a), accuracy_score(expected, b)],
    'uar': [uar(a, np.arange(CLIPS)), uar(b, np.arange(CLIPS))],
    'confusion': [confusion_matrix(expected, a, labels=range(4)).tolist(), confusion_matrix(expected, b, labels=range(4)).tolist()],
    'all': test_of(every),
    'byLabel': with_holm([test_of(expected == label) for label in range(4)]),
    'bySubgroup': with_holm([*(test_of(sex == s) for s in range(2)), *(test_of(speaker == s) for s in range(SPEAKERS))]),
    'paired': {'a': interval(paired[:, 0]), 'b': interval(paired[:, 1]), 'accuracyGap': interval(paired[:, 2]), 'uarGap': interval(paired[:, 3])},
    'apart': {'accuracyGap': interval(apart[:, 2]), 'uarGap': interval(apart[:, 3])},
}
target = pathlib.Path(__file__).parent.parent / 'stats' / 'comparison.json'
target.write_text(json.dumps(golden) + '\n')

"""Agreement of four raters with gaps, as scikit-learn, statsmodels and the krippendorff package give it -> ../stats/agreement.json

The intervals are percentile intervals over clips drawn with replacement, by NumPy's generator: they agree with another
generator's to the draws' own scatter only.
"""

import json
import sys
from importlib.metadata import version
from pathlib import Path

import krippendorff
import numpy as np
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import fleiss_kappa

LABELS, RATERS, CLIPS = 4, 4, 120
rng = np.random.default_rng(7)
truth = rng.integers(LABELS, size=CLIPS)
labels = np.where(rng.random((CLIPS, RATERS)) < 0.65, truth[:, None], rng.integers(LABELS, size=(CLIPS, RATERS)))
gaps = rng.random((CLIPS, RATERS)) < 0.25
gaps[:40] = False
dials = np.clip(rng.normal(truth[:, None] / 2 - 0.75, 0.35, (CLIPS, RATERS)), -1, 1).round(3)


def nominal(rows):
    return krippendorff.alpha(
        np.where(gaps[rows], np.nan, labels[rows]).T, level_of_measurement="nominal", value_domain=list(range(LABELS))
    )


def interval(rows):
    return krippendorff.alpha(np.where(gaps[rows], np.nan, dials[rows]).T, level_of_measurement="interval")


def spread(of):
    drawn = [of(rng.integers(CLIPS, size=CLIPS)) for _ in range(4000)]
    return [float(x) for x in np.quantile(drawn, [0.025, 0.975])]


everybody = ~gaps.any(axis=1)
votes = np.array([[(row == label).sum() for label in range(LABELS)] for row in labels[everybody]])
both = lambda a, b: ~gaps[:, a] & ~gaps[:, b]
every = np.arange(CLIPS)
result = {
    "madeBy": {name: version(name) for name in ("numpy", "scikit-learn", "statsmodels", "krippendorff")},
    "labels": np.where(gaps, -1, labels).tolist(),
    "dials": [[None if gap else value for gap, value in zip(*row)] for row in zip(gaps.tolist(), dials.tolist())],
    "cohen": [
        {"pair": [a, b], "clips": int(both(a, b).sum()), "kappa": cohen_kappa_score(labels[both(a, b), a], labels[both(a, b), b])}
        for a in range(RATERS)
        for b in range(a + 1, RATERS)
    ],
    "fleiss": {"clips": int(everybody.sum()), "kappa": float(fleiss_kappa(votes))},
    "nominal": {"alpha": float(nominal(every)), "interval": spread(nominal)},
    "interval": {"alpha": float(interval(every)), "interval": spread(interval)},
}
target = Path(__file__).parent.parent / "stats" / "agreement.json"
target.write_text(json.dumps(result) + "\n")
sys.stdout.write(f"{target}\n")

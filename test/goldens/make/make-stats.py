"""Writes ../stats/statistics.json: what SciPy, statsmodels and scikit-learn give for small data sets, for the tests of engine/stats.

Run: python make-stats.py (needs scipy, statsmodels, scikit-learn, krippendorff, numpy)
Nothing is tested against our own output: where none of these tools has the figure (two-stage bootstrap),
it is worked out here by its plain definition.
"""
import json
import pathlib

import krippendorff
import numpy as np
import scipy
import sklearn
import statsmodels
from scipy import stats
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import cohen_kappa_score, roc_auc_score
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.inter_rater import fleiss_kappa
from statsmodels.stats.multitest import fdrcorrection
from statsmodels.stats.proportion import proportion_confint

rng = np.random.default_rng(20260101)


def listed(values):
    return np.asarray(values).tolist()


def two_stage(groups, draws):
    drawn = np.empty(draws)
    for d in range(draws):
        picked = rng.integers(len(groups), size=len(groups))
        drawn[d] = np.concatenate([rng.choice(groups[g], size=len(groups[g])) for g in picked]).mean()
    return drawn


def bootstrap():
    values = np.round(rng.lognormal(0, 1.2, 25), 3)
    groups = [np.round(rng.normal(centre, 1, size), 3) for centre, size in [(0, 12), (1.5, 7), (0.4, 20), (2.2, 3), (-0.6, 9)]]
    percentile = stats.bootstrap((values,), np.mean, method='percentile', n_resamples=400_000, batch=20_000, rng=rng)
    return {
        'values': listed(values),
        'percentile': listed(percentile.confidence_interval),
        'groups': [listed(group) for group in groups],
        'twoStage': listed(np.percentile(two_stage(groups, 100_000), [2.5, 97.5])),
    }


def permutation(a, b):
    def difference(x, y, axis):
        return x.mean(axis=axis) - y.mean(axis=axis)

    exact = stats.permutation_test((a, b), difference, vectorized=True, n_resamples=np.inf)
    return {'a': listed(a), 'b': listed(b), 'p': exact.pvalue}


def sign_flip(values):
    exact = stats.permutation_test((values,), lambda x, axis: x.mean(axis=axis), vectorized=True, permutation_type='samples', n_resamples=np.inf)
    return {'values': listed(values), 'p': exact.pvalue}


def roc(n, digits):
    positive = rng.random(n) < 0.3
    scores = np.round(rng.normal(positive * 0.8, 1), digits)
    return {'scores': listed(scores), 'isPositive': listed(positive), 'auc': roc_auc_score(positive, scores)}


def effect(a, b):
    pooled = np.sqrt(((len(a) - 1) * a.var(ddof=1) + (len(b) - 1) * b.var(ddof=1)) / (len(a) + len(b) - 2))
    d = (a.mean() - b.mean()) / pooled
    degrees = len(a) + len(b) - 2
    factor = np.exp(scipy.special.gammaln(degrees / 2) - scipy.special.gammaln((degrees - 1) / 2)) / np.sqrt(degrees / 2)
    return {'a': listed(a), 'b': listed(b), 'd': d, 'g': d * factor}


def eta(groups):
    f = stats.f_oneway(*groups)
    k, n = len(groups), sum(map(len, groups))
    return {'groups': [listed(group) for group in groups], 'eta': f.statistic * (k - 1) / (f.statistic * (k - 1) + n - k)}


def spearman(a, b):
    found = stats.spearmanr(a, b)
    return {'a': listed(a), 'b': listed(b), 'rho': found.statistic, 'p': found.pvalue}


def logistic(ridge, separable):
    rows = np.round(rng.normal(size=(60, 2)), 3)
    score = 3 * rows[:, 0] - rows[:, 1] + 0.5
    positive = score > 0 if separable else score + rng.logistic(size=60) * 1.5 > 0
    model = LogisticRegression(C=1 / ridge, tol=1e-12, max_iter=10_000).fit(rows, positive)
    return {
        'rows': listed(rows),
        'isPositive': listed(positive),
        'ridge': ridge,
        'intercept': model.intercept_[0],
        'weights': listed(model.coef_[0]),
    }


def wilson(successes, n, level):
    low, high = proportion_confint(successes, n, 1 - level, method='wilson')
    return {'successes': successes, 'n': n, 'level': level, 'interval': [float(low), float(high)]}


def mcnemar_of(first, second):
    table = [[30, first], [second, 10]]
    return {'first': first, 'second': second, 'p': float(mcnemar(table, exact=True).pvalue)}


def kappas():
    labels = rng.integers(4, size=(80, 2))
    labels[:40, 1] = labels[:40, 0]
    counts = np.zeros((4, 4), int)
    np.add.at(counts, (labels[:, 0], labels[:, 1]), 1)
    votes = rng.multinomial(6, [0.5, 0.3, 0.2], size=25)
    return {
        'counts': listed(counts),
        'cohen': cohen_kappa_score(labels[:, 0], labels[:, 1]),
        'votes': listed(votes),
        'fleiss': float(fleiss_kappa(votes)),
    }


def alphas():
    ratings = rng.integers(1, 6, size=(20, 1)) + rng.integers(-1, 2, size=(20, 4)).astype(float)
    ratings[rng.random(ratings.shape) < 0.3] = np.nan
    return {
        'ratings': [[None if np.isnan(value) else value for value in row] for row in ratings.tolist()],
        'nominal': float(krippendorff.alpha(ratings.T, level_of_measurement='nominal')),
        'interval': float(krippendorff.alpha(ratings.T, level_of_measurement='interval')),
    }


def robust(values):
    return {
        'values': listed(values),
        'centre': float(np.median(values)),
        'spread': float(stats.median_abs_deviation(values, scale='normal')),
    }


p_values = np.concatenate([np.round(rng.random(12), 4), [0.001, 0.001, 0.0004, 0.02, 1.0]])
golden = {
    'madeBy': {'scipy': scipy.__version__, 'statsmodels': statsmodels.__version__, 'scikit-learn': sklearn.__version__, 'numpy': np.__version__},
    'bootstrap': bootstrap(),
    'permutation': [
        permutation(np.array([1.2, 3.4, 2.2, 5.0]), np.array([0.3, 1.1, 2.2, 0.9, 1.0])),
        permutation(np.array([1.0, 2.0, 2.0]), np.array([2.0, 2.0, 3.0, 1.0])),
        permutation(np.round(rng.normal(0.5, 1, 8), 2), np.round(rng.normal(0, 1, 7), 2)),
    ],
    'signFlip': [sign_flip(np.array([0.4, -0.1, 0.7, 1.2, 0.3])), sign_flip(np.round(rng.normal(0.4, 1, 12), 1))],
    'benjaminiHochberg': {'p': listed(p_values), 'q': listed(fdrcorrection(p_values)[1])},
    'roc': [roc(200, 6), roc(150, 0), roc(20, 1)],
    'effect': [
        effect(np.round(rng.normal(1, 2, 14), 1), np.round(rng.normal(0, 1, 9), 1)),
        effect(np.array([1.0, 2.0]), np.array([2.0, 4.0, 4.0])),
    ],
    'etaSquared': eta([np.round(rng.normal(centre, 1, size), 2) for centre, size in [(0, 9), (0.5, 14), (2, 6)]]),
    'spearman': [
        spearman(rng.integers(6, size=30).astype(float), np.round(rng.normal(size=30), 2)),
        spearman(np.array([1.0, 2.0, 3.0, 4.0, 5.0]), np.array([5.0, 6.0, 7.0, 8.0, 7.0])),
    ],
    'logistic': [logistic(1, False), logistic(0.1, False), logistic(1, True), logistic(0.01, True)],
    'wilson': [wilson(0, 12, 0.95), wilson(12, 12, 0.95), wilson(41, 120, 0.9), wilson(1, 1, 0.95)],
    'mcnemar': [mcnemar_of(3, 9), mcnemar_of(0, 5), mcnemar_of(7, 7), mcnemar_of(40, 22), mcnemar_of(20, 14), mcnemar_of(3000, 2800)],
    'kappa': kappas(),
    'robust': robust(np.round(rng.normal(3, 2, 31), 2)),
    'alpha': alphas(),
    'normal': [{'z': z, 'p': float(stats.norm.cdf(z))} for z in [-8.0, -3.0, -1.0, -0.01, 0.0, 0.5, 1.96, 5.0]],
    'student': [{'t': t, 'degrees': k, 'p': float(2 * stats.t.sf(abs(t), k))} for t, k in [(0.0, 3), (2.0, 1), (-2.5, 7), (12.0, 30), (1.1, 400)]],
}
target = pathlib.Path(__file__).parent.parent / 'stats' / 'statistics.json'
target.parent.mkdir(exist_ok=True)
target.write_text(json.dumps(golden) + '\n')

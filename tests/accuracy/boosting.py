# SPDX-License-Identifier: Apache-2.0
"""Fits the generic-secret model: gradient-boosted trees over the features of an assignment, and a linear term for
its path, in turns, so that each explains what the other leaves. See scanner/filters/generic/score_model.h."""
import json

import numpy as np
import xgboost

ROUNDS = 220
PARAMETERS = dict(max_depth=5, eta=0.06, subsample=0.8, colsample_bytree=0.6, min_child_weight=4, reg_lambda=3,
                  objective="binary:logistic", tree_method="hist", max_bin=64, base_score=0.5, seed=7, verbosity=0,
                  nthread=1)
RIDGE = 4.0
INNER_FOLDS = 3
GREATEST_PATH_TERM = 0.1  # kGreatestPathTerm in score_model.h


def folds_of(repositories, count, seed):
    """A fold for each row; rows of one repository share theirs."""
    names = np.unique(repositories)
    np.random.RandomState(seed).shuffle(names)
    number = {name: i % count for i, name in enumerate(names)}
    return np.array([number[name] for name in repositories])


class Sample:
    """Features, path terms, truth, weights and repositories of the same rows."""

    def __init__(self, x, paths, y, weights, repositories):
        self.x, self.paths, self.y, self.weights, self.repositories = x, paths, y, weights, repositories

    def rows(self, mask):
        return Sample(self.x[mask], self.paths[mask], self.y[mask], self.weights[mask], self.repositories[mask])

    def with_rows(self, other):
        return Sample(np.vstack([self.x, other.x]), np.vstack([self.paths, other.paths]),
                      np.concatenate([self.y, other.y]), np.concatenate([self.weights, other.weights]),
                      np.concatenate([self.repositories, other.repositories]))


def grow(sample, offset):
    matrix = xgboost.DMatrix(sample.x, label=sample.y, weight=sample.weights, base_margin=offset)
    return xgboost.train(PARAMETERS, matrix, num_boost_round=ROUNDS)


def log_odds(trees, x):
    return trees.predict(xgboost.DMatrix(x, base_margin=np.zeros(len(x))), output_margin=True)


def fit_path_terms(margins, sample):
    """Ridge logistic regression on the path terms, by Newton's method, behind what the trees say."""
    terms = np.zeros(sample.paths.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-(margins + sample.paths @ terms)))
        gradient = sample.paths.T @ (sample.weights * (p - sample.y)) + RIDGE * terms
        curvature = (sample.paths * (sample.weights * p * (1 - p))[:, None]).T @ sample.paths
        terms -= np.linalg.solve(curvature + RIDGE * np.eye(len(terms)), gradient)
    return terms


class Model:
    def __init__(self, sample):
        offset = np.zeros(len(sample.y))
        # The path terms are fitted on rows that the trees did not learn from: on the others the trees leave nothing.
        fold = folds_of(sample.repositories, INNER_FOLDS, seed=1)
        margins = np.zeros(len(sample.y))
        for k in range(INNER_FOLDS):
            margins[fold == k] = log_odds(grow(sample.rows(fold != k), offset[fold != k]), sample.x[fold == k])
        self.terms = fit_path_terms(margins, sample)
        self.trees = grow(sample, np.minimum(sample.paths @ self.terms, GREATEST_PATH_TERM))

    def log_odds(self, sample):
        return log_odds(self.trees, sample.x) + np.minimum(sample.paths @ self.terms, GREATEST_PATH_TERM)

    def text(self, feature_names, term_names, bounds, note):
        """As scanner/filters/generic/score_model.h reads it."""
        lines = [f"# Written by tests/accuracy/train.py. {note}", "bounds %.4f %.4f %.4f" % tuple(bounds), "base 0"]
        lines += ["path %s %.5g" % pair for pair in zip(term_names, self.terms)]
        for tree in self.trees.get_dump(dump_format="json", with_stats=True):
            lines += ["tree"] + tree_lines(json.loads(tree), feature_names)
        return "\n".join(lines) + "\n"


def weigh(node):
    """Gives each node the mean of the leaves below it; answers its weight and mean."""
    if "leaf" in node:
        node["mean"] = node["leaf"]
    else:
        parts = [weigh(child) for child in node["children"]]
        weight = sum(w for w, _ in parts)
        node["mean"] = sum(w * mean for w, mean in parts) / max(weight, 1e-9)
    return node["cover"], node["mean"]


def tree_lines(root, feature_names):
    """Nodes in the order of their depth, so that both children of a node stand side by side."""
    weigh(root)
    order, lines = [root], []
    for node in order:
        if "leaf" in node:
            lines.append("leaf %.5g" % node["leaf"])
            continue
        below = {child["nodeid"]: child for child in node["children"]}
        feature = feature_names[int(node["split"][1:])]
        lines.append("node %s %.9g %d %.5g" % (feature, node["split_condition"], len(order), node["mean"]))
        order += [below[node["yes"]], below[node["no"]]]
    return lines

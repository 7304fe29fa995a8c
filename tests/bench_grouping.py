"""Score the grouping through the command line beside other methods; time small and large walls.

    python tests/bench_grouping.py [PROBLEMS] [--large CARDS]

PROBLEMS is a folder of CSV files with the columns id, text and group: cards that people have
grouped. Without it `shared/grouping/problems` beside the checkout is taken, and where that is
not there, the small one among the tests' own data. Not collected by pytest. Needs scipy and
scikit-learn; MiniLM and BERTopic where they are installed.
"""

import argparse
import csv
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import alike
import numpy as np
from sklearn.cluster import KMeans
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import (
    adjusted_mutual_info_score,
    adjusted_rand_score,
    silhouette_score,
)
from sklearn.metrics.cluster import pair_confusion_matrix

Labels = Sequence[object]


DATA = Path(__file__).parent / "data"
BESIDE = Path(__file__).parents[2] / "shared" / "grouping" / "problems"


class Problem(NamedTuple):
    """Cards that people have grouped."""

    name: str
    path: Path
    ids: list[str]
    texts: list[str]
    groups: list[str]


def problems(folder: Path) -> Iterator[Problem]:
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        if rows and {"id", "text", "group"} <= rows[0].keys():
            columns = ([row[name] for row in rows] for name in ("id", "text", "group"))
            yield Problem(path.stem, path, *columns)


def afterword(problem: Problem) -> Labels:
    """Group through the command line, from a file with the columns id and text only."""
    groups = through_the_command_line(problem.ids, problem.texts)
    home = {idea["id"]: group["title"] for group in groups for idea in group["ideas"]}
    return [home[each] for each in problem.ids]


def through_the_command_line(ids: Sequence[str], texts: Sequence[str]) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        cards = Path(folder, "cards.csv")
        with cards.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["id", "text"])
            writer.writerows(zip(ids, texts, strict=True))
        command = [sys.executable, "-m", "pipeline", "group", str(cards), "--json"]
        said = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    groups: list[dict[str, Any]] = json.loads(said)["groups"]
    return groups


def tfidf_kmeans(problem: Problem) -> Labels:
    return _kmeans(TfidfVectorizer(stop_words="english").fit_transform(problem.texts).toarray())


def wordllama_kmeans(problem: Problem) -> Labels:
    from pipeline.meaning import pieces

    return _kmeans(pieces.vectors(pieces.cut(problem.texts), np.ones(32_000)))


def both_views_kmeans(problem: Problem) -> Labels:
    from pipeline import meaning

    return _kmeans(meaning.plainly(problem.texts))


def bertopic(problem: Problem) -> Labels:
    from bertopic import BERTopic

    from pipeline import meaning

    model = BERTopic(min_topic_size=3)
    topics, _ = model.fit_transform(problem.texts, embeddings=meaning.plainly(problem.texts))
    return [topic if topic >= 0 else f"alone {n}" for n, topic in enumerate(topics)]


def minilm_kmeans(problem: Problem) -> Labels:
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer("all-MiniLM-L6-v2", local_files_only=True)
    return _kmeans(model.encode(problem.texts))


def _kmeans(rows: np.ndarray) -> Labels:
    """Group by KMeans with the number of groups that has the best silhouette."""
    best: tuple[float, Labels] = (-1.0, [0] * len(rows))
    for count in range(3, min(16, len(rows) - 1)):
        labels = KMeans(count, n_init=10, random_state=0).fit_predict(rows)
        best = max(best, (float(silhouette_score(rows, labels)), list(labels)), key=lambda b: b[0])
    return best[1]


METHODS: dict[str, Callable[[Problem], Labels]] = {
    "afterword group --json": afterword,
    "both views, KMeans, silhouette": both_views_kmeans,
    "WordLlama, KMeans, silhouette": wordllama_kmeans,
    "TF-IDF, KMeans, silhouette": tfidf_kmeans,
    "MiniLM, KMeans, silhouette": minilm_kmeans,
    "BERTopic on both views": bertopic,
}
NEEDS = {
    "MiniLM, KMeans, silhouette": "sentence_transformers",
    "BERTopic on both views": "bertopic",
}


def scores(gold: Labels, found: Labels) -> tuple[float, float, float, float]:
    """Return AMI, ARI, pair F1, and whether the number of groups is within two of people's."""
    (_, false), (missed, true) = pair_confusion_matrix(gold, found)
    f1 = 2 * true / max(1, 2 * true + false + missed)
    close = abs(len(set(gold)) - len(set(found))) <= 2
    ami, ari = adjusted_mutual_info_score(gold, found), adjusted_rand_score(gold, found)
    return ami, ari, f1, float(close)


def repeats() -> str:
    """Measure how well cards that say the same are told from cards that only look so."""
    from pipeline import meaning

    near = [bool([*meaning.repeats(pair)]) for pair in alike.near_pairs(alike.SAME)]
    looks = [bool([*meaning.repeats(pair)]) for pair in alike.near_pairs(alike.OTHER)]
    said = list(alike.said_pairs())
    pool = sorted({text for one, other, _ in said for text in (one, other)} | {*alike.cards()})
    found = {frozenset((pool[a], pool[b])) for a, b in meaning.paraphrases(pool)}
    hits = [same for one, other, same in said if {one, other} in found]
    same = sum(yes for *_, yes in said)
    rows = [
        ("nearly the same letters", sum(near), sum(looks), len(near), len(looks)),
        ("other words", sum(hits), len(hits) - sum(hits), same, len(said) - same),
    ]
    lines = [
        "| cards that say the same in | precision | recall | pairs, same and other |",
        "|---|---|---|---|",
    ]
    for name, right, wrong, alike_, other in rows:
        precision, recall = right / max(1, right + wrong), right / alike_
        lines.append(f"| {name} | {precision:.3f} | {recall:.3f} | {alike_}, {other} |")
    return "\n".join(lines)


def large(count: int, texts: Sequence[str]) -> str:
    """Time `count` cards through the command line, made of halves of the problems' cards."""
    dice = np.random.default_rng(1)
    halves = [text.split() for text in texts]
    pick = dice.integers(len(halves), size=(count, 2))
    cards = [
        " ".join(halves[a][: len(halves[a]) // 2 + 1] + halves[b][len(halves[b]) // 2 :])
        for a, b in pick
    ]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    groups = through_the_command_line([f"c{n}" for n in range(count)], cards)
    took = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    work = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    kept = sum(len(group["ideas"]) for group in groups)
    themes = len({group["theme"] for group in groups})
    return (
        f"| {count:,} | {took:.1f} s | {work:.1f} s | {after.ru_maxrss / 1024:,.0f} MB "
        f"| {themes} | {len(groups)} | {kept:,} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "problems", type=Path, nargs="?", default=BESIDE if BESIDE.is_dir() else DATA
    )
    parser.add_argument("--large", type=int, action="append", help="cards to time")
    chosen = parser.parse_args()
    found = list(problems(chosen.problems))
    print(f"{len(found)} problems, number of groups unknown\n")
    print("| method | AMI | ARI | pair F1 | within two groups | seconds a problem |")
    print("|---|---|---|---|---|---|")
    for name, method in METHODS.items():
        if name in NEEDS and find_spec(NEEDS[name]) is None:
            print(f"| {name} | skipped: {NEEDS[name]} is not installed | | | | |")
            continue
        start = time.perf_counter()
        rows = [scores(problem.groups, method(problem)) for problem in found]
        took = (time.perf_counter() - start) / len(found)
        mean = np.mean(rows, axis=0)
        shown = " | ".join(f"{each:.3f}" for each in mean[:3])
        print(f"| {name} | {shown} | {mean[3]:.0%} | {took:.1f} |")
    print(f"\n{repeats()}")
    texts = [text for each in found for text in each.texts]
    print("\n| cards | time | processor time | memory | themes | groups | cards in groups |")
    print("|---|---|---|---|---|---|---|")
    for count in chosen.large or (300, 3000, 50_000):  # memory is the most so far: small ones first
        print(large(count, texts))


if __name__ == "__main__":
    main()

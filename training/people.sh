#!/usr/bin/env bash
# The weights of speakers, relays and targets (data/people/weights.tsv, pairs.tsv, relays.tsv, targets.tsv) from the marked articles:
# the diplomacy articles that are not held, and those of data/articles that are not kept for choosing by hand (`stance.FRESH`).
#
#   training/people.sh
#
# Needs a Python 3.11 environment with requirements.txt (PYTHON=…), the corpora beside the project (DEMARCHE_SHARED=…)
# and the Rust toolchain; PREDICT=… names the program of training/predict.rs when it is built already. Targets are ranked
# with the stances that the engine gives, so this comes after training/stance.sh.
set -euo pipefail
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}
shared=${DEMARCHE_SHARED:-../shared}
work=${DEMARCHE_TRAINING:-target/training}/people
export OMP_NUM_THREADS=1 # the matrices are small
mkdir -p "$work"

"$python" "$shared/corpora/diplomacy/convert.py" data/articles "$work/articles.jsonl"
"$python" - "$shared/corpora/diplomacy/gold.jsonl" "$work/articles.jsonl" > "$work/gold.jsonl" <<'SPLIT'
import json, sys
sys.path.insert(0, "training")
from corpus import is_held
from stance import FRESH
for path in sys.argv[1:]:
    for line in open(path, encoding="utf-8"):
        doc = json.loads(line)["id"]
        if not is_held(doc) and not doc.startswith(FRESH):
            sys.stdout.write(line)
SPLIT
if [ -z "${PREDICT:-}" ]; then
    cargo build --quiet --features cli,e2e --example predict
    PREDICT=target/debug/examples/predict
fi
for what in speakers relays targets; do
    "$PREDICT" $what "$work/gold.jsonl" > "$work/$what.jsonl"
done
"$python" training/people.py "$work/speakers.jsonl" data/people/weights.tsv data/people/pairs.tsv
"$python" training/relays.py "$work/relays.jsonl" data/people/relays.tsv
"$python" training/targets.py "$work/targets.jsonl" data/people/targets.tsv

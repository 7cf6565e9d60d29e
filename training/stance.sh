#!/usr/bin/env bash
# From the corpora to models/stance.bin: variants, teachers, soft labels, word vectors, student.
#
#   training/stance.sh           everything
#   training/stance.sh further   the same, but the student goes on from the weights that are there
#   training/stance.sh figures   figures on what was never trained on; nothing written
#
# After training/run.sh, whose token dumps and encoder states (context.py) are read, and with the same settings; ENGINE=… and
# STANCE_FEATURES=… name a batch program and an example stance_features that are built already.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-python3}
cd "$here/.."
export DEMARCHE_TRAINING=${DEMARCHE_TRAINING:-target/training}
if [ -z "${ENGINE:-}" ] || [ -z "${STANCE_FEATURES:-}" ]; then
    cargo build --quiet --release --features cli --bin demarche --example stance_features
    export ENGINE=target/release/demarche STANCE_FEATURES=target/release/examples/stance_features
fi
if [ "${1:-all}" = figures ]; then
    exec $python training/stance_student.py figures
fi
texts=$DEMARCHE_TRAINING/newswire.texts
mkdir -p "$texts"
$python - "$DEMARCHE_TRAINING/newswire.jsonl" "$texts" <<'SPLIT'
import json, pathlib, sys
for document in map(json.loads, open(sys.argv[1], encoding="utf-8")):
    (pathlib.Path(sys.argv[2]) / (document["id"] + ".txt")).write_text(document["text"], encoding="utf-8")
SPLIT
"$ENGINE" extract --out "$DEMARCHE_TRAINING/newswire.statements.jsonl" "$texts"
$python training/stance_variants.py
$python training/context.py encoder "$DEMARCHE_TRAINING/all-mpnet-base-v2" stance_extra stance_variants
$python training/stance_teacher.py 7
if [ "${1:-all}" = further ]; then
    $python training/stance_student.py further 6
else
    $python training/stance_student.py train 12
fi

#!/usr/bin/env bash
# Everything from corpora to models/attribution.bin, or the figures of the weights as they are.
#
#   training/run.sh            rebuild data, train baseline, teacher and student, quantise, export, print the table
#   training/run.sh figures    figures of the shipped weights, computed by the Rust engine, and the same by PyTorch
#
# Needs a Python 3.11 environment with requirements.txt (PYTHON=…), the corpora beside the project (DEMARCHE_SHARED=…),
# and the Rust toolchain. Intermediate files go to target/training (DEMARCHE_TRAINING=…).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-python3}
export DEMARCHE_TRAINING=${DEMARCHE_TRAINING:-$here/../target/training}
mkdir -p "$DEMARCHE_TRAINING"
engine() { (cd "$here/.." && cargo build --quiet --release --features cli && echo "$here/../target/release/demarche"); }

figures() {
    local engine
    engine=$(engine)
    for set in dev diplomacy seeds; do
        "$engine" dump pairs "$DEMARCHE_TRAINING/$set.jsonl" --out "$DEMARCHE_TRAINING/$set.pairs.jsonl"
    done
    echo "by the Rust engine, shipped weights"
    $python "$here/score_pairs.py" dev held seeds
}

if [ "${1:-all}" = figures ]; then
    [ -f "$DEMARCHE_TRAINING/seeds.tokens.jsonl" ] || $python "$here/prepare.py" "$(engine)"
    figures
    [ ! -f "$DEMARCHE_TRAINING/student.pt" ] || $python "$here/parity.py" student
    exit
fi

cd "$here"
$python prepare.py "$(engine)"
$python train.py base --seed 1 --epochs 8 --set half=false batch=16 diplomacy=3 articles=0
$python context.py encoder8 "$DEMARCHE_TRAINING/encoder" dev diplomacy train articles unmarked
$python train.py teacher --seed 11 --epochs 7 --context encoder8 \
    --set hidden=160 context=160 dropout=0.35 average=0.99 batch=16
$python soft.py teacher train diplomacy articles unmarked --of teacher:encoder8
$python train.py student --seed 1 --epochs 11 --init base --soft teacher --gold 0.2 --extra unmarked \
    --set rate=2.5e-3 batch=24 average=0.998 dropout=0.2 word_dropout=0.05 input_dropout=0.1
$python link.py
rm -f "$DEMARCHE_TRAINING/calibration.json"
$python export.py student
figures
$python calibrate.py
$python export.py student
$python parity.py student

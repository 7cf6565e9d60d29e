#!/usr/bin/env bash
# Everything from corpora to models/attribution.bin, or the figures of the weights as they are.
#
#   training/run.sh            gather data, train teachers and students, prune, link, quantise, export, print the table
#   training/run.sh figures    figures of the shipped weights, computed by the Rust engine, and the same by PyTorch
#   training/run.sh ablations  short runs of the student without one thing each; needs the labels of LABELS=…
#
# Needs a Python 3.11 environment with requirements.txt (PYTHON=…), npm, the corpora beside the project
# (DEMARCHE_SHARED=…) and the Rust toolchain; ENGINE=… names a batch program that is built already. Intermediate files go
# to target/training (DEMARCHE_TRAINING=…). A stage that is done is not done again: remove its mark in done/ for that.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
python=${PYTHON:-python3}
export DEMARCHE_TRAINING=${DEMARCHE_TRAINING:-$here/../target/training}
export MALLOC_MMAP_THRESHOLD_=2000000000 MALLOC_TRIM_THRESHOLD_=8000000000 # a step's memory serves the next step
work=$DEMARCHE_TRAINING
mkdir -p "$work/done"
cd "$here"

engine() {
    if [ -z "${ENGINE:-}" ]; then
        (cd .. && cargo build --quiet --release --features cli)
        ENGINE=$here/../target/release/demarche
    fi
    "$ENGINE" "$@"
}

stage() {
    local name=$1 began=$SECONDS
    shift
    if [ -e "$work/done/$name" ]; then
        echo "== $name: done before"
    else
        echo "== $name"
        "$@"
        echo "$((SECONDS - began)) s" | tee "$work/done/$name"
    fi
}

pairs() { # the engine's statements for the measured sets, by the weights of a file
    for set in dev diplomacy seeds; do
        engine dump pairs "$work/$set.jsonl" --model "$1" --out "$work/$set.pairs.jsonl"
    done
}

prepare() {
    $python prepare.py
    for set in train dev diplomacy seeds articles unmarked newswire; do
        engine dump tokens "$work/$set.jsonl" --out "$work/$set.tokens.jsonl"
        engine dump pairs --gold "$work/$set.jsonl" --out "$work/$set.gold_pairs.jsonl"
    done
}

teacher() {
    $python train.py "teacher-$1" --seed "$1" --epochs 6 --context encoder \
        --set hidden=160 context=160 dropout=0.35 average=0.99 batch=16
}

student() {
    $python train.py "student-$1" --seed "$1" --epochs 13 $labels --extra unmarked newswire --set $habits
}

score() { # one student as the engine reads it, before its confidence is fitted
    rm -f "$work/calibration.json"
    $python export.py "student-$1" "$work/student-$1.bin"
    pairs "$work/student-$1.bin"
    $python score_pairs.py dev held seeds | tee "$work/student-$1.figures"
}

figures() {
    [ -f "$work/seeds.tokens.jsonl" ] || stage prepare prepare
    pairs ../models/attribution.bin
    echo "by the Rust engine, shipped weights"
    $python score_pairs.py dev held seeds
    [ ! -f "$work/lean.pt" ] || $python parity.py lean
}

labels=${LABELS:---soft teacher-11 teacher-12 --gold 0.2} # whose marginals are mixed with gold, and how
blocks=0.46
habits="rate=3e-3 dropout=0.2 word_dropout=0.05 input_dropout=0.1"

ablation() { # NAME, what differs from the reference
    local name=$1
    shift
    stage "ablation-$name" $python train.py "ablation-$name" --seed 1 --epochs 3 $labels --set $habits average=0.98 "$@"
}

ablations() {
    ablation reference
    for input in flags affixes glove; do ablation without-$input "without=[\"$input\"]"; done
    ablation half hidden=64
    ablation without-diplomacy diplomacy=0 articles=0
    labels="" ablation gold
    labels="$labels --extra unmarked newswire --epochs 2" ablation unmarked
}

lean() { # the chosen student without so many of its blocks; what the change cost is learned from what it said before
    local whole
    whole=$(cat "$work/chosen")
    $python prune.py "$whole" pruned "$blocks"
    $python soft.py "$whole" "" train diplomacy articles unmarked newswire
    $python train.py lean --start pruned --seed "${whole##*-}" --epochs 4 --soft "$whole" --gold 0.2 \
        --extra unmarked newswire --set rate=4e-4 dropout=0.0 word_dropout=0.02 input_dropout=0.0 average=0.99
}

case ${1:-all} in
figures | ablations)
    "$1"
    exit
    ;;
esac

stage prepare prepare
stage encode $python context.py encoder "$work/all-mpnet-base-v2" dev train diplomacy articles unmarked newswire
for seed in 11 12; do
    stage teacher-$seed teacher $seed
    stage soft-$seed $python soft.py teacher-$seed encoder train diplomacy articles unmarked newswire
done
stage link $python link.py
for seed in 1 2 3; do
    stage student-$seed student $seed
    stage score-$seed score $seed
done
$python choose.py "$work"/student-?.figures > "$work/chosen"
stage lean lean
rm -f "$work/calibration.json"
$python export.py lean "$work/plain.bin"
pairs "$work/plain.bin"
$python calibrate.py
$python export.py lean
figures

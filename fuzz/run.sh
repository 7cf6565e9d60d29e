#!/usr/bin/env bash
# Fuzzes every target, or those named, for FUZZ_SECONDS each, and prints what came of it. What a target learns stays in
# fuzz/corpus/, what breaks it, takes longer than 20 s or more than 2 GB, in fuzz/artifacts/.
set -euo pipefail
source "$(dirname "$0")/../setup/common.sh"
cd "$project"
seconds=${FUZZ_SECONDS:-60}
host=$(rustc -vV | sed -n 's/^host: //p')
programs=target/fuzz/$host/release
export FUZZ_SEEDS=target/fuzz/seeds

# What cargo-fuzz passes without a sanitizer: the project has no unsafe code, and a stable compiler will do.
say "building the fuzz targets"
RUSTFLAGS="--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares" \
    cargo build -q --release --locked --manifest-path fuzz/Cargo.toml --target "$host" --target-dir target/fuzz

say "seeds from data/articles and from what is written of them"
rm -rf "$FUZZ_SEEDS"
"$programs/sow" -runs=0 >target/fuzz/sow.log 2>&1

# seeds TARGET: what it starts from, beside what it learned.
seeds() {
    case $1 in
    decode | analyze) echo data/samples tests/golden ;;
    project) echo tests/projects ;;
    scheme) echo data/schemes ;;
    esac
    for folder in "$FUZZ_SEEDS/$1" "fuzz/seeds/$1"; do
        if [ -d "$folder" ]; then echo "$folder"; fi
    done
}

failed=0
row='%-16s %10s %7s %7s %8s %14s  %s\n'
# shellcheck disable=SC2059 # a row is a form
printf "$row" target executions seconds edges corpus "last new after" outcome
for target in $([ $# -gt 0 ] && printf '%s\n' "$@" || basename -s .rs fuzz/fuzz_targets/*.rs); do
    corpus=fuzz/corpus/$target artifacts=fuzz/artifacts/$target log=target/fuzz/$target.log
    mkdir -p "$corpus" "$artifacts"
    outcome=held
    # shellcheck disable=SC2046 # several folders are meant
    "$programs/$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -len_control=50 \
        -print_final_stats=1 -artifact_prefix="$artifacts/" "$corpus" $(seeds "$target") \
        >"$log" 2>&1 </dev/null || outcome="BROKEN, see $log" failed=1
    awk -v target="$target" -v outcome="$outcome" -v row="$row" '
        /^#[0-9]/ { at = substr($1, 2) + 0
            for (i = 2; i < NF; i++) {
                if ($i == "cov:" && $(i + 1) > edges) { edges = $(i + 1); last = at }
                if ($i == "corp:") { split($(i + 1), part, "/"); corpus = part[1] }
            } }
        /number_of_executed_units/ { n = $2 }
        / second\(s\)$/ { seconds = $(NF - 1) }
        END { gsub(/\\n/, "\n", row); printf row, target, n ? n : at, seconds, edges, corpus, last, outcome }' "$log"
done
exit $failed

#!/usr/bin/env bash
# Fuzzes every target, or those named, for FUZZ_SECONDS each, and prints what came of it. What a target learns stays in
# fuzz/corpus/, what breaks it in fuzz/artifacts/.
set -euo pipefail
source "$(dirname "$0")/../setup/common.sh"
cd "$project"
seconds=${FUZZ_SECONDS:-60}
host=$(rustc -vV | sed -n 's/^host: //p')

# What cargo-fuzz passes without a sanitizer: the project has no unsafe code, and a stable compiler will do.
say "building the fuzz targets"
RUSTFLAGS="--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares" \
    cargo build -q --release --manifest-path fuzz/Cargo.toml --target "$host" --target-dir target/fuzz

# further_seeds TARGET: what else of the project it starts from.
further_seeds() {
    case $1 in
    decode | analyze) echo data/samples tests/golden ;;
    project) echo tests/projects ;;
    esac
}

failed=0
printf '%-16s %12s %8s %16s  %s\n' target executions edges "last new edge at" outcome
for target in $([ $# -gt 0 ] && printf '%s\n' "$@" || basename -s .rs fuzz/fuzz_targets/*.rs); do
    corpus=fuzz/corpus/$target artifacts=fuzz/artifacts/$target log=target/fuzz/$target.log
    mkdir -p "$corpus" "$artifacts"
    outcome=held
    # shellcheck disable=SC2046 # several folders are meant
    "target/fuzz/$host/release/$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=3072 -len_control=50 \
        -print_final_stats=1 -artifact_prefix="$artifacts/" "$corpus" "fuzz/seeds/$target" $(further_seeds "$target") \
        >"$log" 2>&1 </dev/null || outcome="BROKEN, see $log" failed=1
    awk -v target="$target" -v outcome="$outcome" '
        /^#[0-9]/ { at = substr($1, 2) + 0
            for (i = 2; i < NF; i++) if ($i == "cov:" && $(i + 1) > edges) { edges = $(i + 1); last = at } }
        /number_of_executed_units/ { n = $2 }
        END { printf "%-16s %12d %8d %16d  %s\n", target, n ? n : at, edges, last, outcome }' "$log"
done
exit $failed

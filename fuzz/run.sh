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

# words TARGET: what an input can hardly come to by chance: the words that a third of the seeds share, and those of
# fuzz/words/.
words() {
    local file=target/fuzz/$1.dict
    # shellcheck disable=SC2046 # several folders are meant
    find $(seeds "$1") -type f -print0 | LC_ALL=C xargs -0 -n 1 sh -c 'grep -aoE "[\"/<]?[A-Za-z_:@-]{2,24}[\">]?" "$0" | sort -u' |
        LC_ALL=C sort | uniq -c | awk -v files="$(find $(seeds "$1") -type f | wc -l)" \
        '$1 * 3 >= files { gsub(/"/, "\\\"", $2); print "\"" $2 "\"" }' >"$file"
    if [ -f "fuzz/words/$1.dict" ]; then cat "fuzz/words/$1.dict" >>"$file"; fi
    echo "$file"
}

failed=0
row='%-16s %10s %7s %7s %10s  %s\n'
# shellcheck disable=SC2059 # a row is a form
printf "$row" target executions seconds edges "last third" outcome
for target in $([ $# -gt 0 ] && printf '%s\n' "$@" || basename -s .rs fuzz/fuzz_targets/*.rs); do
    corpus=fuzz/corpus/$target artifacts=fuzz/artifacts/$target log=target/fuzz/$target.log
    mkdir -p "$corpus" "$artifacts"
    outcome=held
    # The engine's time grows with its text, and short ones say as much.
    length=$([ "$target" = analyze ] && echo 300 || echo 0)
    # shellcheck disable=SC2046 # several folders are meant
    "$programs/$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len="$length" -len_control=50 \
        -dict="$(words "$target")" -print_final_stats=1 -artifact_prefix="$artifacts/" "$corpus" $(seeds "$target") \
        </dev/null 2>&1 | awk -v start="$(date +%s)" '{ print systime() - start, $0; fflush() }' >"$log" ||
        outcome=BROKEN failed=1
    # When which coverage was reached, in seconds; what it began with is none of its findings.
    awk -v target="$target" -v outcome="$outcome" -v row="$row" -v tally=fuzz/corpus/runs.tsv '
        $2 ~ /^#[0-9]/ { n_run = substr($2, 2)
            for (i = 3; i < NF; i++) if ($i == "cov:") { at[++n] = $1; edges[n] = $(i + 1) }
            if ($3 == "INITED") early = edges[n] }
        /number_of_executed_units/ { n_run = $3 }
        { seconds = $1 }
        END { for (i = 1; i <= n && at[i] * 3 <= seconds * 2; i++) if (edges[i] > early) early = edges[i]
            gsub(/\\n/, "\n", row); printf row, target, n_run, seconds, edges[n], "+" edges[n] - early, outcome
            print target "\t" n_run "\t" seconds "\t" edges[n] "\t" edges[n] - early "\t" outcome >>tally }' "$log"
done
exit $failed

#!/usr/bin/env bash
# Prints the rows for LIMITS.md from every run so far, which fuzz/run.sh notes beside what the targets learned.
set -euo pipefail
cd "$(dirname "$0")"
sort -s -t$'\t' -k1,1 corpus/runs.tsv | awk -F'\t' '
    BEGIN { grown = "–" }
    function flush() {
        if (target) printf "| %s | %d | %d | %d | %s |\n", target, n, seconds / 60 + 0.5, edges, grown
        total += n; hours += seconds / 3600; n = seconds = edges = 0; grown = "–"
    }
    $1 != target { flush(); target = $1 }
    { n += $2; seconds += $3 }
    $4 > edges { edges = $4 }
    $4 && $3 > 0 { grown = "+" $5 " in " int($3 / 3) " s" }
    END { flush(); printf "\n%d executions in %.1f hours.\n", total, hours }'

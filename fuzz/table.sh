#!/usr/bin/env bash
# Prints the rows for LIMITS.md from every run so far, which fuzz/run.sh notes beside what the targets learned.
set -euo pipefail
cd "$(dirname "$0")"
sort -s -t$'\t' -k1,1 corpus/runs.tsv | awk -F'\t' '
    function flush() {
        if (target) printf "| %s | %d | %d | %d | %s |\n", target, n, minutes / 60 + 0.5, edges, grown ? "+" grown " in " last " s" : "none"
        total += n; hours += minutes / 3600; n = minutes = 0
    }
    $1 != target { flush(); target = $1 }
    { n += $2; minutes += $3; edges = $4; grown = $5; last = int($3 / 3) }
    END { flush(); printf "\n%d executions in %.1f hours.\n", total, hours }'

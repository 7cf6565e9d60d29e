#!/usr/bin/env bash
# The crates of Cargo.lock (and those of std, where std is built along), fetched once: later builds run offline.
set -euo pipefail
source "$(dirname "$0")/common.sh"

# Those of std come only for the targets that are named.
fetch() {
    "$project/setup/with.sh" cargo fetch --locked "$@" &&
        "$project/setup/with.sh" --small cargo fetch --locked --target wasm32-unknown-unknown "$@"
}

if fetch --offline >/dev/null 2>&1; then
    say "crates are there"
    exit 0
fi
say "fetching crates"
run_logged crates fetch || fail "cargo could not fetch the crates of Cargo.lock"

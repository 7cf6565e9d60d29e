#!/usr/bin/env bash
# The programs that the engine's speed is measured against, as one script for the page; versions stand in benches/peers.
set -euo pipefail
source "$(dirname "$0")/common.sh"

peers="$tools/peers"
if cmp -s "$project/benches/peers/package-lock.json" "$peers/package-lock.json" && [ -e "$peers/bundle.js" ]; then
    say "the programs to compare with are there"
    exit 0
fi
command -v npm >/dev/null || fail "npm is missing: install node with npm first"
say "installing the programs to compare with from npm"
mkdir -p "$peers"
cp "$project/benches/peers/"* "$peers/"
run_logged peers npm ci --prefix "$peers" --no-audit --no-fund --ignore-scripts ||
    fail "npm could not install them; the log is .tools/log/peers.log"
"$peers/node_modules/.bin/esbuild" "$peers/peers.js" --bundle --minify --format=esm --log-level=error --outfile="$peers/bundle.js"

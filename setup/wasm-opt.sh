#!/usr/bin/env bash
# wasm-opt, from npm: Debian's is too old to read what rustc writes today.
set -euo pipefail
source "$(dirname "$0")/common.sh"

if is_version "$binaryen_version" wasm-opt --version; then
    say "wasm-opt $binaryen_version is there"
    exit 0
fi
command -v npm >/dev/null || fail "npm is missing: install node with npm first"
say "installing wasm-opt $binaryen_version from npm"
run_logged binaryen npm install --prefix "$tools" --no-audit --no-fund --ignore-scripts \
    "binaryen@$binaryen_version.0.0" ||
    fail "npm could not install binaryen $binaryen_version; the log is .tools/log/binaryen.log"

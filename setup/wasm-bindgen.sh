#!/usr/bin/env bash
# wasm-bindgen's generator and its test runner, of the version in Cargo.lock.
set -euo pipefail
source "$(dirname "$0")/common.sh"

if is_version "$wasm_bindgen_version" wasm-bindgen --version &&
    is_version "$wasm_bindgen_version" wasm-bindgen-test-runner --version; then
    say "wasm-bindgen $wasm_bindgen_version is there"
    exit 0
fi
say "building wasm-bindgen $wasm_bindgen_version (about 2 minutes on two cores)"
# Not --locked: the lock file published with this version does not resolve.
cargo_tool wasm-bindgen-cli 1 --version "=$wasm_bindgen_version" ||
    fail "wasm-bindgen $wasm_bindgen_version could not be built; the log is .tools/log/wasm-bindgen-cli.log"

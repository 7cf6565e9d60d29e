#!/usr/bin/env bash
# Runs a command with the project's tools on PATH: setup/with.sh trunk build
# With --wasm before the command, cargo inside it builds for the browser however std was obtained.
set -euo pipefail
source "$(dirname "$0")/common.sh"
export PATH

if [ "$1" = --wasm ]; then
    shift
    # Tests for the browser run in one, without a screen; a machine under load may take its time.
    export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=wasm-bindgen-test-runner
    export WASM_BINDGEN_TEST_TIMEOUT=300
    CHROMEDRIVER=$(command -v chromedriver || true)
    export CHROMEDRIVER
    if [ -e "$tools/wasm-std-from-source" ]; then
        # Debian ships std's sources, not its wasm build: cargo builds it along with the project.
        export RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 CARGO_UNSTABLE_BUILD_STD=std,panic_abort
        export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=wasm-ld-22
    fi
fi
cd "$project"
exec "$@"

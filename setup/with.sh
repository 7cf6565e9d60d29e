#!/usr/bin/env bash
# Runs a command with the project's tools on PATH: setup/with.sh trunk build
# With --wasm before the command, cargo inside it builds for the browser however std was obtained; with --small std is
# built along, for size, and panics do not say where they happened: the page is five in a hundred smaller by it.
set -euo pipefail
source "$(dirname "$0")/common.sh"
export PATH

if [ "$1" = --small ] && has_std_sources; then
    # Options that stable compilers have and do not yet promise to keep: the reason for RUSTC_BOOTSTRAP.
    export RUSTC_BOOTSTRAP=1 CARGO_UNSTABLE_BUILD_STD=std,panic_abort CARGO_UNSTABLE_BUILD_STD_FEATURES=optimize_for_size
    export RUSTFLAGS="-C target-feature=+simd128 -Z location-detail=none"
    # Crates look whether RUSTC_BOOTSTRAP is set: beside other builds everything would be built anew each time.
    export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$project/target}/small"
fi
if [ "$1" = --wasm ] || [ "$1" = --small ]; then
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

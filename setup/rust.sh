#!/usr/bin/env bash
# Rust itself: rustc, cargo, and a linker for programs of this machine.
set -euo pipefail
source "$(dirname "$0")/common.sh"

command -v cargo >/dev/null || fail "cargo is missing: install Rust's stable toolchain with rustup first"
minor=$(cd "$project" && rustc --version | sed 's/^rustc 1\.\([0-9]*\).*/\1/')
[ "$minor" -ge 95 ] || fail "rustc is 1.$minor but 1.95 is needed: run 'rustup update stable'"
say "$(cd "$project" && rustc --version | cut -d' ' -f1,2)"

if ! command -v cc >/dev/null; then
    say "installing a C linker (gcc)"
    apt_install gcc libc6-dev || fail "there is no C linker and apt could not install gcc"
fi
for part in rustfmt clippy; do
    cargo "${part/rustfmt/fmt}" --version >/dev/null 2>&1 || rustup component add "$part" >/dev/null 2>&1 ||
        say "$part could not be added; only 'make check' needs it"
done

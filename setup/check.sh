#!/usr/bin/env bash
# Formatting and lints over every set of features that is ever built; warnings are errors.
set -euo pipefail
source "$(dirname "$0")/common.sh"
cd "$project"

say "formatting"
cargo fmt --check
rustfmt --check --edition 2024 fuzz/*.rs fuzz/fuzz_targets/*.rs
for features in "" "cli" "cli,e2e"; do
    say "clippy, features: ${features:-none}"
    cargo clippy --quiet --all-targets --features "$features" -- -D warnings
done
if [ -e "$tools/wasm-std-from-source" ]; then
    say "clippy for the browser needs rustup's std for wasm32-unknown-unknown: left out"
else
    say "clippy, features: web"
    cargo clippy --quiet --target wasm32-unknown-unknown --lib --bins --test browser --features web -- -D warnings
fi

#!/usr/bin/env bash
# The standard library for wasm32-unknown-unknown: from rustup, else built from Debian's sources.
set -euo pipefail
source "$(dirname "$0")/common.sh"

target=wasm32-unknown-unknown
cd "$project"

if [ -d "$(rustc --print sysroot)/lib/rustlib/$target/lib" ]; then
    rm -f "$tools/wasm-std-from-source"
    say "std for $target is there"
    exit 0
fi
if [ -e "$tools/wasm-std-from-source" ] && [ -d /usr/lib/rustlib/src ]; then
    say "std for $target is built from Debian's sources"
    exit 0
fi

say "adding std for $target through rustup"
if command -v rustup >/dev/null && run_logged rustup-target timeout 300 rustup target add "$target"; then
    exit 0
fi

say "rustup's server is out of reach; taking Debian's Rust with its sources instead"
apt_install rustc-web libstd-rust-web-dev rust-web-src libllvm22 lld-22 ||
    fail "neither rustup nor apt could provide std for $target"
mkdir -p "$tools" && touch "$tools/wasm-std-from-source"

# Everything a newcomer types. Each target first sees to it that its tools are there (setup/ says how).

with := setup/with.sh
wasm := $(with) --wasm
small := $(with) --small
web := --target wasm32-unknown-unknown --features web
# What the built page is made of.
sources := $(shell find src data models styles index.html Trunk.toml Cargo.toml Cargo.lock -type f -not -path "data/articles/*" -not -path "data/statements/*" 2>/dev/null)

.PHONY: help serve watch dist cli test test-native test-browser test-crash audit fuzz check bench sizes screenshot setup setup-tests test-consumers

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

serve: setup ## the page at http://127.0.0.1:8080/, as it will be published
	@echo "Open http://127.0.0.1:8080/ once the build is through (Ctrl+C ends)."
	@mkdir -p dist target .tools # Trunk wants every path that it is not to watch
	@$(small) trunk serve --release --dist target/serve

watch: setup ## the same, built fast instead of small, and rebuilt on every change
	@mkdir -p dist target .tools
	@$(wasm) trunk serve --dist target/serve

dist: dist/index.html ## the static page in dist/, ready for any file server

dist/index.html: $(sources) setup/pack.mjs setup/shorten.mjs | setup
	@$(small) trunk build --release
	@$(with) node setup/pack.mjs dist

sizes: dist ## sizes of the page's files; fails over the budget of setup/sizes.tsv
	@$(with) node setup/pack.mjs dist --only-sizes

cli: ## the batch program in target/release/demarche
	@setup/rust.sh
	@cargo build --release --features cli

test: setup-tests dist test-browser test-native ## all tests: native, in the browser, journeys on the built page

# The journeys drive the page in dist/, so it is built before.
test-native: setup-tests dist
	@$(with) cargo test --features cli,e2e

test-browser: setup-tests
	@cargo test --features cli,e2e --test determinism # its checksum is what the others compare with
	@$(wasm) cargo test $(web) --test browser --test determinism
	@RUSTFLAGS="-C target-feature=-simd128" $(wasm) cargo test --target wasm32-unknown-unknown --test determinism --target-dir target/no-simd

check: setup ## formatting and lints
	@setup/check.sh

test-crash: setup-tests dist ## a hundred kills of Chromium at random moments; none may cost a saved edit
	@DEMARCHE_KILLS=$${DEMARCHE_KILLS:-100} $(with) cargo test --features cli,e2e --test e2e no_kill -- --nocapture

audit: ## advisories, licences and doubles among the crates
	@setup/rust.sh
	@setup/crates.sh
	@setup/python.sh
	@setup/audit.sh

fuzz: ## every reader of foreign bytes under libFuzzer, FUZZ_SECONDS each (60)
	@setup/rust.sh
	@fuzz/run.sh

test-consumers: setup-tests dist ## every export format in the programs that read it
	@setup/python.sh
	@$(with) tests/consumers/run.sh

bench: setup-tests dist cli ## speed of the engine natively and in Chromium, beside other programs; the page with 10,000 articles
	@setup/peers.sh
	@cargo bench --features cli
	@$(with) node benches/chromium.mjs
	@$(with) node benches/corpus.mjs

setup:
	@setup/rust.sh
	@setup/wasm.sh
	@setup/crates.sh
	@setup/wasm-opt.sh
	@setup/esbuild.sh
	@setup/trunk.sh
	@setup/wasm-bindgen.sh

setup-tests: setup
	@setup/chromium.sh
	@setup/axe.sh

screenshot: setup-tests dist ## the README's picture, from a journey over the page
	@$(with) cargo test --features cli,e2e --test e2e pictures
	@mkdir -p docs && cp target/screenshots/article-light.png docs/screenshot.png

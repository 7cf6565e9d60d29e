//! What only a browser has: run in Chromium by wasm-bindgen's test runner.
#![cfg(target_arch = "wasm32")]

mod messages;
mod selection;
mod storage;

use wasm_bindgen_test::wasm_bindgen_test_configure;

wasm_bindgen_test_configure!(run_in_browser);

//! doccano JSONL.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| laws::taken("doccano.jsonl", bytes));

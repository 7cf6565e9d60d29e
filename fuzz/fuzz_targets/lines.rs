//! JSON lines: Demarche JSONL, doccano, or texts under a key.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| laws::taken("a.jsonl", bytes));

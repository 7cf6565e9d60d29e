//! Edits, done and taken back.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| laws::edited(bytes));

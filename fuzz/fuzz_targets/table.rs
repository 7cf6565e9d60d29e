//! A table with a column of texts.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| laws::taken("a.csv", bytes));

//! Label Studio tasks.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| laws::taken("tasks.json", bytes));

//! A text and its brat annotations, packed.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| laws::unpacked("a.zip", bytes));

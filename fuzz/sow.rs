//! Writes the seeds. A target in name alone: what is linked against libFuzzer can be nothing else.
#![no_main]

libfuzzer_sys::fuzz_target!(init: laws::seeds::sow(), |_bytes: &[u8]| {});

//! Browser entry of the worker.

fn main() {}

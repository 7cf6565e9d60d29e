//! Browser entry of the page.

fn main() {}

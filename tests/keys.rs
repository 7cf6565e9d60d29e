//! The README shows the table of keys as it is.

use demarche::annotate::scheme::Scheme;
use demarche::app::keys;

#[test]
fn the_readme_lists_every_key() {
    let readme = include_str!("../README.md");
    let table = keys::markdown(&Scheme::default_scheme());
    assert!(readme.contains(table.trim()), "README.md, section “Keys”, should hold:\n\n{table}");
}

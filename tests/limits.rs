//! The table in LIMITS.md against the sources: the figures are the constants', the tests are there.

use std::fs;
use std::path::PathBuf;

#[test]
fn every_figure_is_the_constants() {
    let mut n_checked = 0;
    for cells in rows() {
        let [_, figure, place, ..] = &cells[..] else { continue };
        let Some((name, file)) = place.split_once(" in ") else { continue };
        let (name, file) = (name.trim_matches('`'), file.trim_matches('`'));
        let source = read(file);
        let line = source.lines().find(|line| line.contains(&format!("const {name}:")));
        let line = line.unwrap_or_else(|| panic!("{file} has no constant {name}"));
        let value = line.rsplit(" = ").next().unwrap_or_default().trim_end_matches(';').replace('_', "");
        let expected = match figure.strip_suffix(" MB") {
            Some(number) => format!("{number} << 20"),
            None => figure.clone(),
        };
        assert_eq!(value, expected, "{name} in {file}");
        n_checked += 1;
    }
    assert!(n_checked >= 7, "the table was read");
}

#[test]
fn every_test_named_is_there() {
    for cells in rows() {
        let named = cells.last().map(String::as_str).unwrap_or_default();
        for (place, test) in named.split(", ").filter_map(|name| name.trim_matches('`').split_once(": ")) {
            let sources = match place {
                "e2e" => sources_in("tests/e2e"),
                file => read(&format!("tests/{file}.rs")),
            };
            assert!(sources.contains(&format!("fn {test}()")), "no test {test} in {place}");
        }
    }
}

/// The cells of every row of every table.
fn rows() -> Vec<Vec<String>> {
    let text = read("LIMITS.md");
    let rows = text.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| what"));
    rows.map(|row| row.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()).collect()
}

fn read(path: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn sources_in(folder: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = fs::read_dir(path).expect("the folder is there");
    entries.flatten().map(|entry| fs::read_to_string(entry.path()).unwrap_or_default()).collect()
}

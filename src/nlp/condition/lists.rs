//! The word lists of the condition rules, from `data/stance/condition.txt`.

use std::collections::HashMap;
use std::sync::LazyLock;

static LISTS: LazyLock<HashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/stance/condition.txt").lines();
    let lists = lines.filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(": "));
    lists.map(|(name, words)| (name, words.split(' ').collect())).collect()
});

/// Markers of one or more words.
static MARKERS: LazyLock<Vec<Vec<&str>>> = LazyLock::new(|| phrases("markers"));

/// Phrases that stand for a condition named before.
static BACK: LazyLock<Vec<Vec<&str>>> = LazyLock::new(|| phrases("back"));

/// The words of a list.
pub fn list(name: &str) -> &'static [&'static str] {
    LISTS.get(name).map_or(&[], Vec::as_slice)
}

/// Whether a word is in a list.
pub fn is(name: &str, word: &str) -> bool {
    list(name).contains(&word)
}

/// What opens a condition.
pub fn markers() -> &'static [Vec<&'static str>] {
    &MARKERS
}

/// What stands for a condition named before: "otherwise".
pub fn back() -> &'static [Vec<&'static str>] {
    &BACK
}

fn phrases(name: &str) -> Vec<Vec<&'static str>> {
    list(name).iter().map(|phrase| phrase.split('_').collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_list_is_missing() {
        for name in [
            "weak",
            "time-after",
            "time-before",
            "possible",
            "indefinite",
            "cause",
            "event",
            "event-endings",
            "person",
        ] {
            assert!(!list(name).is_empty(), "{name}");
        }
        assert!(markers().contains(&vec!["as", "long", "as"]) && back().contains(&vec!["otherwise"]));
    }
}

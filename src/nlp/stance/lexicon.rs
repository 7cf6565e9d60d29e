//! Which classes of meaning a stem belongs to.

use std::collections::HashMap;
use std::sync::LazyLock;

static CLASSES: LazyLock<HashMap<String, Vec<&str>>> = LazyLock::new(|| {
    let mut classes: HashMap<String, Vec<&str>> = HashMap::new();
    for line in include_str!("../../../data/stance/classes.txt").lines().filter(|line| !line.starts_with('#'))
    {
        let Some((class, words)) = line.split_once(": ") else { continue };
        for word in words.split(' ') {
            add(&mut classes, super::stem::stem(word), class);
        }
    }
    for line in include_str!("../../../data/stance/cameo.tsv").lines().filter(|line| !line.starts_with('#')) {
        let Some((word, root)) = line.split_once('\t') else { continue };
        add(&mut classes, super::stem::stem(word), root);
    }
    classes
});

fn add<'a>(classes: &mut HashMap<String, Vec<&'a str>>, stem: String, class: &'a str) {
    let of_stem = classes.entry(stem).or_default();
    if !of_stem.contains(&class) {
        of_stem.push(class);
    }
}

/// The classes of a stem: names as in `data/stance/classes.txt`, two digits for the CAMEO roots.
pub fn classes(stem: &str) -> &'static [&'static str] {
    CLASSES.get(stem).map_or(&[], Vec::as_slice)
}

/// Whether a stem belongs to a class.
pub fn is(stem: &str, class: &str) -> bool {
    classes(stem).contains(&class)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(stem: &str, class: &str, expected: bool) {
        assert_eq!(is(stem, class), expected, "{stem} in {class}");
    }

    #[test]
    fn stems_know_their_classes() {
        check("accuse", "accuse", true);
        check("accuse", "11", true);
        check("never", "negation", true);
        check("table", "accuse", false);
    }
}

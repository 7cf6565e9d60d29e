//! What speaks for a candidate, in a reader's words.

/// What a feature says to a reader in favour of a candidate; nothing where it says nothing, or speaks against it.
pub(super) fn reason(feature: &'static str) -> Option<&'static str> {
    Some(match feature {
        "named last" => "named just before",
        "named second last" => "named shortly before",
        "named last of its gender" => "the last one of that gender",
        "only one of its gender near" => "the only one of that gender near",
        "role named, the last such" => "the last one of that role",
        "role may be called so" => "the role may be called so",
        "role of the same kind" => "a role of that kind",
        "first name sounds so" => "the first name sounds so",
        "of its place by the letters" => "the place fits",
        "field agrees" => "the field fits",
        "names of one role" => "the same role",
        "short and definite, spoke last"
        | "role unknown to us, spoke last"
        | "spoke last, both quoted, adjoining" => "spoke last",
        _ if PLAIN.contains(&feature) => feature,
        _ => return None,
    })
}

/// Features whose names are a reader's words already.
const PLAIN: [&str; 18] = [
    "same sentence",
    "one sentence before",
    "two sentences before",
    "three to five sentences before",
    "same paragraph",
    "first in its sentence",
    "spoke last",
    "spoke before last",
    "spoke last, same paragraph",
    "spoke last, one sentence before",
    "spoke before",
    "gender agrees",
    "was addressed",
    "role named",
    "same state",
    "shared words",
    "speaks the words around it",
    "opens the paragraph",
];

#[cfg(test)]
mod tests {
    use super::super::FEATURES;
    use super::*;

    fn check(feature: &'static str, expected: Option<&str>) {
        assert_eq!(reason(feature), expected);
    }

    #[test]
    fn readers_see_what_they_can_understand() {
        check("spoke last", Some("spoke last"));
        check("named last", Some("named just before"));
        check("itself, definite", None);
        check("role of another kind", None);
    }

    #[test]
    fn plain_words_are_features() {
        assert!(PLAIN.iter().all(|feature| FEATURES.contains(feature)));
    }
}

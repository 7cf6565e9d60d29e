//! What may hold of a candidate: the names of the features, which the table of weights gives too.

/// Names of the features, in the order of the weights.
pub const FEATURES: [&str; 75] = [
    "same sentence",
    "one sentence before",
    "two sentences before",
    "three to five sentences before",
    "farther",
    "same paragraph",
    "times named",
    "first in its sentence",
    "spoke last",
    "spoke before last",
    "spoke last, same paragraph",
    "spoke last, one sentence before",
    "gender agrees",
    "gender differs",
    "gender unknown",
    "named inside a quotation",
    "named only in its own words",
    "named last",
    "named second last",
    "named last of its gender",
    "was addressed",
    "has no name",
    "owner of something",
    "spoke before",
    "role named",
    "role of the same kind",
    "role may be called so",
    "same state",
    "other state",
    "shared words",
    "named only later",
    "itself",
    "itself, definite",
    "itself, indefinite",
    "itself, possessive",
    "itself, bare",
    "itself, no person",
    "is several",
    "is a person",
    "is a body",
    "role unknown",
    "role of another kind",
    "spoke last, both quoted, adjoining",
    "names of one role",
    "first name sounds so",
    "first name sounds otherwise",
    "speaks the words around it",
    "itself, somebody has the role",
    "itself, somebody has such a role",
    "itself, nobody has such a role",
    "itself, a document",
    "itself, has a capital",
    "itself, short and definite",
    "short and definite, spoke last",
    "short and definite, opens its sentence before",
    "role unknown to us, spoke last",
    "role named, the last such",
    "first in the sentence before",
    "first in the same sentence",
    "of its place by the letters",
    "of another place by the letters",
    "only one of its gender near",
    "opens the paragraph",
    "field agrees",
    "field differs",
    "field unknown",
    "reports these words",
    "owns the mention",
    "itself, spoken of before",
    "itself, for a person by its form",
    "a person, new and definite, spoke last",
    "a person, new and definite, spoke last, same paragraph",
    "a person, new and definite, named last",
    "a person, new and definite, opens the paragraph",
    "of that age",
];

/// Place of a feature; a name that is none does not compile.
pub(super) const fn at(name: &str) -> usize {
    let mut place = 0;
    while !is_same(FEATURES[place].as_bytes(), name.as_bytes()) {
        place += 1;
    }
    place
}

const fn is_same(one: &[u8], other: &[u8]) -> bool {
    let mut place = 0;
    while place < one.len() && place < other.len() && one[place] == other[place] {
        place += 1;
    }
    place == one.len() && place == other.len()
}

//! What the text of a filter asks for.

use crate::app::Filter;
use crate::text::Span;
use crate::text::plain::plain;
use regex_lite::{Regex, RegexBuilder};
use std::rc::Rc;

/// Largest regular expression, in bytes of what it is made into: a search takes time in proportion to it.
const PATTERN_BYTES: usize = 100_000;

/// Sizes that are told apart, in bytes of what a pattern is made into.
const SIZES: [usize; 4] = [1_500, 6_000, 25_000, PATTERN_BYTES];

/// So much of a statement a pattern is looked for in, in bytes: nothing stops a search within one.
const MOST_SEARCHED: usize = 20_000;

/// What the text of a filter asks for.
#[derive(Default)]
pub(super) enum Matcher {
    #[default]
    Everything,
    Nothing,
    Word(String),
    /// With what it is made into, in bytes, roughly.
    Pattern(Regex, usize),
}

impl Matcher {
    /// The pattern is one whose search takes time in proportion to the text, whatever is typed.
    pub(super) fn of(filter: &Filter) -> (Matcher, Option<Rc<str>>) {
        let text = filter.text.trim();
        if text.is_empty() {
            return (Matcher::Everything, None);
        }
        if !filter.is_pattern {
            return (Matcher::Word(plain(text)), None);
        }
        let of_size = |size| RegexBuilder::new(text).case_insensitive(true).size_limit(size).build();
        let fitting = SIZES.into_iter().find_map(|size| Some((of_size(size).ok()?, size)));
        match fitting.ok_or(()).or_else(|()| of_size(PATTERN_BYTES).map(|it| (it, PATTERN_BYTES))) {
            Ok((pattern, size)) => (Matcher::Pattern(pattern, size), None),
            Err(error) => {
                (Matcher::Nothing, Some(format!("This is no regular expression yet: {error}.").into()))
            }
        }
    }

    /// What it costs to look at a statement, in bytes read.
    pub(super) fn cost(&self, content: &[Span]) -> usize {
        let n_bytes = || content.iter().map(|span| span.len()).sum::<usize>();
        match self {
            Matcher::Everything | Matcher::Nothing => 8,
            Matcher::Word(_) => 2 * (64 + n_bytes()),
            Matcher::Pattern(_, size) => size / SIZES[0] * 8 * (64 + n_bytes().min(MOST_SEARCHED)),
        }
    }

    /// Whether it stands in `place`.
    pub(super) fn finds(&self, place: &str) -> bool {
        match self {
            Matcher::Everything => true,
            Matcher::Nothing => false,
            Matcher::Word(word) => plain(place).contains(word),
            Matcher::Pattern(pattern, _) => {
                pattern.is_match(&place[..place.floor_char_boundary(MOST_SEARCHED)])
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(text: &str) -> Matcher {
        Matcher::of(&Filter { text: text.into(), is_pattern: true, ..Filter::default() }).0
    }

    #[test]
    fn a_large_pattern_costs_more() {
        let content = [Span::new(0, 100)];
        assert!(pattern("(.?){200}z{200}").cost(&content) > 10 * pattern("rain|snow").cost(&content));
        let long = [Span::new(0, 1 << 20)];
        assert!(pattern("rain").cost(&long) < 10 * MOST_SEARCHED);
    }
}

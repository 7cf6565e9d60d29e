//! What the text of a filter asks for.

use crate::app::Filter;
use crate::text::Span;
use crate::text::plain::plain;
use regex_lite::{Regex, RegexBuilder};
use std::rc::Rc;

/// Largest regular expression, in bytes of what it is made into: a search takes time in proportion to it.
const PATTERN_BYTES: usize = 100_000;

/// What the text of a filter asks for.
#[derive(Default)]
pub(super) enum Matcher {
    #[default]
    Everything,
    Nothing,
    Word(String),
    Pattern(Regex),
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
        match RegexBuilder::new(text).case_insensitive(true).size_limit(PATTERN_BYTES).build() {
            Ok(pattern) => (Matcher::Pattern(pattern), None),
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
            Matcher::Pattern(_) => 8 * (64 + n_bytes()),
        }
    }

    /// Whether it stands in `place`.
    pub(super) fn finds(&self, place: &str) -> bool {
        match self {
            Matcher::Everything => true,
            Matcher::Nothing => false,
            Matcher::Word(word) => plain(place).contains(word),
            Matcher::Pattern(pattern) => pattern.is_match(place),
        }
    }
}

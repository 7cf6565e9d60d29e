//! A statement in words: as a sentence, with its condition, its mention, and the probabilities behind it.

use crate::annotate::scheme::Scheme;
use crate::annotate::{MentionType, Statement};
use crate::app::describe;
use crate::app::views::statements;
use crate::text::Span;
use std::rc::Rc;

pub(super) fn sentence(
    text: &str,
    scheme: &Scheme,
    statement: &Statement,
) -> (Rc<str>, char, Rc<str>, Option<Rc<str>>) {
    let words = |spans: &[Span]| statements::words(text, spans);
    let speaker = statement.speaker_name.clone().or_else(|| words(&statement.speaker));
    let target = statement.target_name.clone().or_else(|| words(&statement.target));
    let letter = scheme.entry(&statement.stance.label).map_or('?', |label| label.key);
    let speaker = speaker.unwrap_or_else(|| "nobody named".into());
    (speaker, letter, describe::shown(scheme, &statement.stance.label), target)
}

pub(super) fn numbers(statement: &Statement) -> Rc<str> {
    let percent = |value: f32| format!("{:.0}%", value * 100.0);
    let mut parts = vec![format!("statement {}", percent(statement.confidence))];
    parts.extend(statement.candidates.first().map(|first| format!("speaker {}", percent(first.score))));
    parts.extend(statement.stance.ranking.first().map(|(_, first)| format!("stance {}", percent(*first))));
    parts.join(", ").into()
}

pub(super) fn mention(text: &str, statement: &Statement) -> Option<Rc<str>> {
    let words = statements::words(text, &statement.speaker)?;
    let sort = match statement.mention_type {
        MentionType::Name | MentionType::None => return Some(format!("“{words}”").into()),
        MentionType::Pronoun => "pronoun",
        MentionType::Description => "description",
    };
    Some(format!("“{words}” · {sort}").into())
}

/// First words of conditions that say themselves what "if" would.
const MARKERS: [&str; 14] = [
    "if",
    "unless",
    "should",
    "when",
    "once",
    "until",
    "till",
    "as",
    "provided",
    "providing",
    "were",
    "had",
    "in",
    "only",
];

pub(super) fn consequence(text: &str, statement: &Statement) -> Option<(Option<Rc<str>>, Option<Rc<str>>)> {
    let words = |spans: &[Span]| statements::words(text, spans);
    let with_marker = |words: Rc<str>| {
        let first = words.split_whitespace().next().unwrap_or_default().to_lowercase();
        if MARKERS.contains(&&*first) { words } else { format!("if {words}").into() }
    };
    let parts = (words(&statement.condition).map(with_marker), words(&statement.consequence));
    (parts.0.is_some() || parts.1.is_some()).then_some(parts)
}

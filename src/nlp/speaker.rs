//! Who the speaker of each statement is: canonical name, kind of mention, ranked candidates.
//!
//! Statements are taken in the order of the text, so that whoever spoke before is known.

use super::coref::Scored;
use super::parsed::Parsed;
use super::people::Cast;
use crate::annotate::Statement;
use std::rc::Rc;
use talk::Talk;

/// Under which name a source is filed.
mod naming;

/// Whose a source is.
mod owner;

/// What is known at one point of the article.
mod talk;

/// Sets `speaker_name`, `mention_type` and `candidates` of each statement.
pub fn assign(parsed: &Parsed, cast: &Cast, statements: &mut [Statement]) {
    if parsed.tokens.is_empty() {
        return;
    }
    let mut talk = Talk::new(parsed, cast);
    for at in in_order(parsed, statements) {
        talk.take(&mut statements[at]);
    }
}

/// The statements in the order in which the text brings up their speakers.
fn in_order(parsed: &Parsed, statements: &[Statement]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..statements.len()).collect();
    let place = |at: usize| {
        let spans =
            || statements[at].content.iter().chain(&statements[at].speaker).chain(&statements[at].cue);
        let (start, end) = (spans().map(|span| span.start()).min(), spans().map(|span| span.end()).max());
        (start, std::cmp::Reverse(end), anchor_token(parsed, &statements[at]))
    };
    // One statement within another comes after the one around it.
    order.sort_by_key(|at| (place(*at), *at));
    order
}

fn anchor_token(parsed: &Parsed, statement: &Statement) -> usize {
    let span = statement.speaker.first().or(statement.content.first()).copied().unwrap_or_default();
    parsed.tokens_in(span).start.min(parsed.tokens.len().saturating_sub(1))
}

/// For training: what the model sees at each statement whose speaker is not named in it, as number of the
/// statement, family of the mention, and candidates by name.
pub fn examples(
    parsed: &Parsed,
    cast: &Cast,
    statements: &mut [Statement],
) -> Vec<(usize, usize, Vec<(Rc<str>, Scored)>)> {
    let mut examples = vec![];
    if parsed.tokens.is_empty() {
        return examples;
    }
    let mut talk = Talk::new(parsed, cast);
    for at in in_order(parsed, statements) {
        let example = talk.example(&statements[at]);
        examples.extend(example.map(|(family, candidates)| (at, family, candidates)));
        talk.take(&mut statements[at]);
    }
    examples
}

#[cfg(test)]
mod tests {
    use super::super::people::cast;
    use super::*;
    use crate::annotate::StatementId;
    use crate::text::Span;

    /// A text with `[q:contents]` and `[s:speakers]`; the names of the speakers.
    fn check(marked: &str, expected: &str) {
        let (mut text, mut statements) = (String::new(), vec![]);
        let mut open: Option<(char, usize)> = None;
        let mut rest = marked;
        while let Some(character) = rest.chars().next() {
            if let Some(role) = ['q', 's'].into_iter().find(|role| rest.starts_with(&format!("[{role}:"))) {
                open = Some((role, text.len()));
                rest = &rest[3..];
                continue;
            }
            rest = &rest[character.len_utf8()..];
            match (character, open.take()) {
                (']', Some(('q', start))) => {
                    statements.push(Statement::bare(StatementId(0), vec![Span::new(start, text.len())]))
                }
                (']', Some((_, start))) => {
                    let statement = statements.last_mut().expect("a content stands before its speaker");
                    statement.speaker = vec![Span::new(start, text.len())];
                }
                (character, was_open) => {
                    open = was_open;
                    text.push(character);
                }
            }
        }
        let parsed = Parsed::new(&text);
        assign(&parsed, &cast(&parsed, &[]), &mut statements);
        let names: Vec<&str> =
            statements.iter().map(|statement| statement.speaker_name.as_deref().unwrap_or("-")).collect();
        assert_eq!(names.join(" | "), expected);
    }

    #[test]
    fn pronouns_follow_who_spoke() {
        check(
            "“[q:No],” said [s:Yuri Ushakov, a Kremlin adviser]. “[q:Never],” [s:he] added. Maria Zakharova agreed. “[q:Yes],” [s:she] said.",
            "Yuri Ushakov | Yuri Ushakov | Maria Zakharova",
        );
    }

    #[test]
    fn descriptions_follow_roles() {
        check(
            "“[q:No],” said [s:Foreign Minister Ada Obi]. General Ben Oto left. “[q:Never],” said [s:the minister]. “[q:Rain],” said [s:a senior official]. “[q:Snow],” said [s:the general].",
            "Ada Obi | Ada Obi | senior official | Ben Oto",
        );
    }

    #[test]
    fn sources_around_a_person_are_filed_under_the_person() {
        check(
            "Paul Massamba left. “[q:No],” said [s:Massamba's deputy]. “[q:Rain],” said [s:a survey by the Hallstad Institute].",
            "deputy of Paul Massamba | Hallstad Institute",
        );
    }

    #[test]
    fn what_is_only_added_is_no_part_of_a_name() {
        check("“[q:No],” said [s:the agriculture minister, a mild man].", "agriculture minister");
        check("“[q:No],” said [s:a ministry source quoted by Haltass].", "ministry source");
        check("“[q:No],” it was. [s:International media] said.", "international media");
    }

    #[test]
    fn a_quotation_without_a_mention_goes_on() {
        check("“[q:No],” said [s:Ada Obi]. “[q:Never. Not in this house.]”", "Ada Obi | Ada Obi");
    }
}

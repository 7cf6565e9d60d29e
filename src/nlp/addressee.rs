//! To whom each statement is said: "told reporters", "in an interview with the agency", "wrote to the court".

use super::parsed::Parsed;
use super::stance::words::Words;
use super::wordlist::List;
use crate::annotate::Statement;
use crate::annotate::analysis::Person;
use std::ops::Range;

/// Sets `addressee` and `addressee_name` of each statement that has none yet.
pub fn assign(parsed: &Parsed, people: &[Person], statements: &mut [Statement]) {
    let words = Words::new(parsed);
    for statement in statements.iter_mut().filter(|statement| statement.addressee.is_empty()) {
        let Some(span) = addressee(&words, statement).and_then(|tokens| words.span(tokens)) else { continue };
        let known = people.iter().find(|person| person.mentions.iter().any(|mention| mention.overlaps(span)));
        statement.addressee_name =
            Some(known.map_or_else(|| span.of(parsed.text).into(), |person| person.name.clone()));
        statement.addressee = vec![span];
    }
}

fn addressee(words: &Words, statement: &Statement) -> Option<Range<usize>> {
    let cue = words.of(&statement.cue);
    let content = words.of(&statement.content);
    let speaker = words.of(&statement.speaker);
    let last = *cue.last()?;
    let is_free = |at: &usize| !content.contains(at) && !speaker.contains(at) && !cue.contains(at);
    let end = words.sentence(last).end;
    let after: Vec<usize> = (last + 1..end).take(40).take_while(|at| is_free(at)).collect();
    let (&first, &stop) = (after.first()?, after.last()?);
    if cue.iter().any(|at| List::Telling.holds(&words.stem[*at])) {
        let found = noun_phrase(words, first..stop + 1);
        return (!found.is_empty()).then_some(found);
    }
    let opener = after.iter().copied().find(|at| {
        let before = |word: &str| words.lower.get(at.wrapping_sub(1)).is_some_and(|other| other == word);
        match words.lower[*at].as_str() {
            "to" => *at == first && !before("due"),
            "with" => before("interview") || before("conversation") || before("talks"),
            _ => false,
        }
    })?;
    let found = noun_phrase(words, opener + 1..stop + 1);
    let is_someone = found.clone().any(|at| words.is_capital(at))
        || found.clone().any(|at| List::Hearer.holds(&words.stem[at]));
    is_someone.then_some(found)
}

/// The words from the start that can be one noun phrase: up to a preposition, a mark, "that", or the eighth word.
pub fn noun_phrase(words: &Words, range: Range<usize>) -> Range<usize> {
    let start = range.start;
    let mut end = start;
    while end < range.end
        && end - start < 8
        && words.is_word(end)
        && !List::PhraseEnd.holds(&words.lower[end])
    {
        end += 1;
    }
    while end > start && matches!(words.lower[end - 1].as_str(), "and" | "the" | "of" | "a" | "'s") {
        end -= 1;
    }
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::StatementId;
    use crate::text::Span;

    /// Content in braces, cue in brackets.
    fn check(marked: &str, expected: &str) {
        let mut statement = Statement::bare(StatementId(0), vec![]);
        let (mut text, mut start) = (String::new(), 0);
        for character in marked.chars() {
            match character {
                '{' | '[' => start = text.len(),
                '}' => statement.content.push(Span::new(start, text.len())),
                ']' => statement.cue.push(Span::new(start, text.len())),
                _ => text.push(character),
            }
        }
        let parsed = Parsed::new(&text);
        let mut statements = vec![statement];
        assign(&parsed, &[], &mut statements);
        assert_eq!(statements[0].addressee_name.as_deref().unwrap_or(""), expected, "{marked}");
    }

    #[test]
    fn the_one_spoken_to() {
        check("“{We are ready},” he [told] reporters in Kyiv.", "reporters");
        check(
            "She [told] the foreign affairs committee that {the door is open}.",
            "the foreign affairs committee",
        );
        check("“{No},” she [said] in an interview with the Courier.", "the Courier");
        check("He [said] {it was late}.", "");
        check("He [said] on Monday that {it was late}.", "");
    }
}

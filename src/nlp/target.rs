//! Toward whom or what each statement is.
//!
//! Candidates are the object of the cue ("accused *Moscow* of"), what the content is about, everybody named in it
//! or beside it, the one spoken to, whom the same speaker's last words were toward, and the other party of the
//! article. A log-linear model, learned from marked articles, ranks them; a denial is toward the claim it denies.

use super::parsed::Parsed;
use super::stance::words::Words;
use crate::annotate::Statement;
use crate::annotate::analysis::Person;
use crate::text::Span;
use scene::{History, Scene};
use std::rc::Rc;

/// Who is named where, and what was said before.
mod scene;

/// Noun phrases that may be meant.
mod phrase;

/// Pronouns that may be meant.
mod pronoun;

/// Everybody and everything that may be meant.
mod making;

/// What holds of each.
mod signs;

/// Which candidate is the likeliest.
mod rank;

/// Whom or what a statement may be toward.
pub struct Candidate {
    /// Where it stands, when it stands in the text.
    pub span: Option<Span>,
    /// By what name.
    pub name: Rc<str>,
    /// What holds of it.
    pub features: Vec<String>,
}

/// Sets `target` and `target_name` of each statement.
pub fn assign(parsed: &Parsed, people: &[Person], statements: &mut [Statement]) {
    let candidates = candidates(parsed, people, statements);
    for (statement, candidates) in statements.iter_mut().zip(candidates) {
        let best = rank::best(candidates);
        statement.target = best.iter().filter_map(|best| best.span).collect();
        statement.target_name = best.map(|best| best.name);
    }
}

/// For each statement everything that it may be toward, with the features that the model weighs.
pub fn candidates(parsed: &Parsed, people: &[Person], statements: &[Statement]) -> Vec<Vec<Candidate>> {
    let words = Words::new(parsed);
    let scene = Scene::new(parsed, people);
    let mut history = History::default();
    let mut all = vec![];
    for statement in statements {
        let candidates = making::candidates(&words, &scene, &history, statement);
        history.remember(statement, &candidates);
        all.push(candidates);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::{Label, Stance, StatementId};

    /// Content in braces, cue in brackets; expected is the name of the target.
    fn check(label: &str, marked: &str, expected: &str) {
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
        statement.stance = Stance::plain(Label::new(label));
        let parsed = Parsed::new(&text);
        let mut statements = vec![statement];
        assign(&parsed, &[], &mut statements);
        assert_eq!(statements[0].target_name.as_deref().unwrap_or(""), expected, "{marked}");
    }

    #[test]
    fn the_object_of_the_cue() {
        check("ACCUSE", "Kyiv [accused] the invaders [of] {shelling the town}.", "invaders");
        check("DEMAND", "The minister [urged] both sides {to show restraint}.", "both sides");
    }

    #[test]
    fn what_the_content_is_about() {
        check("APPROVE", "He [hailed] {the release of the hostages}.", "release of the hostages");
        check("ACCUSE", "He [said] {the raiders had burnt the nets}.", "raiders");
    }

    #[test]
    fn no_pronoun_and_no_verb() {
        check("STATE", "He [said] {it has no men there}.", "");
        check("ACCUSE", "He [said] {your police stood and watched}.", "your police");
        check("WARN", "He [predicted] {a spring of small wars unless it rains}.", "spring of small wars");
    }

    #[test]
    fn a_denial_is_toward_a_claim() {
        check("DENY", "He [denied] {the charges}.", "charges");
        check("DENY", "He [said] {the ship was not armed}.", "claim about ship");
    }
}

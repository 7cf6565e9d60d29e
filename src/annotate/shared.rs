//! Words that stand in many statements (names, labels, reasons), kept in memory once.

use super::statement::{Candidate, Statement};
use super::{Analysis, Label};
use std::collections::HashSet;
use std::rc::Rc;

/// The words that were met so far.
#[derive(Default)]
pub struct Shared(HashSet<Rc<str>>);

impl Shared {
    /// Lets `analysis` share what it has in common with those that came before it; what it says stays the same.
    pub fn share(&mut self, analysis: &mut Analysis) {
        self.one(&mut analysis.engine);
        for person in &mut analysis.people {
            self.one(&mut person.name);
            self.all(person.role.iter_mut().chain(&mut person.affiliation));
            person.mentions.shrink_to_fit();
        }
        analysis.people.shrink_to_fit();
        analysis.statements.iter_mut().for_each(|statement| self.statement(statement));
        analysis.statements.shrink_to_fit();
    }

    fn statement(&mut self, statement: &mut Statement) {
        let names = [&mut statement.speaker_name, &mut statement.addressee_name, &mut statement.target_name];
        self.all(names.into_iter().flatten().chain(&mut statement.said_on).chain([&mut statement.note]));
        self.all(statement.relays.iter_mut().map(|relay| &mut relay.name));
        for Candidate { name, why, .. } in &mut statement.candidates {
            self.all([name, why]);
        }
        let stance = &mut statement.stance;
        self.all(stance.ranking.iter_mut().map(|(Label(key), _)| key).chain([&mut stance.label.0]));
        statement.candidates.shrink_to_fit();
        stance.ranking.shrink_to_fit();
        stance.because.shrink_to_fit();
    }

    fn all<'w>(&mut self, words: impl IntoIterator<Item = &'w mut Rc<str>>) {
        words.into_iter().for_each(|word| self.one(word));
    }

    fn one(&mut self, word: &mut Rc<str>) {
        match self.0.get(word) {
            Some(kept) => *word = kept.clone(),
            None => drop(self.0.insert(word.clone())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::StatementId;
    use crate::text::Span;

    /// The analysis of an article in which "Ada Obi" speaks, with words of its own.
    fn analysis() -> Analysis {
        let mut statement = Statement::bare(StatementId(0), vec![Span::new(0, 3)]);
        statement.speaker_name = Some("Ada Obi".into());
        statement.candidates =
            vec![Candidate { name: "Ada Obi".into(), score: 1.0, why: "named here".into() }];
        Analysis { statements: vec![statement], ..Analysis::empty() }
    }

    #[test]
    fn a_name_of_two_articles_is_kept_once_and_stays_what_it_was() {
        let mut shared = Shared::default();
        let [mut first, mut second] = [analysis(), analysis()];
        shared.share(&mut first);
        shared.share(&mut second);
        assert_eq!((&first, &second), (&analysis(), &analysis()));
        let [a, b] = [&first, &second].map(|it| it.statements[0].speaker_name.clone().expect("Ada speaks"));
        assert!(Rc::ptr_eq(&a, &b));
        assert!(Rc::ptr_eq(&a, &first.statements[0].candidates[0].name));
    }
}

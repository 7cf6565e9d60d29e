//! Whose a source is: "her spokesman", "two of his advisers", "Massamba's deputy".

use super::naming::{named_owner, of_owner, own_words};
use super::talk::{Talk, anchor};
use crate::annotate::Statement;
use crate::annotate::analysis::PersonSort;
use crate::nlp::coref;
use crate::nlp::mention::{Description, Mention, Pronoun};
use crate::nlp::wordlist::List;
use std::rc::Rc;

/// From this probability on an owner is named.
const LIKELY: f32 = 0.4;

impl Talk<'_> {
    /// "her farewell note": hers.
    pub(super) fn writer(&self, statement: &Statement, description: &Description) -> Option<Rc<str>> {
        let is_document = List::Document.holds_lower(self.parsed.word(description.head));
        is_document.then(|| self.meant_owner(statement, description)).flatten()
    }

    /// The name of a source that is nobody else: its words, with the owner they speak of.
    pub(super) fn own_name(&self, statement: &Statement, mention: &Mention) -> Option<Rc<str>> {
        let Mention::Description(description) = mention else { return None };
        let named = || {
            let (owner, thing) = named_owner(self.parsed, self.cast, description)?;
            of_owner(self.parsed, thing, &owner)
        };
        let meant = || {
            let owner = self.meant_owner(statement, description)?;
            let owner = self.bearer(owner, self.parsed.word(description.head))?;
            let thing = self.owned(description)? + 1..description.tokens.end;
            of_owner(self.parsed, thing, &self.with_article(&owner))
        };
        Some(named().or_else(meant).unwrap_or_else(|| own_words(self.parsed, self.cast, description)))
    }

    /// Who has what "her" is said of: her deputy is hers, her finance minister is her country's; none where the
    /// article does not say which country that is.
    fn bearer(&self, owner: Rc<str>, noun: &str) -> Option<Rc<str>> {
        let is_of_state = List::StateBody.holds_lower(noun);
        let figure = self.room.find(&owner).and_then(|party| self.cast.figures.get(party));
        match figure.filter(|figure| is_of_state && figure.sort == PersonSort::Person) {
            Some(person) => person.affiliation.clone(),
            None => Some(owner),
        }
    }

    /// The words for what is owned: behind "her", or behind "two of her".
    fn owned(&self, description: &Description) -> Option<usize> {
        let is_possessive = |at: &usize| {
            matches!(self.parsed.word(*at).to_lowercase().as_str(), "his" | "her" | "its" | "their")
        };
        let start = description.tokens.start;
        let of = (start + 1..description.tokens.end.min(start + 4)).find(|at| self.parsed.word(*at) == "of");
        Some(start)
            .filter(is_possessive)
            .or_else(|| of.map(|of| of + 1).filter(|at| *at < description.tokens.end && is_possessive(at)))
    }

    /// Whom "his", "her" or "its" means.
    pub(super) fn meant_owner(&self, statement: &Statement, description: &Description) -> Option<Rc<str>> {
        let token = self.owned(description)?;
        let pronoun = match self.parsed.word(token).to_lowercase().as_str() {
            "his" => Pronoun::He,
            "her" => Pronoun::She,
            "its" | "their" => Pronoun::It,
            _ => return None,
        };
        let mention = Mention::Pronoun(pronoun);
        let scored = coref::candidates(self.parsed, &self.room, &anchor(statement, &mention, token));
        let ranked = coref::rank(&mention, scored);
        let (party, _, _) = ranked.first().filter(|(_, score, _)| *score > LIKELY)?;
        let party = self.room.party((*party)?);
        party.sort.is_some().then(|| party.name.clone())
    }

    /// "the Tamarind League" where the article says so.
    fn with_article(&self, name: &Rc<str>) -> String {
        let figure = self.room.find(name).and_then(|party| self.cast.figures.get(party));
        let n_definite = figure.map_or(0, |figure| {
            let starts = figure.mentions.iter().take(8).filter_map(|mention| mention.start.checked_sub(1));
            starts.filter(|at| matches!(self.parsed.word(*at), "the" | "The")).count()
        });
        let is_person = figure.is_none_or(|figure| figure.sort == PersonSort::Person);
        let is_plain = !name.contains(' ') && name.chars().any(char::is_lowercase);
        if n_definite > 0 && !is_person && !is_plain { format!("the {name}") } else { name.to_string() }
    }
}

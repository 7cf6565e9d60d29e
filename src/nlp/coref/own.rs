//! What speaks for a description to be nobody else but who its words say: a source without a name.

use super::epithet;
use super::role::is_short_and_definite;
use super::{Anchor, FEATURES, at};
use crate::nlp::gazetteer::gazetteer;
use crate::nlp::mention::{Determiner, Mention};
use crate::nlp::parsed::Parsed;
use crate::nlp::wordlist::List;

/// Features of "it is nobody else but who these words say".
pub(super) fn own_features(parsed: &Parsed, anchor: &Anchor, is_new: bool) -> [f32; FEATURES.len()] {
    let mut values = [0.0; FEATURES.len()];
    let Mention::Description(description) = anchor.mention else { return values };
    let mut set = |name: usize, holds: bool| values[name] = f32::from(u8::from(holds));
    set(const { at("itself") }, true);
    set(const { at("itself, definite") }, description.determiner == Determiner::Definite);
    set(const { at("itself, indefinite") }, description.determiner == Determiner::Indefinite);
    set(const { at("itself, possessive") }, description.determiner == Determiner::Possessive);
    set(const { at("itself, bare") }, description.determiner == Determiner::Bare);
    let head = parsed.word(description.head);
    set(const { at("itself, no person") }, gazetteer().role(head).is_none());
    set(const { at("is several") }, description.is_plural);
    set(const { at("itself, spoken of before") }, !is_new);
    set(
        const { at("itself, for a person by its form") },
        epithet::is_for_person(head) || description.is_by_origin,
    );
    set(const { at("itself, a document") }, List::Document.holds_lower(head));
    let is_capital = |at: usize| parsed.word(at).starts_with(char::is_uppercase);
    let has_capital = description.core.clone().skip(1).any(|at| at != description.head && is_capital(at));
    set(const { at("itself, has a capital") }, has_capital);
    set(const { at("itself, short and definite") }, is_short_and_definite(description));
    let n_words = description.core.len();
    values[const { at("shared words") }] = (n_words.saturating_sub(2)).min(5) as f32;
    values
}

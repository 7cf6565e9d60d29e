//! First names that a text gives in capitals alone: headings of transcripts name in full who later has a label.

use crate::nlp::gazetteer::Gazetteer;
use crate::nlp::parsed::Parsed;
use crate::nlp::wordlist::List;
use std::collections::HashMap;

/// Words in capitals that stand after a first name in capitals, each with that first name.
pub(super) struct Capitals<'t> {
    before: HashMap<&'t str, &'t str>,
}

impl<'t> Capitals<'t> {
    /// Reads the text once.
    pub(super) fn new(parsed: &Parsed<'t>, lists: &Gazetteer) -> Capitals<'t> {
        let mut before = HashMap::new();
        for last in 1..parsed.tokens.len() {
            let (first, word) = (parsed.word(last - 1), parsed.word(last));
            if is_capital(word) && is_capital(first) && is_first_name(parsed, lists, last - 1) {
                before.entry(word).or_insert(first);
            }
        }
        Capitals { before }
    }

    /// A last name with the first name that stands before it in capitals.
    pub(super) fn full(&self, last: &str) -> Option<String> {
        let first = self.before.get(last.to_uppercase().as_str())?;
        Some(format!("{} {last}", super::canonical::cased(first)))
    }
}

fn is_capital(word: &str) -> bool {
    let mut letters = word.chars().filter(|letter| letter.is_alphabetic());
    word.chars().count() > 1 && letters.all(char::is_uppercase) && word.starts_with(char::is_alphabetic)
}

/// A word that is no title, office or small word, and is known as a first name or stands after a title or the like.
fn is_first_name(parsed: &Parsed, lists: &Gazetteer, at: usize) -> bool {
    let word = parsed.word(at);
    let small = word.to_lowercase();
    let is_other = List::Function.holds(&small) || List::Field.holds(&small) || lists.state(word).is_some();
    if is_other || is_office(lists, word) {
        return false;
    }
    let before = at.checked_sub(1).map(|before| parsed.word(before));
    let leads_to_name =
        |before: &str| matches!(before, "." | "BY" | "WITH" | "AND") || is_office(lists, before);
    lists.first_name(word).is_some() || before.is_none_or(leads_to_name)
}

fn is_office(lists: &Gazetteer, word: &str) -> bool {
    let of_part = |part: &str| lists.role(&part.to_lowercase()).is_some() || lists.title(part).is_some();
    of_part(word) || word.split('-').any(of_part)
}

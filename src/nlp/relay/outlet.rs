//! Which names of an article are outlets, and where one is named in full, in short, or as "the agency".

use crate::nlp::gazetteer::gazetteer;
use crate::nlp::name::{Name, Sort, phrase};
use crate::nlp::parsed::Parsed;
use crate::nlp::people::Cast;
use crate::nlp::token::Shape;
use crate::nlp::wordlist::List;
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

/// Most names looked back at for whom "the agency" means.
const LOOK_BACK: usize = 60;

/// The outlets of an article.
pub struct Outlets {
    /// By their words in lower case.
    by_words: HashMap<String, Rc<str>>,
    /// Those of several words by the last one: "the Rattle" is the Evening Rattle.
    by_last_word: HashMap<String, Rc<str>>,
}

/// How an outlet is referred to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reference {
    /// By a name that the lists know.
    Known,
    /// By a name that the article uses as an outlet's.
    Named,
    /// By the last word of its name.
    Short,
    /// "the agency", after its name was given.
    General,
    /// "state television", "the army channel": without a name.
    Described,
}

impl Outlets {
    /// By the lists, or by what the article does with the name.
    pub fn new(parsed: &Parsed, cast: &Cast) -> Outlets {
        let mut outlets = Outlets { by_words: HashMap::new(), by_last_word: HashMap::new() };
        for name in &cast.names {
            if matches!(name.sort, Sort::Person | Sort::State) || is_body_of_state(parsed, name) {
                continue;
            }
            let words = phrase(parsed, &name.tokens);
            if gazetteer().outlet(&words).is_none() && !is_used_as_outlet(parsed, name) {
                continue;
            }
            let full: Rc<str> = words.as_str().into();
            if let Some((_, last)) = words.to_lowercase().rsplit_once(' ') {
                outlets.by_last_word.entry(last.into()).or_insert_with(|| full.clone());
            }
            outlets.by_words.entry(words.to_lowercase()).or_insert(full);
        }
        outlets
    }

    /// The outlet referred to from a token on: its tokens and its name.
    pub fn at(&self, parsed: &Parsed, cast: &Cast, at: usize) -> Option<(Range<usize>, Rc<str>, Reference)> {
        let named = cast.names_in(&(at..(at + 8).min(parsed.tokens.len()))).next().map(|(_, name)| name);
        if let Some(name) = named.filter(|name| name.tokens.start == at) {
            let words = phrase(parsed, &name.tokens);
            let known = gazetteer().outlet(&words).is_some();
            let short = || self.short_form(parsed, &name.tokens).map(|full| (full, Reference::Short));
            let full = self.by_words.get(&words.to_lowercase());
            let full = full.map(|full| (full, if known { Reference::Known } else { Reference::Named }));
            let (outlet, reference) = short().or(full)?;
            return Some((name.tokens.clone(), outlet.clone(), reference));
        }
        if !List::OutletNoun.holds(parsed.word(at))
            || parsed.tokens.get(at + 1).is_some_and(|next| is_outlet_noun(next.of(parsed.text)))
        {
            return None;
        }
        if at > 0 && matches!(parsed.word(at - 1), "the" | "The") {
            let before = cast.names.partition_point(|name| name.tokens.start < at);
            let recent = cast.names[..before].iter().rev().take(LOOK_BACK);
            let last = recent
                .filter_map(|name| self.by_words.get(&phrase(parsed, &name.tokens).to_lowercase()))
                .next();
            if let Some(last) = last {
                return Some((at..at + 1, last.clone(), Reference::General));
            }
        }
        let tokens = described(parsed, at)?;
        let name = phrase(parsed, &tokens).into();
        Some((tokens, name, Reference::Described))
    }

    /// Whether some tokens name an outlet and no person.
    pub fn named_in(&self, parsed: &Parsed, cast: &Cast, tokens: &Range<usize>) -> bool {
        let names: Vec<&Name> = cast.names_in(tokens).map(|(_, name)| name).collect();
        let is_outlet =
            |name: &&Name| self.by_words.contains_key(&phrase(parsed, &name.tokens).to_lowercase());
        names.iter().any(is_outlet) && names.iter().all(|name| name.sort != Sort::Person)
    }

    /// "the Rattle" for the "Evening Rattle".
    fn short_form(&self, parsed: &Parsed, tokens: &Range<usize>) -> Option<&Rc<str>> {
        let is_the = tokens.start > 0 && matches!(parsed.word(tokens.start - 1), "the" | "The");
        let is_the = is_the || matches!(parsed.word(tokens.start), "The");
        let bare = tokens.end - usize::from(is_the);
        let is_one =
            tokens.len() == 1 || tokens.start + 1 == bare && matches!(parsed.word(tokens.start), "The");
        self.by_last_word.get(&parsed.word(tokens.end - 1).to_lowercase()).filter(|_| is_the && is_one)
    }
}

/// "state television": a noun for an outlet with the words that say which.
fn described(parsed: &Parsed, head: usize) -> Option<Range<usize>> {
    let sentence = parsed.sentences[parsed.sentence_of(head)].tokens.start;
    let says_which = |at: &usize| {
        let word = parsed.word(*at);
        parsed.tokens[*at].shape == Shape::Word
            && !List::Function.holds_lower(word)
            && !List::Preposition.holds(word)
            && !crate::nlp::name::is_verb(word)
    };
    let start = (sentence..head).rev().take(3).take_while(says_which).last()?;
    Some(start..head + 1)
}

/// Whether a word says of what sort an outlet is.
fn is_outlet_noun(word: &str) -> bool {
    List::OutletNoun.holds_lower(word)
}

/// Parliaments, councils and ministries are told things too.
fn is_body_of_state(parsed: &Parsed, name: &Name) -> bool {
    let last = parsed.word(name.tokens.end - 1);
    let words = phrase(parsed, &name.tokens);
    let is_body = gazetteer().is_organisation_word(last) && !is_outlet_noun(last) && !List::Paper.holds(last);
    gazetteer().outlet(&words).is_none() && (gazetteer().is_organisation(&words) || is_body)
}

fn is_used_as_outlet(parsed: &Parsed, name: &Name) -> bool {
    let word = |at: usize| parsed.tokens.get(at).map_or("", |_| parsed.word(at));
    let back = |n: usize| name.tokens.start.checked_sub(n).map_or("", |at| parsed.word(at));
    // "told the Courier" as "told Novoreks"
    let skip = usize::from(matches!(back(1), "the" | "The"));
    let (before, second) = (back(1 + skip), back(2 + skip));
    let (after, next) = (word(name.tokens.end), word(name.tokens.end + 1));
    let is_called = is_outlet_noun(before) && before != "service"
        || is_outlet_noun(after) && !matches!(after, "service" | "network" | "site")
        || after == "news" && is_outlet_noun(next);
    let is_told = before == "told"
        || matches!(before, "with" | "to") && matches!(second, "interview" | "conversation" | "comments")
        || before == "to" && List::Confiding.holds(second);
    let is_quoted = matches!(before, "by" | "from") && List::PassingOn.holds(second);
    let quotes = matches!(after, "reported" | "quoted" | "writes" | "wrote" | "reports")
        && skip == 0
        && !name.is_titled
        || after == "," && matches!(next, "citing" | "quoting");
    let is_credit = matches!((before, after), ("/", "/") | ("(", ")")) && is_acronym(parsed, name);
    is_called || is_told || is_quoted || quotes || is_credit
}

fn is_acronym(parsed: &Parsed, name: &Name) -> bool {
    let word = parsed.word(name.tokens.start);
    name.tokens.len() == 1 && word.chars().count() > 1 && !word.chars().any(char::is_lowercase)
}

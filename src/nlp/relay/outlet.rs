//! Which names of an article are outlets, and where one is named in full, in short, or as "the agency".

use super::brand::brand_at;
use super::form::{full_name, is_body_of_state, is_formed, is_outlet_noun, is_used_as_outlet, names_another};
use super::masthead::{first_line, masthead, whole_at_head};
use crate::nlp::gazetteer::gazetteer;
use crate::nlp::name::{Name, Sort, phrase};
use crate::nlp::parsed::Parsed;
use crate::nlp::people::Cast;
use crate::nlp::token::Shape;
use crate::nlp::wordlist::List;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::rc::Rc;

/// Most names looked back at for whom "the agency" means.
const LOOK_BACK: usize = 60;

/// Most tokens looked back at for an outlet without a name.
const LOOK_BACK_TOKENS: usize = 200;

/// The outlets of an article.
#[derive(Default)]
pub struct Outlets {
    /// By their words in lower case, without "the".
    by_words: HashMap<String, Known>,
    /// Those of several words in short: the Rattle is the Evening Rattle, BM the Balkan Monitor.
    by_short: HashMap<String, Rc<str>>,
    /// The one that publishes the article, where its page says so.
    own: Option<Rc<str>>,
}

/// An outlet's name, and how it came to be taken for one.
struct Known {
    full: Rc<str>,
    reference: Reference,
}

/// How an outlet is referred to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reference {
    /// By a name that the lists know.
    Known,
    /// By a name of the form that outlets' names have: Radio Cumbre, Tarvastinfo, the Pacific Bulletin.
    Formed,
    /// By a name that the article uses as an outlet's.
    Named,
    /// By the last word of its name, or by initials.
    Short,
    /// "the agency", after its name was given.
    General,
    /// "state television", "the army channel": without a name.
    Described,
    /// "this newspaper", "us": the one that publishes the article.
    Own,
}

impl Outlets {
    /// By the lists, by the form of the name, or by what the article does with it.
    pub fn new(parsed: &Parsed, cast: &Cast) -> Outlets {
        let mut outlets = Outlets::default();
        let masthead = masthead(parsed);
        if let Some(masthead) = &masthead {
            outlets.remember_short(masthead, masthead);
        }
        for name in cast.names.iter().filter(|name| !matches!(name.sort, Sort::Person | Sort::State)) {
            let words = phrase(parsed, &name.tokens);
            let reference = match () {
                () if is_body_of_state(parsed, name) || names_another(parsed, name) => continue,
                () if gazetteer().outlet(&words).is_some() => Reference::Known,
                () if is_formed(parsed, name) => Reference::Formed,
                () if is_used_as_outlet(parsed, name) => Reference::Named,
                () => continue,
            };
            let full: Rc<str> = full_name(parsed, cast, name).into();
            let whole = whole_at_head(parsed, &full).filter(|_| !full.contains(' '));
            let full = whole.unwrap_or(full);
            outlets.remember_short(&words, &full);
            let known = outlets.by_words.entry(words.to_lowercase());
            let known = known.or_insert_with(|| Known { full: full.clone(), reference });
            // BASKINFORM in the dateline is Baskinform in the text.
            if !known.full.chars().any(char::is_lowercase) {
                known.full = full;
            }
        }
        outlets.own = masthead.or_else(|| outlets.publisher(parsed, cast)).or_else(|| first_line(parsed));
        outlets
    }

    /// "the Rattle" for the Evening Rattle, "the Lantern" for the Lantern of Ashcombe, BM for the Balkan Monitor.
    fn remember_short(&mut self, words: &str, full: &Rc<str>) {
        let parts: Vec<&str> = words.split(' ').collect();
        if parts.len() < 2 {
            return;
        }
        let head = match parts.iter().position(|part| *part == "of") {
            Some(of) if of > 0 => parts[of - 1],
            _ => parts[parts.len() - 1],
        };
        let initials: String = parts.iter().filter_map(|part| part.chars().next()).collect();
        for short in [head.to_lowercase(), initials.to_lowercase()] {
            self.by_short.entry(short).or_insert_with(|| full.clone());
        }
    }

    /// The outlet named most in page chrome, when there is one.
    fn publisher(&self, parsed: &Parsed, cast: &Cast) -> Option<Rc<str>> {
        let mut n_times: BTreeMap<&Rc<str>, usize> = BTreeMap::new();
        let is_chrome = |name: &&Name| parsed.is_boilerplate(parsed.tokens[name.tokens.start].span.start());
        for name in cast.names.iter().filter(is_chrome) {
            if let Some(known) = self.by_words.get(&phrase(parsed, &name.tokens).to_lowercase()) {
                *n_times.entry(&known.full).or_default() += 1;
            }
        }
        n_times.into_iter().max_by_key(|(_, n)| *n).map(|(full, _)| full.clone())
    }

    /// The outlet referred to from a token on: its tokens and its name.
    pub fn at(&self, parsed: &Parsed, cast: &Cast, at: usize) -> Option<(Range<usize>, Rc<str>, Reference)> {
        if let Some(tokens) = brand_at(parsed, at) {
            let name = parsed.span_of(tokens.clone()).of(parsed.text).into();
            return Some((tokens, name, Reference::Named));
        }
        let named = cast.names_in(&(at..(at + 8).min(parsed.tokens.len()))).next().map(|(_, name)| name);
        if let Some(name) = named.filter(|name| name.tokens.start == at) {
            let short = || self.short_form(parsed, &name.tokens).map(|full| (full.clone(), Reference::Short));
            let known = self.by_words.get(&phrase(parsed, &name.tokens).to_lowercase());
            let known = known.map(|known| (known.full.clone(), known.reference));
            let (outlet, reference) = short().or(known)?;
            return Some((name.tokens.clone(), outlet, reference));
        }
        let word = parsed.word(at);
        let before = at.checked_sub(1).map_or("", |at| parsed.word(at));
        let is_own = matches!(before, "this" | "our") && (List::OutletNoun.holds(word) || word == "medium")
            || word == "us" && matches!(before, "told" | "to" | "tells") && parsed.quote_depth(at) == 0;
        if let Some(own) = self.own.clone().filter(|_| is_own) {
            return Some((at..at + 1, own, Reference::Own));
        }
        let is_last = parsed.tokens.get(at + 1).is_none_or(|next| !is_outlet_noun(next.of(parsed.text)));
        if is_own || !List::OutletNoun.holds(word) || !is_last {
            return None;
        }
        let general = matches!(before, "the" | "The").then(|| self.last_such(parsed, cast, at)).flatten();
        if let Some(last) = general {
            return Some((at..at + 1, last, Reference::General));
        }
        let tokens = described(parsed, at).filter(|tokens| !self.is_named_beside(parsed, cast, tokens))?;
        let name = phrase(parsed, &tokens).into();
        Some((tokens, name, Reference::Described))
    }

    /// Whom "the agency" means: the last outlet before that may be called so.
    fn last_such(&self, parsed: &Parsed, cast: &Cast, at: usize) -> Option<Rc<str>> {
        let noun = parsed.word(at);
        let is_paper = |full: &str| full.rsplit(' ').next().is_some_and(|last| List::Paper.holds(last));
        let before = cast.names.partition_point(|name| name.tokens.start < at);
        let named = cast.names[..before].iter().rev().take(LOOK_BACK).find_map(|name| {
            let known = self.by_words.get(&phrase(parsed, &name.tokens).to_lowercase())?;
            (noun != "agency" || !is_paper(&known.full)).then(|| (name.tokens.start, known.full.clone()))
        });
        let sooner = (at.saturating_sub(LOOK_BACK_TOKENS)..at).rev().find_map(|other| {
            let tokens = (parsed.word(other) == noun).then(|| described(parsed, other)).flatten()?;
            (!self.is_named_beside(parsed, cast, &tokens)).then(|| (other, phrase(parsed, &tokens).into()))
        });
        let last = named.into_iter().chain(sooner).max_by_key(|(place, _)| *place);
        last.map(|(_, name)| name)
    }

    /// "the official TASS news agency": what is described has its name beside it.
    fn is_named_beside(&self, parsed: &Parsed, cast: &Cast, tokens: &Range<usize>) -> bool {
        let around = tokens.start.saturating_sub(1)..(tokens.end + 4).min(parsed.tokens.len());
        let is_close = |name: &Name| name.tokens.start <= tokens.end && name.tokens.end >= tokens.start;
        let mut names = cast.names_in(&around).map(|(_, name)| name).filter(|name| is_close(name));
        names.any(|name| self.by_words.contains_key(&phrase(parsed, &name.tokens).to_lowercase()))
    }

    /// Whether some tokens name an outlet and no person.
    pub fn named_in(&self, parsed: &Parsed, cast: &Cast, tokens: &Range<usize>) -> bool {
        let names: Vec<&Name> = cast.names_in(tokens).map(|(_, name)| name).collect();
        let is_outlet =
            |name: &&Name| self.by_words.contains_key(&phrase(parsed, &name.tokens).to_lowercase());
        names.iter().any(is_outlet) && names.iter().all(|name| name.sort != Sort::Person)
    }

    /// "the Rattle" for the Evening Rattle.
    fn short_form(&self, parsed: &Parsed, tokens: &Range<usize>) -> Option<&Rc<str>> {
        let word = parsed.word(tokens.end - 1);
        let is_the = tokens.start > 0 && matches!(parsed.word(tokens.start - 1), "the" | "The");
        let is_the = is_the || matches!(parsed.word(tokens.start), "The");
        let bare = tokens.end - usize::from(is_the);
        let is_one =
            tokens.len() == 1 || tokens.start + 1 == bare && matches!(parsed.word(tokens.start), "The");
        let is_initials = tokens.len() == 1 && word.len() > 1 && !word.chars().any(char::is_lowercase);
        self.by_short.get(&word.to_lowercase()).filter(|_| is_the && is_one || is_initials)
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

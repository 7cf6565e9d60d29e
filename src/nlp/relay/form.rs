//! Which names have the form or the use of an outlet's, and under which name an outlet is filed.

use crate::annotate::analysis::PersonSort;
use crate::nlp::gazetteer::gazetteer;
use crate::nlp::name::{Name, phrase};
use crate::nlp::parsed::Parsed;
use crate::nlp::people::Cast;
use crate::nlp::token::Shape;
use crate::nlp::wordlist::List;

/// An outlet's name as it is filed: with a "The" that is part of it, and with what it is where the rest only says
/// whose: Nyambasan radio, radio HDR.
pub(super) fn full_name(parsed: &Parsed, cast: &Cast, name: &Name) -> String {
    let words = phrase(parsed, &name.tokens);
    if let Some(known) = gazetteer().outlet(&words).filter(|_| name.tokens.len() > 1) {
        return known.into();
    }
    let word = |at: usize| parsed.tokens.get(at).map_or("", |_| parsed.word(at));
    let back = |n: usize| name.tokens.start.checked_sub(n).map_or("", |at| parsed.word(at));
    if let Some(whole) = spelled_out(cast, &words) {
        return whole;
    }
    let opens = |at: usize| at == parsed.sentences[parsed.sentence_of(at)].tokens.start;
    if back(1) == "The" && !opens(name.tokens.start - 1) {
        return format!("The {words}");
    }
    if let Some(whole) = whole(cast, &words) {
        return whole;
    }
    if back(1) == "radio" && !matches!(back(2), "the" | "The" | "state" | "public" | "national") {
        return format!("radio {words}");
    }
    // Kanal 5, Rossiya 24
    let next = parsed.tokens.get(name.tokens.end).filter(|next| next.shape == Shape::Number);
    let is_touching =
        next.is_some_and(|next| next.span.start() - parsed.tokens[name.tokens.end - 1].span.end() <= 1);
    if is_touching && word(name.tokens.end).len() <= 2 {
        return format!("{words} {}", word(name.tokens.end));
    }
    let noun = word(name.tokens.end);
    // "KNMB radio" is KNMB, "Nyambasan radio" is nothing shorter.
    if matches!(noun, "radio" | "television" | "TV")
        && words.chars().any(char::is_lowercase)
        && !is_formed(parsed, name)
        && gazetteer().outlet(&words).is_none()
    {
        return format!("{words} {noun}");
    }
    words
}

/// Continental News Service, which the article also calls CNS; what the lists know as BBC stays BBC.
fn spelled_out(cast: &Cast, words: &str) -> Option<String> {
    let is_short = (3..=5).contains(&words.len()) && words.bytes().all(|letter| letter.is_ascii_uppercase());
    if !is_short || gazetteer().outlet(words).is_some() {
        return None;
    }
    let has_initials = |name: &str| {
        let initials = name.split(' ').filter(|word| word.starts_with(char::is_uppercase));
        name.contains(' ')
            && name.chars().any(char::is_lowercase)
            && initials.filter_map(|word| word.chars().next()).eq(words.chars())
    };
    let mut figures = cast.figures.iter().filter(|figure| figure.sort != PersonSort::Person);
    figures.find(|figure| has_initials(&figure.name)).map(|figure| figure.name.to_string())
}

/// The Evening Rattle, which the article also calls the Rattle.
fn whole(cast: &Cast, words: &str) -> Option<String> {
    let tail = format!(" {words}");
    let mut longer =
        cast.longer(words.rsplit(' ').next().unwrap_or(words)).iter().map(|figure| &cast.figures[*figure]);
    let is_name = |name: &str| {
        let parts: Vec<&str> = name.split(' ').collect();
        name.ends_with(&tail)
            && name.chars().any(char::is_lowercase)
            && !name.contains(" of ")
            && !parts[1..].contains(&"The")
            && parts[0] != "Copyright"
            // "By AFP", "Trending ON BuzzWire"
            && !parts.iter().any(|part| List::Function.holds_lower(part) && !matches!(*part, "The" | "the"))
    };
    longer
        .find(|figure| figure.sort != PersonSort::Person && is_name(&figure.name))
        .map(|figure| figure.name.to_string())
}

/// "the Alvetian agency Mtis Khma": what stands before the noun is only whose it is.
pub(super) fn names_another(parsed: &Parsed, name: &Name) -> bool {
    let word = |at: usize| parsed.tokens.get(at).map_or("", |_| parsed.word(at));
    let mut at = name.tokens.end;
    // Army Radio on Tuesday, in American: Army Radio Tuesday
    if List::Calendar.holds(word(at)) {
        return false;
    }
    if !is_outlet_noun(word(at)) {
        return is_outlet_noun(parsed.word(name.tokens.end - 1))
            && !List::OutletOpening.holds(parsed.word(name.tokens.start))
            && word(at).starts_with(char::is_uppercase);
    }
    while is_outlet_noun(word(at)) {
        at += 1;
    }
    word(at).starts_with(char::is_uppercase)
}

/// Radio Cumbre, Tarvastinfo, the Pacific Bulletin: a name of the form that outlets' names have.
pub(super) fn is_formed(parsed: &Parsed, name: &Name) -> bool {
    let (first, last) = (parsed.word(name.tokens.start), parsed.word(name.tokens.end - 1));
    let is_several = name.tokens.len() > 1;
    let lower = last.to_lowercase();
    let ends_so = (3..lower.len().saturating_sub(2))
        .filter(|at| lower.is_char_boundary(*at))
        .any(|at| List::OutletEnding.holds(&lower[at..]));
    let of = name.tokens.clone().skip(1).find(|at| parsed.word(*at) == "of");
    let is_paper = List::Paper.holds(of.map_or(last, |of| parsed.word(of - 1)));
    let is_agency = lower == "agency"
        && is_several
        && matches!(
            parsed.word(name.tokens.end - 2),
            "News" | "Press" | "Information" | "Telegraph" | "Wire"
        );
    is_agency || is_several && (is_paper || List::OutletOpening.holds(first)) || ends_so && !is_several
}

/// Whether a word says of what sort an outlet is.
pub(super) fn is_outlet_noun(word: &str) -> bool {
    List::OutletNoun.holds_lower(word)
}

/// Parliaments, councils and ministries are told things too.
pub(super) fn is_body_of_state(parsed: &Parsed, name: &Name) -> bool {
    let last = parsed.word(name.tokens.end - 1);
    let words = phrase(parsed, &name.tokens);
    let is_body = gazetteer().is_organisation_word(last) && !is_outlet_noun(last) && !List::Paper.holds(last);
    gazetteer().outlet(&words).is_none() && (gazetteer().is_organisation(&words) || is_body)
}

/// "told Novoreks", "the channel LCI": a name that the article uses as an outlet's.
pub(super) fn is_used_as_outlet(parsed: &Parsed, name: &Name) -> bool {
    let word = |at: usize| parsed.tokens.get(at).map_or("", |_| parsed.word(at));
    let back = |n: usize| name.tokens.start.checked_sub(n).map_or("", |at| parsed.word(at));
    // "told the Courier", "told the official Novoreks" as "told Novoreks"
    let is_epithet = |word: &str| {
        matches!(
            word,
            "official"
                | "state"
                | "state-run"
                | "state-owned"
                | "semi-official"
                | "local"
                | "private"
                | "regional"
                | "national"
                | "independent"
                | "pro-government"
                | "opposition"
        )
    };
    let skip = usize::from(is_epithet(back(1)));
    let skip = skip + usize::from(matches!(back(1 + skip), "the" | "The"));
    let (before, second) = (back(1 + skip), back(2 + skip));
    let (after, next) = (word(name.tokens.end), word(name.tokens.end + 1));
    let is_called = is_outlet_noun(before) && before != "service"
        || is_outlet_noun(after)
            && !matches!(after, "service" | "network" | "site" | "station" | "portal" | "paper")
        || after == "news" && is_outlet_noun(next);
    let is_told = matches!(before, "told" | "tells" | "informed")
        || matches!(before, "with" | "to")
            && matches!(second, "interview" | "conversation" | "comments" | "statements" | "remarks")
        || before == "to" && List::Confiding.holds(second);
    let is_quoted = matches!(before, "by" | "from") && List::PassingOn.holds(second);
    let quotes = matches!(after, "reported" | "quoted" | "quotes" | "writes" | "wrote" | "reports")
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

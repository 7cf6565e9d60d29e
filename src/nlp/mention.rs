//! What a mention of a speaker is: a name, a pronoun, or a description, and which word heads it.

use super::gazetteer::{Gender, gazetteer};
use super::name::{Name, Sort, is_verb};
use super::parsed::Parsed;
use super::people::Cast;
use super::token::Shape;
use super::wordlist::List;
use crate::text::Span;
use std::ops::Range;

/// A speaker mention, understood as far as its own words go.
#[derive(Clone, PartialEq, Debug)]
pub enum Mention {
    /// No words.
    Nobody,
    /// He, she, it, they …
    Pronoun(Pronoun),
    /// A person by name: the number of the figure.
    Person(usize),
    /// Two or more persons by name.
    Persons(Vec<usize>),
    /// An organisation or a state by name: its words.
    Body(Range<usize>),
    /// Anything else: "the minister", "a senior official".
    Description(Description),
}

/// What a pronoun tells.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pronoun {
    /// he, him, his
    He,
    /// she, her
    She,
    /// it, its
    It,
    /// they, them, their
    They,
    /// I, we, my, our
    Own,
}

/// A speaker who is described, not named.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Description {
    /// All of its words.
    pub tokens: Range<usize>,
    /// The noun that heads it.
    pub head: usize,
    /// "the", "a", "her" …
    pub determiner: Determiner,
    /// Whether it is of several.
    pub is_plural: bool,
}

/// How a description is introduced.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Determiner {
    /// the, this, the same
    Definite,
    /// a, an, one, another, some
    Indefinite,
    /// his, her, its, Russia's
    Possessive,
    /// both, the two
    Both,
    /// None.
    Bare,
}

/// What the words at `spans` are.
pub fn mention(parsed: &Parsed, cast: &Cast, spans: &[Span]) -> Mention {
    let Some(first) = spans.iter().find(|span| !parsed.tokens_in(**span).is_empty()) else {
        return Mention::Nobody;
    };
    let tokens = trimmed(parsed, parsed.tokens_in(*first));
    if tokens.is_empty() {
        return Mention::Nobody;
    }
    if let Some(pronoun) = pronoun(parsed, &tokens) {
        return Mention::Pronoun(pronoun);
    }
    let segments = segments(parsed, &tokens);
    let named =
        segments.iter().take(3).enumerate().find_map(|(at, segment)| person_in(parsed, cast, segment, at));
    if let Some((name, figure)) = named {
        let partners = partners(parsed, cast, name, figure, tokens.end);
        return if partners.len() > 1 { Mention::Persons(partners) } else { Mention::Person(figure) };
    }
    if let Some(body) = body_in(parsed, cast, &segments[0]) {
        return Mention::Body(body);
    }
    let description = description(parsed, &tokens, &segments[0]);
    // His charity, Clear Ground
    let is_introduced = matches!(
        description.determiner,
        Determiner::Possessive | Determiner::Indefinite | Determiner::Definite
    );
    let follows_comma = |segment: &&Range<usize>| parsed.word(segment.start - 1) == ",";
    match segments.get(1).filter(follows_comma).and_then(|segment| body_in(parsed, cast, segment)) {
        Some(body)
            if is_introduced
                && segments.len() == 2
                && !description.is_plural
                && gazetteer().role(parsed.word(description.head)).is_none() =>
        {
            Mention::Body(body)
        }
        _ => Mention::Description(description),
    }
}

/// Without marks at the edges.
fn trimmed(parsed: &Parsed, tokens: Range<usize>) -> Range<usize> {
    let is_word = |at: &usize| !matches!(parsed.tokens[*at].shape, Shape::Mark | Shape::Clitic);
    let start = tokens.clone().find(is_word).unwrap_or(tokens.end);
    let end = tokens.rev().find(is_word).map_or(start, |last| last + 1);
    start..end.max(start)
}

fn pronoun(parsed: &Parsed, tokens: &Range<usize>) -> Option<Pronoun> {
    if tokens.len() == 2 && List::Honorific.holds(parsed.word(tokens.start + 1)) {
        return match parsed.word(tokens.start) {
            "His" | "his" => Some(Pronoun::He),
            "Her" | "her" => Some(Pronoun::She),
            _ => None,
        };
    }
    let is_bare = tokens.len() == 1 || tokens.len() == 2 && parsed.word(tokens.start + 1).ends_with("self");
    if !is_bare {
        return None;
    }
    match parsed.word(tokens.start).to_lowercase().as_str() {
        "he" | "him" | "his" | "himself" => Some(Pronoun::He),
        "she" | "her" | "hers" | "herself" => Some(Pronoun::She),
        "it" | "its" | "itself" | "which" => Some(Pronoun::It),
        "they" | "them" | "their" | "who" => Some(Pronoun::They),
        "i" | "we" | "my" | "our" | "me" | "us" if parsed.word(tokens.start) != "US" => Some(Pronoun::Own),
        _ => None,
    }
}

/// Stretches between commas and brackets; a relative clause and what follows it is left out.
fn segments(parsed: &Parsed, tokens: &Range<usize>) -> Vec<Range<usize>> {
    let mut segments = vec![];
    let mut start = tokens.start;
    for at in tokens.clone() {
        let word = parsed.word(at);
        let is_relative = matches!(word, "who" | "which" | "whose" | "whom");
        if matches!(word, "," | "–" | "—" | ";") || is_bracket(parsed, at) || is_relative {
            if start < at {
                segments.push(start..at);
            }
            start = at + 1;
        }
        if is_relative {
            start = tokens.end;
            break;
        }
    }
    if start < tokens.end {
        segments.push(start..tokens.end);
    }
    if segments.is_empty() { vec![tokens.clone()] } else { segments }
}

/// A bracket that sets something off; "Gen. (retd)" does not.
fn is_bracket(parsed: &Parsed, at: usize) -> bool {
    let word = |at: usize| parsed.tokens.get(at).map_or("", |_| parsed.word(at));
    let is_short = |inner: usize| word(inner).len() <= 5 && word(inner).starts_with(char::is_lowercase);
    match word(at) {
        "(" => !(word(at + 2) == ")" && is_short(at + 1)),
        ")" => !(at >= 2 && word(at - 2) == "(" && is_short(at - 1)),
        _ => false,
    }
}

/// The person who heads a segment, as (name, figure).
fn person_in(parsed: &Parsed, cast: &Cast, segment: &Range<usize>, number: usize) -> Option<(usize, usize)> {
    let mut found = None;
    for (at, name) in cast.names_in(segment) {
        let Some(figure) = cast.person_of(at) else { continue };
        if name.tokens.end < segment.end && is_owner(parsed, name) {
            continue;
        }
        if is_modifier(parsed, name, segment) {
            continue;
        }
        let before = segment.start..name.prefix.max(segment.start);
        let is_governed = is_governed(parsed, &before, name);
        // A later segment names the speaker only when the name opens it: "the minister, Ada Obi".
        let opens = before.clone().all(|at| !is_verb(parsed.word(at)) && parsed.word(at) != "and");
        if !is_governed && (number == 0 || opens) {
            found = found.or(Some((at, figure)));
        }
    }
    found
}

/// "the Cardona campaign": the name says which, the noun says what.
fn is_modifier(parsed: &Parsed, name: &Name, segment: &Range<usize>) -> bool {
    let Some(next) = parsed.tokens.get(name.tokens.end).filter(|_| name.tokens.end < segment.end) else {
        return false;
    };
    let word = next.of(parsed.text);
    next.shape == Shape::Word
        && word.starts_with(char::is_lowercase)
        && !is_preposition(word)
        && !is_verb(word)
        && !List::Participle.holds(word)
        && !List::Function.holds(word)
        && !word.ends_with("self")
        && !word.ends_with("ly")
}

/// "the spokesman for Vladimir Putin" is not Putin, "the head of the committee Ignat Burmistrov" is Burmistrov: a
/// name that a preposition governs has it, an article or a title of its own before it.
fn is_governed(parsed: &Parsed, before: &Range<usize>, name: &Name) -> bool {
    if !before.clone().any(|at| is_preposition(parsed.word(at))) {
        return false;
    }
    let is_titled = name.prefix < name.tokens.start;
    let last = before.clone().last().map_or("", |at| parsed.word(at));
    let is_noun = last.chars().count() > 3
        && !is_preposition(last)
        && (last.starts_with(char::is_lowercase) || gazetteer().is_organisation_word(last));
    let opens_with_role = before.clone().take(4).any(|at| gazetteer().role(parsed.word(at)).is_some());
    !(is_noun && !is_titled && name.tokens.len() > 1 && opens_with_role)
}

/// "Massamba’s": the owner of what follows.
fn is_owner(parsed: &Parsed, name: &Name) -> bool {
    let next = parsed.tokens.get(name.tokens.end);
    let is_plural = || {
        next.is_some_and(|token| {
            matches!(token.of(parsed.text), "’" | "'")
                && token.span.start() == parsed.tokens[name.tokens.end - 1].span.end()
        })
    };
    let has_thing = parsed.tokens.get(name.tokens.end + 1).is_some_and(|token| token.shape == Shape::Word);
    has_thing && (next.is_some_and(|token| token.shape == Shape::Clitic) || is_plural())
}

/// Everybody joined by "and" to the person found: "Putin and Biden".
fn partners(parsed: &Parsed, cast: &Cast, name: usize, figure: usize, end: usize) -> Vec<usize> {
    let mut figures = vec![figure];
    let mut last = cast.names[name].tokens.end;
    for (at, other) in cast.names_in(&(last..end)) {
        let gap = last..other.prefix.max(last);
        let joins = gap.clone().any(|at| parsed.word(at) == "and")
            && gap.clone().all(|at| matches!(parsed.word(at), "and" | "," | "his" | "her" | "the"));
        match cast.person_of(at).filter(|partner| joins && !figures.contains(partner)) {
            Some(partner) => figures.push(partner),
            None => break,
        }
        last = other.tokens.end;
    }
    figures
}

/// The organisation or state that heads a segment.
fn body_in(parsed: &Parsed, cast: &Cast, segment: &Range<usize>) -> Option<Range<usize>> {
    let start = segment.clone().find(|at| !matches!(parsed.word(*at), "the" | "The"))?;
    let names: Vec<&Name> =
        cast.names_in(segment).map(|(_, name)| name).filter(|name| name.sort != Sort::Person).collect();
    // the weekly Chorsu Times, the auction house Tolliver & Strake
    let opens = |at: usize| at == parsed.sentences[parsed.sentence_of(at)].tokens.start;
    let is_plain = |at: usize| {
        parsed.tokens[at].shape == Shape::Word
            && (parsed.word(at).starts_with(char::is_lowercase) || opens(at))
            && !is_preposition(parsed.word(at))
    };
    let only = names
        .first()
        .filter(|name| names.len() == 1 && name.tokens.end == segment.end && name.tokens.start > start);
    if let Some(name) = only
        && (name.tokens.len() > 1 || name.sort == Sort::Organisation)
        && name.tokens.start - start <= 3
        && (start..name.tokens.start).all(is_plain)
    {
        return Some(name.tokens.clone());
    }
    let first = names.first().filter(|name| name.tokens.start == start)?;
    if first.tokens.end == segment.end {
        return Some(first.tokens.clone());
    }
    // Wexmoor's National Signals Bureau
    let last = names.last()?;
    let is_owned = names.len() == 2
        && last.tokens.start == first.tokens.end + 1
        && last.tokens.end == segment.end
        && is_owner(parsed, first);
    (is_owned && last.sort == Sort::Organisation && last.tokens.len() > 1).then(|| last.tokens.clone())
}

fn description(parsed: &Parsed, tokens: &Range<usize>, segment: &Range<usize>) -> Description {
    let first = parsed.word(segment.start).to_lowercase();
    let second =
        if segment.len() > 1 { parsed.word(segment.start + 1).to_lowercase() } else { String::new() };
    let determiner = match first.as_str() {
        "both" => Determiner::Both,
        "the" if matches!(second.as_str(), "two" | "three") => Determiner::Both,
        "the" | "this" | "that" | "these" | "those" | "same" => Determiner::Definite,
        "a" | "an" | "one" | "another" | "some" | "two" | "three" | "several" | "many" | "other" => {
            Determiner::Indefinite
        }
        "his" | "her" | "its" | "their" | "our" | "my" | "your" => Determiner::Possessive,
        _ if segment.clone().any(|at| parsed.tokens[at].shape == Shape::Clitic) => Determiner::Possessive,
        _ => Determiner::Bare,
    };
    let limit = segment
        .clone()
        .skip(1)
        .find(|at| is_preposition(parsed.word(*at)) || List::Participle.holds(parsed.word(*at)))
        .unwrap_or(segment.end);
    let head = (segment.start..limit)
        .rev()
        .find(|at| parsed.tokens[*at].shape == Shape::Word)
        .unwrap_or(segment.start);
    let noun = parsed.word(head);
    let is_role = gazetteer().role(noun).is_some();
    let is_plural = determiner == Determiner::Both
        || noun.ends_with('s')
            && !noun.ends_with("ss")
            && noun.len() > 3
            && (is_role || !noun.starts_with(char::is_uppercase))
        || matches!(noun, "people" | "men" | "women" | "police" | "staff");
    Description { tokens: tokens.clone(), head, determiner, is_plural }
}

/// Words that start what only qualifies a noun.
pub fn is_preposition(word: &str) -> bool {
    List::Preposition.holds(word)
}

impl Pronoun {
    /// The gender it shows.
    pub fn gender(self) -> Gender {
        match self {
            Pronoun::He => Gender::Male,
            Pronoun::She => Gender::Female,
            _ => Gender::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::people::cast;
    use super::*;

    /// What the whole of `before … mention` makes of the words after the bar.
    fn check(marked: &str, expected: &str) {
        let (before, words) = marked.split_once('|').expect("the mention stands after a bar");
        let text = format!("{before}{words}");
        let parsed = Parsed::new(&text);
        let cast = cast(&parsed, &[]);
        let found = match mention(&parsed, &cast, &[Span::new(before.len(), text.len())]) {
            Mention::Person(figure) => cast.figures[figure].name.to_string(),
            Mention::Persons(figures) => figures
                .iter()
                .map(|figure| cast.figures[*figure].name.to_string())
                .collect::<Vec<_>>()
                .join(" + "),
            Mention::Body(tokens) => parsed.span_of(tokens).of(&text).into(),
            Mention::Description(description) => {
                format!("{} {:?}", parsed.word(description.head), description.determiner)
            }
            other => format!("{other:?}"),
        };
        assert_eq!(found, expected);
    }

    #[test]
    fn names() {
        check("said |Yuri Ushakov, a Kremlin adviser", "Yuri Ushakov");
        check("said |the foreign minister of Brunha, Graça Teixeira", "Graça Teixeira");
        check("said |Mormark's Foreign Minister Jesper Aagesen-Tuor", "Jesper Aagesen-Tuor");
        check("said |the head of the committee on trade Ignat Burmistrov", "Ignat Burmistrov");
        check(
            "said |Director of the Foreign Ministry's European Department Gennady Zarubin",
            "Gennady Zarubin",
        );
        check("said |Fergus Abernethy KC, for the defence", "Fergus Abernethy");
        check("Vladimir Putin met Joe Biden. |Putin and Biden", "Vladimir Putin + Joe Biden");
    }

    #[test]
    fn descriptions() {
        check("said |the spokesman for Russian President Vladimir Putin", "spokesman Definite");
        check("Paul Massamba left. |Massamba's deputy", "deputy Possessive");
        check("Ada Obi won. |The Obi campaign", "campaign Definite");
        check("said |a spokesman for his company, Aegis Meridian", "spokesman Indefinite");
        check("said |a senior official close to Vladimir Putin", "official Indefinite");
    }

    #[test]
    fn bodies() {
        check("said |the United States", "United States");
        check("and |Moscow", "Moscow");
        check("then |she", "Pronoun(She)");
        check("then |Her Excellency", "Pronoun(She)");
    }
}

//! What a mention of a speaker is: a name, a pronoun, or a description, and which word heads it.

use super::gazetteer::gazetteer;
use super::parsed::Parsed;
use super::people::Cast;
use super::token::Shape;
use super::wordlist::List;
use crate::text::Span;
use described::description;
use inhabitant::is_inhabitant;
use named::{bodies, body_in, partners, person_in};
pub use pronoun::Pronoun;
use pronoun::pronoun;
use std::ops::Range;

/// Who is named in a stretch of a mention.
mod named;

/// What heads a description.
mod described;

/// Who is called by where he comes from.
mod inhabitant;

/// Which words are pronouns.
mod pronoun;

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
    /// Several bodies named: "India, China and Japan".
    Bodies(Vec<Range<usize>>),
    /// An organisation or a state by name: its words.
    Body(Range<usize>),
    /// Anything else: "the minister", "a senior official".
    Description(Description),
}

/// A speaker who is described, not named.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Description {
    /// All of its words.
    pub tokens: Range<usize>,
    /// Those before its first comma or relative clause: "the 58-year-old".
    pub core: Range<usize>,
    /// The noun that heads it.
    pub head: usize,
    /// "the", "a", "her" …
    pub determiner: Determiner,
    /// Whether it is of several.
    pub is_plural: bool,
    /// Whether it says only where one comes from: "the Norwegian".
    pub is_by_origin: bool,
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
    let tokens = tokens.start..cast.end_of_name(tokens.end);
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
    if let Some(figure) = called(parsed, cast, &segments[0]) {
        return Mention::Person(figure);
    }
    if let Some(bodies) = bodies(parsed, cast, &tokens) {
        return Mention::Bodies(bodies);
    }
    let is_inhabitant = is_inhabitant(parsed, cast, &segments[0]);
    if let Some(body) = body_in(parsed, cast, &segments[0]).filter(|_| !is_inhabitant) {
        return Mention::Body(body);
    }
    let description =
        Description { is_by_origin: is_inhabitant, ..description(parsed, &tokens, &segments[0]) };
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

/// "Putin" in a headline, where a capital shows nothing.
fn called(parsed: &Parsed, cast: &Cast, segment: &Range<usize>) -> Option<usize> {
    let is_cased = |at: usize| parsed.word(at).starts_with(char::is_uppercase);
    let is_named = segment.len() <= 4 && cast.names_in(segment).next().is_some();
    (segment.len() <= 4 && !is_named && segment.clone().all(is_cased))
        .then(|| cast.person_called(&super::name::phrase(parsed, segment)))
        .flatten()
}

/// Without marks at the edges, without "But" before and "himself" behind.
fn trimmed(parsed: &Parsed, tokens: Range<usize>) -> Range<usize> {
    let is_word = |at: &usize| !matches!(parsed.tokens[*at].shape, Shape::Mark | Shape::Clitic);
    let n_words = tokens.clone().filter(is_word).count();
    let opens = |at: &usize| is_word(at) && !(n_words > 1 && List::Conjunction.holds_lower(parsed.word(*at)));
    let start = tokens.clone().find(opens).unwrap_or(tokens.end);
    let closes = |at: &usize| is_word(at) && !(*at > start && parsed.word(*at).ends_with("self"));
    let end = tokens.rev().find(closes).map_or(start, |last| last + 1);
    start..end.max(start)
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

/// A bracket that sets something off; "Gen. (retd)", "Adm. (ret.)" and "Prof. (Mrs)" do not.
fn is_bracket(parsed: &Parsed, at: usize) -> bool {
    let word = |at: usize| parsed.tokens.get(at).map_or("", |_| parsed.word(at));
    let is_short = |inner: usize| {
        let word = word(inner);
        word.len() <= 5 && (word.starts_with(char::is_lowercase) || gazetteer().title(word).is_some())
    };
    let is_dot = |at: usize| usize::from(word(at) == ".");
    match word(at) {
        "(" => !(word(at + 2 + is_dot(at + 2)) == ")" && is_short(at + 1)),
        ")" => {
            let inner = at.checked_sub(1 + at.checked_sub(1).map_or(0, is_dot));
            !inner.is_some_and(|inner| inner > 0 && word(inner - 1) == "(" && is_short(inner))
        }
        _ => false,
    }
}

/// Words that start what only qualifies a noun.
pub fn is_preposition(word: &str) -> bool {
    List::Preposition.holds(word)
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
        check("Lind left. said |the head of the Centre for Mountain Studies Roza Lind", "Roza Lind");
        check("Iskov left. said |Director of the Department for Transit Issues Bulat Iskov", "Bulat Iskov");
        check("Oza left. said |the Minister of Energy of Baskaria Zaurbek Kh. Oza", "Zaurbek Kh. Oza");
        check("said |Partner of the bureau “Left Bank” Kirill Sorokin", "Kirill Sorokin");
        check("said |Director of the Karsk Institute Academician Ivo Lantos", "Ivo Lantos");
        check("Vladimir Putin met Joe Biden. |Putin and Biden", "Vladimir Putin + Joe Biden");
    }

    #[test]
    fn descriptions() {
        check("said |the spokesman for Russian President Vladimir Putin", "spokesman Definite");
        check("Paul Massamba left. |Massamba's deputy", "deputy Possessive");
        check("Ada Obi won. |The Obi campaign", "campaign Definite");
        check("said |a spokesman for his company, Aegis Meridian", "spokesman Indefinite");
        check("said |a senior official close to Vladimir Putin", "official Indefinite");
        check("Marit Solbakken left. |The Norwegian", "Norwegian Definite");
        check("Ole Dahl of Korvessa left Korvessa. Korvessan |The Korvessan", "Korvessan Definite");
        check("Rosa Diaz left. |The Frenchwoman", "Frenchwoman Definite");
        check("Rosa Diaz left. |The Ohio Republican", "Republican Definite");
    }

    #[test]
    fn bodies() {
        check("said |the United States", "United States");
        check("and |Moscow", "Moscow");
        check("said |the Standing Court for Shared Seas", "Standing Court for Shared Seas");
        check("said |the Golden Throne of Monte Alto", "Golden Throne of Monte Alto");
        check("then |she", "Pronoun(She)");
        check("then |Her Excellency", "Pronoun(She)");
    }
}

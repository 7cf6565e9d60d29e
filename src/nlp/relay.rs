//! Who only passes the words on.
//!
//! Relays are outlets to which something is told ("told TASS"), whoever reports in the same sentence what
//! another said ("…, Ushakov said", "according to the Kremlin", "TASS reported, citing Ryabkov"), and the
//! speakers of statements around a statement.

use super::gazetteer::gazetteer;
use super::name::{Name, Sort, is_speech, phrase};
use super::parsed::Parsed;
use super::people::Cast;
use super::speaker;
use super::token::Shape;
use crate::annotate::{MentionType, Relay, Statement};
use crate::text::Span;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::rc::Rc;

/// Most relays kept for one statement.
const MAX_RELAYS: usize = 4;

/// Takes outlets that were taken for speakers of what they pass on out of `speaker`: in "TASS reported, citing
/// Ryabkov" the speaker is Ryabkov.
pub fn detach(parsed: &Parsed, cast: &Cast, statements: &mut [Statement]) {
    let outlets = outlets(parsed, cast);
    for statement in statements {
        let Some(mention) = statement.speaker.first() else { continue };
        let tokens = parsed.tokens_in(*mention);
        if tokens.is_empty() || !names_outlet(parsed, cast, &outlets, &tokens) {
            continue;
        }
        let sentence = parsed.sentences[parsed.sentence_of(tokens.start)].tokens.clone();
        let cited = (tokens.end..sentence.end).find(|at| matches!(parsed.word(*at), "citing" | "quoting"));
        let cited = cited
            .filter(|at| !is_within(parsed, *at, &statement.content))
            .map(|at| source(parsed, at + 1, sentence.end));
        if let Some(cited) =
            cited.filter(|cited| !cited.is_empty() && !names_outlet(parsed, cast, &outlets, cited))
        {
            statement.speaker = vec![parsed.span_of(cited)];
        }
    }
}

/// Sets `relays` and `parent` of each statement whose speaker is known.
pub fn assign(parsed: &Parsed, cast: &Cast, statements: &mut [Statement]) {
    if parsed.tokens.is_empty() {
        return;
    }
    nest(statements);
    let outlets = outlets(parsed, cast);
    let busy = Busy::new(parsed, statements);
    let found: Vec<Vec<Found>> =
        (0..statements.len()).map(|at| relays_of(parsed, cast, &outlets, &busy, statements, at)).collect();
    let names = names_of(parsed, statements, &found);
    for (at, found) in found.iter().enumerate() {
        let relays = found.iter().enumerate().filter_map(|(number, found)| {
            let name = match &found.outlet {
                Some(outlet) => outlet.clone(),
                None => names.get(&(at, number))?.clone(),
            };
            Some((found, Relay { name, spans: vec![parsed.span_of(found.tokens.clone())] }))
        });
        let mut relays: Vec<(&Found, Relay)> = relays.collect();
        relays.sort_by_key(|(found, _)| found.outlet.is_some());
        statements[at].relays = relays.into_iter().map(|(_, relay)| relay).collect();
    }
    inherit(parsed, statements, &found);
    pass_down(statements);
    for statement in statements {
        let (speaker, mut seen) = (statement.speaker_name.clone(), HashSet::new());
        statement
            .relays
            .retain(|relay| Some(&relay.name) != speaker.as_ref() && seen.insert(relay.name.clone()));
        statement.relays.truncate(MAX_RELAYS);
    }
}

/// Somebody or something found passing words on.
struct Found {
    tokens: Range<usize>,
    /// Its name, when it is an outlet.
    outlet: Option<Rc<str>>,
    /// Whether it cites the speaker, so that what follows comes through it too.
    cites: bool,
}

/// Sets the parent of each statement that lies wholly in another one's content.
fn nest(statements: &mut [Statement]) {
    let hulls: Vec<Option<Span>> = statements.iter().map(hull).collect();
    let mut order: Vec<usize> = (0..statements.len()).filter(|at| hulls[*at].is_some()).collect();
    order.sort_by_key(|at| hulls[*at].map(|hull| (hull.start(), std::cmp::Reverse(hull.end()))));
    let mut open: Vec<usize> = vec![];
    for at in order {
        let hull = hulls[at].expect("only those with a hull were kept");
        open.retain(|outer| hulls[*outer].is_some_and(|outer| outer.end() > hull.start()));
        let holds = |outer: &&usize| {
            hulls[**outer] != Some(hull) && statements[**outer].content.iter().any(|span| span.encloses(hull))
        };
        let parent = open.iter().rev().find(holds).copied();
        statements[at].parent = parent.map(|parent| statements[parent].id);
        open.push(at);
        if open.len() > 8 {
            open.remove(0);
        }
    }
}

/// From the first to the last word of a statement.
fn hull(statement: &Statement) -> Option<Span> {
    let spans = statement.content.iter().chain(&statement.cue).chain(&statement.speaker);
    spans.copied().reduce(Span::cover)
}

fn is_within(parsed: &Parsed, token: usize, spans: &[Span]) -> bool {
    spans.iter().any(|span| span.contains(parsed.tokens[token].span.start()))
}

/// Words that say what sort of outlet a name is of.
fn is_outlet_noun(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "agency"
            | "newspaper"
            | "paper"
            | "daily"
            | "weekly"
            | "radio"
            | "channel"
            | "broadcaster"
            | "television"
            | "tv"
            | "website"
            | "site"
            | "magazine"
            | "portal"
            | "station"
            | "network"
            | "outlet"
            | "tabloid"
            | "wire"
            | "podcast"
            | "news"
            | "newswire"
            | "service"
    )
}

/// Names of the article that are outlets, by the lists or by what the article does with them.
fn outlets(parsed: &Parsed, cast: &Cast) -> HashMap<String, Rc<str>> {
    let mut outlets = HashMap::new();
    for name in &cast.names {
        if name.sort == Sort::Person || name.sort == Sort::State || is_body_of_state(parsed, name) {
            continue;
        }
        let words = phrase(parsed, &name.tokens);
        if gazetteer().outlet(&words).is_some() || is_used_as_outlet(parsed, name) {
            outlets.entry(words.to_lowercase()).or_insert_with(|| words.into());
        }
    }
    outlets
}

/// Parliaments, councils and ministries are told things too.
fn is_body_of_state(parsed: &Parsed, name: &Name) -> bool {
    let last = parsed.word(name.tokens.end - 1);
    let words = phrase(parsed, &name.tokens);
    gazetteer().outlet(&words).is_none()
        && (gazetteer().is_organisation(&words)
            || gazetteer().is_organisation_word(last) && !is_outlet_noun(last) && !is_paper_word(last))
}

fn is_paper_word(word: &str) -> bool {
    matches!(
        word,
        "Times"
            | "Post"
            | "Herald"
            | "Tribune"
            | "Gazette"
            | "Journal"
            | "Daily"
            | "Press"
            | "Media"
            | "Magazine"
            | "Chronicle"
            | "Express"
            | "Observer"
            | "Mirror"
            | "Echo"
            | "Monitor"
            | "Review"
            | "Bulletin"
            | "Courier"
            | "Telegraph"
            | "News"
    )
}

fn is_used_as_outlet(parsed: &Parsed, name: &Name) -> bool {
    let word = |at: usize| parsed.tokens.get(at).map_or("", |_| parsed.word(at));
    let back = |n: usize| name.tokens.start.checked_sub(n).map_or("", |at| parsed.word(at));
    let (before, second) = (back(1), back(2));
    let (after, next) = (word(name.tokens.end), word(name.tokens.end + 1));
    let is_called = is_outlet_noun(before) && before != "service"
        || matches!((after, next), ("news", "agency") | ("agency" | "newspaper", _));
    let is_told = matches!(before, "told")
        || matches!(
            (second, before),
            ("interview" | "conversation" | "comments" | "told", "with" | "to" | "the")
        );
    let is_quoted = matches!(
        (second, before),
        ("reported" | "saying" | "carried" | "quoted" | "cited", "by") | ("quoted", "from")
    );
    let quotes =
        matches!(after, "reported" | "quoted") || after == "," && matches!(next, "citing" | "quoting");
    is_called || is_told || is_quoted || quotes
}

fn names_outlet(
    parsed: &Parsed,
    cast: &Cast,
    outlets: &HashMap<String, Rc<str>>,
    tokens: &Range<usize>,
) -> bool {
    let names: Vec<&Name> = cast.names_in(tokens).map(|(_, name)| name).collect();
    let has_outlet =
        names.iter().any(|name| outlets.contains_key(&phrase(parsed, &name.tokens).to_lowercase()));
    has_outlet && names.iter().all(|name| name.sort != Sort::Person)
}

/// The noun phrase that names a source, from `start` to a comma, a verb or a full stop.
fn source(parsed: &Parsed, start: usize, limit: usize) -> Range<usize> {
    let ends = |at: &usize| {
        let word = parsed.word(*at);
        matches!(parsed.tokens[*at].shape, Shape::Mark) && word != "&"
            || is_speech(word)
            || matches!(
                word,
                "that"
                    | "on"
                    | "who"
                    | "which"
                    | "as"
                    | "has"
                    | "had"
                    | "is"
                    | "was"
                    | "will"
                    | "would"
                    | "wrote"
                    | "during"
                    | "after"
                    | "before"
                    | "when"
                    | "and"
            )
    };
    let end = (start..limit.min(start + 14)).find(ends).unwrap_or(limit.min(start + 14));
    start..end.max(start)
}

/// Which tokens are speaker or cue of some statement.
struct Busy {
    statements: HashMap<usize, Vec<usize>>,
}

impl Busy {
    fn new(parsed: &Parsed, statements: &[Statement]) -> Busy {
        let mut busy: HashMap<usize, Vec<usize>> = HashMap::new();
        for (number, statement) in statements.iter().enumerate() {
            for span in statement.speaker.iter().chain(&statement.cue) {
                for token in parsed.tokens_in(*span) {
                    busy.entry(token).or_default().push(number);
                }
            }
        }
        Busy { statements: busy }
    }

    /// Whether the token is the speaker or the cue of `statement`, or of another one that is not about it.
    fn takes(&self, token: usize) -> bool {
        self.statements.contains_key(&token)
    }

    fn takes_for(&self, token: usize, statement: usize) -> bool {
        self.statements.get(&token).is_some_and(|statements| statements.contains(&statement))
    }
}

/// Everybody who passes on a statement, as its own sentences say it.
fn relays_of(
    parsed: &Parsed,
    cast: &Cast,
    outlets: &HashMap<String, Rc<str>>,
    busy: &Busy,
    statements: &[Statement],
    number: usize,
) -> Vec<Found> {
    let statement = &statements[number];
    let mut found: Vec<Found> = quoter(parsed, cast, outlets, statement).into_iter().collect();
    for sentence in sentences_of(parsed, statement) {
        let tokens = parsed.sentences[sentence].tokens.clone();
        let is_free = |at: usize| {
            parsed.quote_depth(at) == 0
                && !is_within(parsed, at, &statement.content)
                && !busy.takes_for(at, number)
        };
        let mut at = tokens.start;
        while at < tokens.end {
            if !is_free(at) {
                at += 1;
                continue;
            }
            let relay =
                outlet_at(parsed, cast, outlets, at).or_else(|| reporter_at(parsed, busy, at, &tokens));
            match relay {
                Some(relay) if relay.tokens.clone().all(is_free) && !relay.tokens.is_empty() => {
                    at = relay.tokens.end.max(at + 1);
                    found.push(relay);
                }
                _ => at += 1,
            }
        }
    }
    found
}

/// "Ushakov quoted Putin as saying": whoever stands before the verb.
fn quoter(
    parsed: &Parsed,
    cast: &Cast,
    outlets: &HashMap<String, Rc<str>>,
    statement: &Statement,
) -> Option<Found> {
    let tokens = parsed.tokens_in(*statement.speaker.first()?);
    let verb = tokens
        .start
        .checked_sub(1)
        .filter(|at| matches!(parsed.word(*at), "quoted" | "quotes" | "cited" | "cites"))?;
    let sentence = &parsed.sentences[parsed.sentence_of(verb)].tokens;
    let found = subject_before(parsed, verb, sentence)?;
    let inside = found.tokens.clone().find_map(|at| outlet_at(parsed, cast, outlets, at));
    Some(inside.unwrap_or(found))
}

/// The sentences of the speaker, of the cue, and of the edges of the content.
fn sentences_of(parsed: &Parsed, statement: &Statement) -> Vec<usize> {
    let ends = |span: &Span| {
        let tokens = parsed.tokens_in(*span);
        let last = tokens.end.checked_sub(1).filter(|last| *last >= tokens.start);
        [last.map(|_| tokens.start), last]
    };
    let spans = statement.speaker.iter().chain(&statement.cue);
    let mut sentences: Vec<usize> =
        spans.flat_map(ends).flatten().map(|token| parsed.sentence_of(token)).collect();
    if sentences.is_empty() {
        sentences
            .extend(statement.content.iter().flat_map(ends).flatten().map(|token| parsed.sentence_of(token)));
    } else {
        // The sentence in which an indirect content ends: "… on Friday. X reports it."
        let last =
            statement.content.last().and_then(|span| ends(span)[1]).map(|token| parsed.sentence_of(token));
        let first =
            statement.content.first().and_then(|span| ends(span)[0]).map(|token| parsed.sentence_of(token));
        sentences.extend(first.into_iter().chain(last));
    }
    sentences.sort_unstable();
    sentences.dedup();
    sentences
}

/// An outlet named at a token, or "the agency".
fn outlet_at(parsed: &Parsed, cast: &Cast, outlets: &HashMap<String, Rc<str>>, at: usize) -> Option<Found> {
    let named = cast.names_in(&(at..(at + 8).min(parsed.tokens.len()))).next().map(|(_, name)| name);
    if let Some(name) = named.filter(|name| name.tokens.start == at) {
        let outlet = outlets
            .get(&phrase(parsed, &name.tokens).to_lowercase())
            .or_else(|| short_form(parsed, outlets, &name.tokens))?;
        let cites = (name.tokens.end..(name.tokens.end + 12).min(parsed.tokens.len()))
            .take_while(|at| parsed.word(*at) != ".")
            .any(|at| matches!(parsed.word(at), "citing" | "quoting" | "cited" | "quoted"));
        return Some(Found { tokens: name.tokens.clone(), outlet: Some(outlet.clone()), cites });
    }
    let is_the = at > 0 && matches!(parsed.word(at - 1), "the" | "The");
    let is_general = is_the
        && matches!(
            parsed.word(at),
            "agency"
                | "newspaper"
                | "paper"
                | "daily"
                | "channel"
                | "broadcaster"
                | "station"
                | "network"
                | "outlet"
                | "magazine"
        );
    if !is_general {
        return None;
    }
    let before = cast.names.partition_point(|name| name.tokens.start < at);
    let last = cast.names[..before]
        .iter()
        .rev()
        .take(60)
        .find_map(|name| outlets.get(&phrase(parsed, &name.tokens).to_lowercase()))?;
    Some(Found { tokens: at..at + 1, outlet: Some(last.clone()), cites: false })
}

/// "the Rattle" for the "Evening Rattle".
fn short_form<'o>(
    parsed: &Parsed,
    outlets: &'o HashMap<String, Rc<str>>,
    tokens: &Range<usize>,
) -> Option<&'o Rc<str>> {
    let word = parsed.word(tokens.start).to_lowercase();
    let is_the = tokens.start > 0 && matches!(parsed.word(tokens.start - 1), "the" | "The");
    let mut whole: Vec<(&String, &Rc<str>)> = outlets
        .iter()
        .filter(|(name, _)| name.split(' ').next_back() == Some(&word) && name.contains(' '))
        .collect();
    whole.sort();
    whole.first().filter(|_| is_the && tokens.len() == 1).map(|(_, name)| *name)
}

/// A person or body that reports what another said: "according to X", "quoted by X", ", X said".
fn reporter_at(parsed: &Parsed, busy: &Busy, at: usize, sentence: &Range<usize>) -> Option<Found> {
    let word = |at: usize| if sentence.contains(&at) { parsed.word(at) } else { "" };
    let lower = word(at).to_lowercase();
    let start = match (lower.as_str(), word(at + 1), word(at + 2)) {
        ("according", "to", _) => at + 2,
        ("words" | "account" | "telling", "of", _) => at + 2,
        (
            "reported" | "quoted" | "related" | "transmitted" | "conveyed" | "cited" | "recounted"
            | "relayed" | "told",
            "by",
            _,
        ) => at + 2,
        ("as", "saying", "by") => at + 3,
        ("citing" | "quoting", _, _) => at + 1,
        ("informs" | "reports", _, _) if at > sentence.start && matches!(word(at - 1), "," | "”" | "\"") => {
            at + 1
        }
        ("said" | "told" | "related" | "recounted" | "recalled" | "added" | "noted", _, _) => {
            return (!busy.takes(at)).then(|| subject_before(parsed, at, sentence)).flatten();
        }
        _ => return None,
    };
    let tokens = source(parsed, start, sentence.end);
    let tokens = tokens.start..tokens.clone().find(|at| busy.takes(*at)).unwrap_or(tokens.end);
    (!tokens.is_empty() && !busy.takes(at)).then_some(Found { tokens, outlet: None, cites: false })
}

/// ", Obradin said": the subject of a verb that is nobody's cue.
fn subject_before(parsed: &Parsed, verb: usize, sentence: &Range<usize>) -> Option<Found> {
    let is_end = |at: &usize| {
        matches!(parsed.tokens[*at].shape, Shape::Mark)
            || is_speech(parsed.word(*at))
            || matches!(parsed.word(*at), "that" | "and" | "as" | "but")
    };
    let start = (sentence.start..verb).rev().take(8).find(is_end).map_or(sentence.start, |at| at + 1);
    let is_short = verb - start <= 7 && start < verb;
    let opens = parsed.word(start.min(verb));
    let is_nominal = opens.starts_with(char::is_uppercase)
        || matches!(opens, "the" | "his" | "her" | "a" | "an" | "he" | "she" | "both");
    (is_short && is_nominal).then_some(Found { tokens: start..verb, outlet: None, cites: false })
}

/// Canonical names of the reporters found, by statement and number.
fn names_of(
    parsed: &Parsed,
    statements: &[Statement],
    found: &[Vec<Found>],
) -> HashMap<(usize, usize), Rc<str>> {
    let mut keys = vec![];
    let mut all: Vec<Statement> = statements.to_vec();
    for (at, found) in found.iter().enumerate() {
        for (number, relay) in found.iter().enumerate().filter(|(_, relay)| relay.outlet.is_none()) {
            let mut pseudo = statements[at].clone();
            pseudo.speaker = vec![parsed.span_of(relay.tokens.clone())];
            all.push(pseudo);
            keys.push((at, number));
        }
    }
    if keys.is_empty() {
        return HashMap::new();
    }
    let cast = super::people::cast(parsed);
    speaker::assign(parsed, &cast, &mut all);
    let named = all[statements.len()..]
        .iter()
        .zip(keys)
        .filter(|(pseudo, _)| pseudo.mention_type != MentionType::None);
    named.filter_map(|(pseudo, key)| Some((key, pseudo.speaker_name.clone()?))).collect()
}

/// What somebody says whom an agency was cited for comes through that agency as long as no other is named;
/// everything below a credit line "(Reuters) –" comes through Reuters.
fn inherit(parsed: &Parsed, statements: &mut [Statement], found: &[Vec<Found>]) {
    let mut through: HashMap<Rc<str>, Relay> = HashMap::new();
    let mut order: Vec<usize> = (0..statements.len()).collect();
    order.sort_by_key(|at| hull(&statements[*at]).map(Span::start));
    for at in order {
        let Some(speaker) = statements[at].speaker_name.clone() else { continue };
        let citing = found[at].iter().position(|relay| relay.outlet.is_some() && relay.cites);
        if let Some(relay) = citing.and_then(|_| statements[at].relays.last()) {
            through.insert(speaker, relay.clone());
        } else if statements[at].relays.is_empty() && statements[at].mention_type != MentionType::None {
            statements[at].relays.extend(through.get(&speaker).cloned());
        }
    }
    let Some((credit, start)) = credit(parsed) else { return };
    for statement in
        statements.iter_mut().filter(|statement| hull(statement).is_some_and(|hull| hull.start() >= start))
    {
        statement.relays.push(credit.clone());
    }
}

/// The agency of a credit line at the head of a paragraph, and where its text begins.
fn credit(parsed: &Parsed) -> Option<(Relay, usize)> {
    parsed.paragraphs.iter().take(30).find_map(|paragraph| {
        let tokens = &paragraph.tokens;
        let open = tokens.clone().take(8).find(|at| parsed.word(*at) == "(")?;
        let close = (open + 2..tokens.end.min(open + 6)).find(|at| parsed.word(*at) == ")")?;
        let dash = parsed.tokens.get(close + 1).filter(|_| close + 1 < tokens.end)?;
        let outlet = gazetteer().outlet(&phrase(parsed, &(open + 1..close)))?;
        let spans = vec![parsed.span_of(open + 1..close)];
        matches!(dash.of(parsed.text), "–" | "—" | "-" | "--")
            .then(|| (Relay { name: outlet.into(), spans }, dash.span.end()))
    })
}

/// What is said within a statement comes through its speaker and its relays.
fn pass_down(statements: &mut [Statement]) {
    let by_id: HashMap<_, usize> =
        statements.iter().enumerate().map(|(at, statement)| (statement.id, at)).collect();
    let mut order: Vec<usize> = (0..statements.len()).collect();
    order.sort_by_key(|at| hull(&statements[*at]).map(|hull| (hull.start(), std::cmp::Reverse(hull.end()))));
    for at in order {
        let Some(parent) =
            statements[at].parent.and_then(|parent| by_id.get(&parent)).filter(|parent| **parent != at)
        else {
            continue;
        };
        let parent = &statements[*parent];
        let speaker = parent.speaker_name.clone().map(|name| Relay { name, spans: parent.speaker.clone() });
        let outer: Vec<Relay> = speaker.into_iter().chain(parent.relays.iter().cloned()).collect();
        statements[at].relays.extend(outer);
    }
}

#[cfg(test)]
mod tests {
    use super::super::people::cast;
    use super::*;
    use crate::annotate::StatementId;

    /// Content in `[…]`, speaker in `{…}`, cue in `<…>`; the speaker and then the relays, divided by `<`.
    fn check(marked: &str, expected: &str) {
        let mut text = String::new();
        let mut statement = Statement::bare(StatementId(0), vec![]);
        let mut start = 0;
        for character in marked.chars() {
            match character {
                '[' | '{' | '<' => start = text.len(),
                ']' => statement.content.push(Span::new(start, text.len())),
                '}' => statement.speaker.push(Span::new(start, text.len())),
                '>' => statement.cue.push(Span::new(start, text.len())),
                _ => text.push(character),
            }
        }
        let parsed = Parsed::new(&text);
        let cast = cast(&parsed);
        let mut statements = vec![statement];
        detach(&parsed, &cast, &mut statements);
        speaker::assign(&parsed, &cast, &mut statements);
        assign(&parsed, &cast, &mut statements);
        let relays = statements[0].relays.iter().map(|relay| &*relay.name);
        let chain: Vec<&str> = statements[0].speaker_name.as_deref().into_iter().chain(relays).collect();
        assert_eq!(chain.join(" < "), expected);
    }

    #[test]
    fn outlets_pass_on() {
        check(
            "“[There is nothing new],” {Sergei Ryabkov} <was quoted as saying> by TASS.",
            "Sergei Ryabkov < TASS",
        );
        check(
            "“[It will not],” <said> {Sergei Ryabkov}, Friday, as reported by Interfax.",
            "Sergei Ryabkov < Interfax",
        );
        check(
            "{Sergei Ryabkov} <told> the state agency Novoreks that [it will not].",
            "Sergei Ryabkov < Novoreks",
        );
    }

    #[test]
    fn an_outlet_that_cites_gives_way() {
        check(
            "[Russia is talking], {TASS} <reported> on Friday, citing Sergei Ryabkov.",
            "Sergei Ryabkov < TASS",
        );
    }

    #[test]
    fn persons_pass_on() {
        check(
            "According to Yuri Ushakov, {Joe Biden} <assured> Putin that [there are no such plans].",
            "Joe Biden < Yuri Ushakov",
        );
        check(
            "{Vladimir Putin} <complained> that [it was late], Yuri Ushakov said.",
            "Vladimir Putin < Yuri Ushakov",
        );
    }
}

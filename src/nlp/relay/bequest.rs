//! Who passed on what somebody else did not repeat: an interview goes on until another source begins, the first
//! lines of an article sum up what it then tells with its source, and a credit line stands for all that follows.

use super::nest::hull;
use super::outlet::Outlets;
use super::weigh;
use crate::annotate::analysis::PersonSort;
use crate::annotate::{Kind, MentionType, Relay, Statement};
use crate::nlp::gazetteer::gazetteer;
use crate::nlp::name::phrase;
use crate::nlp::parsed::Parsed;
use crate::nlp::people::Cast;
use crate::nlp::wordlist::List;
use crate::text::Span;
use std::collections::HashMap;
use std::rc::Rc;

/// Statements before the first one through which an article that retells another one's report says so.
const NEAR_HEAD: usize = 2;

/// Two statements of one speaker, of which the one may have come through whom the other came through.
pub struct Bequest {
    /// Number of the statement whose relays are known.
    pub giver: usize,
    /// Number of the other one.
    pub taker: usize,
    /// Statements of others between the two.
    n_between: usize,
    /// How many statements of the article stand before the first of the two.
    n_before: usize,
    /// Whether the two have no speaker in common but the person who told of both: what Ushakov told TASS that Putin
    /// said, and what Ushakov says himself.
    is_told: bool,
}

/// Whom a statement reaches the reporters from: the last person it comes through, else its speaker.
fn teller<'s>(cast: &Cast, statement: &'s Statement) -> Option<&'s Rc<str>> {
    let mut persons = statement.relays.iter().map(|relay| &relay.name).filter(|name| is_person(cast, name));
    persons.next_back().or(statement.speaker_name.as_ref())
}

/// What lies between the teller and the reader.
pub fn beyond<'s>(cast: &Cast, statement: &'s Statement) -> &'s [Relay] {
    let last = statement.relays.iter().rposition(|relay| is_person(cast, &relay.name));
    &statement.relays[last.map_or(0, |last| last + 1)..]
}

/// Gives statements without relays of their own those of the same speaker's statements beside them.
pub(super) fn assign(parsed: &Parsed, cast: &Cast, outlets: &Outlets, statements: &mut [Statement]) {
    let is_own: Vec<bool> = statements.iter().map(|statement| !statement.relays.is_empty()).collect();
    for bequest in bequests(statements) {
        let is_forward = is_forward(statements, &bequest);
        let can_give = !statements[bequest.giver].relays.is_empty() && (is_forward || is_own[bequest.giver]);
        if can_give
            && statements[bequest.taker].relays.is_empty()
            && weigh::weight(&features(parsed, cast, statements, &bequest)) > 0.0
        {
            statements[bequest.taker].relays = statements[bequest.giver].relays.clone();
        }
    }
    for bequest in told(cast, statements) {
        let relays = beyond(cast, &statements[bequest.giver]).to_vec();
        if !relays.is_empty()
            && beyond(cast, &statements[bequest.taker]).is_empty()
            && weigh::weight(&features(parsed, cast, statements, &bequest)) > 0.0
        {
            statements[bequest.taker].relays.extend(relays);
        }
    }
    let Some((credit, start)) = credit(parsed, cast, outlets) else { return };
    let is_below = |statement: &&mut Statement| hull(statement).is_some_and(|hull| hull.start() >= start);
    for statement in statements.iter_mut().filter(is_below) {
        statement.relays.push(credit.clone());
    }
}

/// All pairs of neighbouring statements of one speaker: forward in the order of the text, then backward.
pub fn bequests(statements: &[Statement]) -> Vec<Bequest> {
    let speaker = |statement: &Statement| statement.speaker_name.clone();
    pairs(statements, speaker, false)
}

/// The same of neighbouring statements that one person told, of which one at least is another one's.
pub fn told(cast: &Cast, statements: &[Statement]) -> Vec<Bequest> {
    let is_of_one =
        |bequest: &Bequest| statements[bequest.giver].speaker_name == statements[bequest.taker].speaker_name;
    let mut pairs = pairs(statements, |statement| teller(cast, statement).cloned(), true);
    pairs.retain(|bequest| !is_of_one(bequest));
    pairs
}

fn pairs(
    statements: &[Statement],
    of: impl Fn(&Statement) -> Option<Rc<str>>,
    is_told: bool,
) -> Vec<Bequest> {
    let mut order: Vec<usize> = (0..statements.len()).collect();
    order.sort_by_key(|at| hull(&statements[*at]).map(Span::start));
    let mut last: HashMap<Rc<str>, (usize, usize)> = HashMap::new();
    let mut pairs = vec![];
    for (place, at) in order.into_iter().enumerate() {
        let Some(one) = of(&statements[at]) else { continue };
        if let Some((before, before_place)) = last.insert(one, (at, place)) {
            pairs.push((before, at, place - before_place - 1, before_place));
        }
    }
    let bequest = |giver, taker, n_between, n_before| Bequest { giver, taker, n_between, n_before, is_told };
    let forward = pairs.iter().map(|(one, other, between, before)| bequest(*one, *other, *between, *before));
    let backward =
        pairs.iter().rev().map(|(one, other, between, before)| bequest(*other, *one, *between, *before));
    forward.chain(backward).collect()
}

fn is_forward(statements: &[Statement], bequest: &Bequest) -> bool {
    hull(&statements[bequest.giver]).map(Span::start) <= hull(&statements[bequest.taker]).map(Span::start)
}

/// What holds of two statements, for the model.
pub fn features(
    parsed: &Parsed,
    cast: &Cast,
    statements: &[Statement],
    bequest: &Bequest,
) -> Vec<&'static str> {
    let token = |statement: &Statement| {
        hull(statement).map_or(0, |hull| parsed.tokens_in(hull).start.min(parsed.tokens.len() - 1))
    };
    let (giver, taker) = (&statements[bequest.giver], &statements[bequest.taker]);
    let relays = if bequest.is_told { beyond(cast, giver) } else { &giver.relays };
    let through_person = relays.iter().any(|relay| is_person(cast, &relay.name));
    let is_close = parsed.sentence_of(token(giver)).abs_diff(parsed.sentence_of(token(taker))) <= 1;
    if !is_forward(statements, bequest) {
        let mut features = vec!["said after"];
        features.push(match bequest.n_before {
            0 => "opens the article",
            1 | 2 => "near the head of the article",
            _ => "well into the article",
        });
        features.push(if bequest.n_between == 0 { "told at once" } else { "told after others" });
        features.extend(through_person.then_some("summed up through a person"));
        features.extend(bequest.is_told.then_some("told by one person"));
        return features;
    }
    let n_paragraphs = parsed.paragraph_of(token(taker)).saturating_sub(parsed.paragraph_of(token(giver)));
    let mut features = vec!["said before"];
    features.push(match n_paragraphs {
        0 => "same paragraph",
        1 => "next paragraph",
        _ => "later paragraph",
    });
    features.push(match taker.mention_type {
        MentionType::None => "nobody named",
        MentionType::Pronoun => "goes on as a pronoun",
        MentionType::Description => "goes on as a description",
        MentionType::Name => "named anew",
    });
    features.push(match bequest.n_between {
        0 => "nobody else between",
        1 => "one other between",
        _ => "several others between",
    });
    if giver.kind != Kind::Indirect && taker.kind != Kind::Indirect {
        features.push("both quoted");
    }
    features.extend(is_close.then_some("adjoining sentences"));
    features.extend((relays.len() > 1).then_some("through several"));
    features.extend(through_person.then_some("through a person"));
    features.extend(bequest.is_told.then_some("told by one person"));
    let is_report = relays.iter().any(|relay| is_report(parsed, relay));
    let speaks = giver.speaker_name.as_ref().is_some_and(|name| is_person(cast, name));
    features.extend(is_report.then_some(match bequest.n_before {
        0..=NEAR_HEAD if speaks && !through_person => "from the report that the article retells",
        _ => "from a report",
    }));
    features
}

/// Whether a name is a person's whom the article names.
pub(super) fn is_person(cast: &Cast, name: &Rc<str>) -> bool {
    let last = name.rsplit(' ').next().unwrap_or("");
    let mut same = cast.longer(last).iter().map(|figure| &cast.figures[*figure]);
    same.any(|figure| figure.name == *name && figure.sort == PersonSort::Person)
}

/// "TASS reported", "quoted by TASS": what an outlet wrote, not what it was told.
fn is_report(parsed: &Parsed, relay: &Relay) -> bool {
    relay.spans.iter().any(|span| {
        let tokens = parsed.tokens_in(*span);
        let word = |at: Option<usize>| {
            at.and_then(|at| parsed.tokens.get(at)).map_or("", |token| token.of(parsed.text))
        };
        let after = word(Some(tokens.end));
        let back = |n: usize| word(tokens.start.checked_sub(n));
        let skip = usize::from(back(1) == "the");
        let is_according = back(skip + 1) == "to" && back(skip + 2).eq_ignore_ascii_case("according");
        matches!(
            after,
            "reported" | "reports" | "said" | "quoted" | "quotes" | "writes" | "wrote" | "announced"
        ) || matches!(back(skip + 1), "by" | "citing" | "quoting")
            || is_according
    })
}

/// The agency of a credit line "(Reuters) –" over what another one reported, and where its text begins.
///
/// An agency's own report is not passed on by it.
fn credit(parsed: &Parsed, cast: &Cast, outlets: &Outlets) -> Option<(Relay, usize)> {
    parsed.paragraphs.iter().take(30).find_map(|paragraph| {
        let tokens = &paragraph.tokens;
        let open = tokens.clone().take(8).find(|at| parsed.word(*at) == "(")?;
        let close = (open + 2..tokens.end.min(open + 6)).find(|at| parsed.word(*at) == ")")?;
        let dash = parsed.tokens.get(close + 1).filter(|_| close + 1 < tokens.end)?;
        let outlet = gazetteer().outlet(&phrase(parsed, &(open + 1..close)))?;
        let is_other = |at: usize| {
            let (other, name, _) = outlets.at(parsed, cast, at)?;
            let around = other.start.saturating_sub(3)..(other.end + 3).min(tokens.end);
            let reports = around.clone().any(|at| {
                List::Reporting.holds(parsed.word(at))
                    || matches!(parsed.word(at), "said" | "according" | "told")
            });
            (reports && !name.eq_ignore_ascii_case(outlet)).then_some(())
        };
        (close + 2..tokens.end).find_map(is_other)?;
        let spans = vec![parsed.span_of(open + 1..close)];
        matches!(dash.of(parsed.text), "–" | "—" | "-" | "--")
            .then(|| (Relay { name: outlet.into(), spans }, dash.span.end()))
    })
}

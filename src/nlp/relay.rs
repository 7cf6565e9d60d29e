//! Who only passes the words on.
//!
//! Candidates are outlets named beside a statement ("told TASS"), whoever reports in the same sentence what another
//! said ("according to the Kremlin", "…, Ushakov said"), the speakers of statements around it, and what was the
//! relay of the same speaker's last words. A small model decides which of them are relays.

use super::parsed::Parsed;
use super::people::Cast;
use super::speaker;
use crate::annotate::{MentionType, Relay, Statement};
use beside::{Busy, Found};
use nest::{nest, pass_down};
use outlet::Outlets;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// Whom the reporter quotes.
mod inner;

/// Who is named beside a statement.
mod beside;

/// Who passed the same speaker's other words on.
mod bequest;

/// Which statement lies within which.
mod nest;

/// Outlets of the article.
mod outlet;

/// The one whose page it is.
mod masthead;

/// Which names are outlets'.
mod form;

/// Names without a capital at the head.
mod brand;

/// What speaks for a candidate.
mod signs;

/// Words that may name somebody.
mod nominal;

/// Who reports what another said.
mod reporter;

/// How likely a candidate is.
mod weigh;

pub use bequest::{Bequest, bequests, beyond, features as bequest_features, told};

/// Most relays kept for one statement.
const MAX_RELAYS: usize = 4;

/// Gives what was laid at a reporter's door to whom the reporter quotes: in "TASS reported, citing Ryabkov" the
/// speaker is Ryabkov, in "Ushakov quoted Putin as saying" it is Putin.
pub fn settle(parsed: &Parsed, cast: &Cast, statements: &mut [Statement]) {
    let outlets = Outlets::new(parsed, cast);
    for statement in statements.iter_mut() {
        inner::settle(parsed, cast, &outlets, statement);
    }
}

/// Sets `relays` and `parent` of each statement whose speaker is known.
pub fn assign(parsed: &Parsed, cast: &Cast, statements: &mut [Statement]) {
    let outlets = Outlets::new(parsed, cast);
    for (at, candidates) in candidates_among(parsed, cast, &outlets, statements).into_iter().enumerate() {
        let mut kept: Vec<Candidate> =
            candidates.into_iter().filter(|candidate| weigh::weight(&candidate.features) > 0.0).collect();
        kept.sort_by_key(|candidate| candidate.is_outlet);
        statements[at].relays = kept.into_iter().map(|candidate| candidate.relay).collect();
    }
    bequest::assign(parsed, cast, &outlets, statements);
    pass_down(statements);
    for statement in statements {
        let (speaker, mut seen) = (statement.speaker_name.clone(), HashSet::new());
        let is_new =
            |relay: &Relay| Some(&relay.name) != speaker.as_ref() && seen.insert(relay.name.to_lowercase());
        statement.relays.retain(is_new);
        statement.relays.truncate(MAX_RELAYS);
    }
}

/// Somebody who may pass a statement on.
pub struct Candidate {
    /// Name and place.
    pub relay: Relay,
    /// What holds of it.
    pub features: Vec<&'static str>,
    is_outlet: bool,
}

/// Everybody who may pass each statement on, with the features that the model weighs; sets the parents.
pub fn candidates(parsed: &Parsed, cast: &Cast, statements: &mut [Statement]) -> Vec<Vec<Candidate>> {
    candidates_among(parsed, cast, &Outlets::new(parsed, cast), statements)
}

fn candidates_among(
    parsed: &Parsed,
    cast: &Cast,
    outlets: &Outlets,
    statements: &mut [Statement],
) -> Vec<Vec<Candidate>> {
    if parsed.tokens.is_empty() {
        return vec![];
    }
    nest(statements);
    let busy = Busy::new(parsed, statements);
    let found: Vec<Vec<Found>> =
        (0..statements.len()).map(|at| beside::found(parsed, cast, outlets, &busy, statements, at)).collect();
    let mut names = names_of(parsed, cast, statements, &found);
    let named = |(at, found): (usize, Vec<Found>)| {
        let named = found.into_iter().enumerate().filter_map(|(number, found)| {
            let is_outlet = found.outlet.is_some();
            let name = found.outlet.or_else(|| names.remove(&(at, number)))?;
            let mut features = found.features;
            // "the adviser", who is somebody named
            let is_named = features.contains(&"a description") && bequest::is_person(cast, &name);
            features.extend(is_named.then_some("a description of somebody named"));
            let relay = Relay { name, spans: vec![parsed.span_of(found.tokens)] };
            Some(Candidate { relay, features, is_outlet })
        });
        named
            .filter(|candidate| statements[at].speaker_name.as_ref() != Some(&candidate.relay.name))
            .collect()
    };
    found.into_iter().enumerate().map(named).collect()
}

/// Canonical names of the reporters found, by statement and number.
fn names_of(
    parsed: &Parsed,
    cast: &Cast,
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
    speaker::assign(parsed, cast, &mut all);
    let named = all[statements.len()..]
        .iter()
        .zip(keys)
        .filter(|(pseudo, _)| pseudo.mention_type != MentionType::None);
    named.filter_map(|(pseudo, key)| Some((key, without_article(pseudo.speaker_name.as_ref()?)))).collect()
}

/// "One military attaché" is filed as "military attaché"; "One of them" stays.
fn without_article(name: &Rc<str>) -> Rc<str> {
    let rest = ["A ", "An ", "One "].iter().find_map(|article| name.strip_prefix(article));
    rest.filter(|rest| !rest.starts_with("of ")).map_or(name.clone(), Rc::from)
}

#[cfg(test)]
mod tests {
    use super::super::people::cast;
    use super::*;
    use crate::annotate::StatementId;
    use crate::text::Span;

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
        let cast = cast(&parsed, &[]);
        let mut statements = vec![statement];
        settle(&parsed, &cast, &mut statements);
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
    fn whom_a_reporter_quotes_speaks() {
        check(
            "{Yuri Ushakov} <quoted> Vladimir Putin as saying [it was late].",
            "Vladimir Putin < Yuri Ushakov",
        );
        check("“[There is nothing],” Sergei Ryabkov said, <according to> {TASS}.", "Sergei Ryabkov < TASS");
        check(
            "<According to> {Yuri Ushakov}, [Joe Biden assured him that there are no such plans].",
            "Joe Biden < Yuri Ushakov",
        );
        check(
            "Joe Biden reminded him, <according to> {Yuri Ushakov}, that [there are no such plans].",
            "Joe Biden < Yuri Ushakov",
        );
        check(
            "[The generals], <according to> {Yuri Ushakov}, [are reluctant to leave].",
            "generals < Yuri Ushakov",
        );
    }

    #[test]
    fn whom_a_source_heard_speaks() {
        check(
            "Yuri Ushakov told a group of donors that [it was late], <according to> {Ben Oto}.",
            "Yuri Ushakov < Ben Oto",
        );
        check(
            "[Joe Biden assured Putin that it was late], {Yuri Ushakov} <said>.",
            "Joe Biden < Yuri Ushakov",
        );
    }

    #[test]
    fn spokespersons_and_sources_of_several_pass_on() {
        check(
            "{Ada Obi, the mayor,} <said> through her spokesman, Ben Oto, that [it was late].",
            "Ada Obi < Ben Oto",
        );
        check(
            "{Ada Obi} <told> colleagues that [it was late], two diplomats said.",
            "Ada Obi < two diplomats",
        );
        check(
            "{Ada Obi} <told> colleagues that [it was late], according to one diplomat.",
            "Ada Obi < one diplomat",
        );
    }

    #[test]
    fn who_reads_a_letter_out_passes_it_on() {
        check(
            "The clerk then read out a letter from the mission. In it {the envoy, Ada Obi}, <said> [it was late].",
            "Ada Obi < clerk",
        );
        check("The clerk read the papers. {Ada Obi} <said> [it was late].", "Ada Obi");
    }

    #[test]
    fn what_an_interview_of_the_sentence_before_holds_came_through_its_outlet() {
        check(
            "Then came an interview of the president with the channel RTK. In it {Ada Obi} <said> [it was late].",
            "Ada Obi < RTK",
        );
        check(
            "“[It was late],” {Ada Obi} <told> the American site Potomac Insider.",
            "Ada Obi < Potomac Insider",
        );
        check("{Ada Obi} <told> radio 2HB that [it was late].", "Ada Obi < radio 2HB");
    }

    #[test]
    fn a_label_names_who_asks() {
        check("Radio Norden: [Will you come back?]\n\nAda Obi: Never.", "Radio Norden");
    }

    #[test]
    fn call_signs_need_no_radio() {
        check("{Ada Obi} <told> KNMB radio [it was late].", "Ada Obi < KNMB");
    }

    #[test]
    fn outlets_are_known_by_form_and_in_short() {
        check("{Ada Obi} <told> Radio Cumbre that [it was late].", "Ada Obi < Radio Cumbre");
        check("{Ada Obi} <said> in comments to radio HDR [it was late].", "Ada Obi < radio HDR");
        check("{Ada Obi} <told> parliament that [it was late].", "Ada Obi");
    }

    #[test]
    fn outlets_may_have_an_address_for_a_name() {
        check("“[We will not pay],” {Ada Obi} <told> the website 25.kg.", "Ada Obi < 25.kg");
        check("“[We will not pay],” {Ada Obi} <told> beIN Maghreb on Monday.", "Ada Obi < beIN Maghreb");
        check("“[We will not pay],” {Ada Obi} <told> Gazeta.kz on Monday.", "Ada Obi < Gazeta.kz");
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

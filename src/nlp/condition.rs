//! Under which condition a statement holds something out, and what follows then.
//!
//! Conditions with a marker come first ("if …", "unless …", "in response to …", in the content or beside it in its
//! sentence); then orders and counts ("one more shell and we …"); then what brings something about as the subject of
//! its verb ("new sanctions could lead to …", "all of this could …"). The last two hold for threats and warnings only.

use super::parsed::Parsed;
use super::stance::words::Words;
use crate::annotate::Statement;
use crate::annotate::analysis::Person;
use crate::text::Span;

/// The stretches of a content that are looked through.
pub mod segment;

/// Word lists.
mod lists;

/// Conditions with a marker.
mod marked;

/// Orders and counts.
mod demand;

/// Causes as subjects.
mod cause;

/// A consequence without a condition.
mod held_out;

/// Sets `condition` and `consequence` of each statement.
pub fn assign(parsed: &Parsed, _: &[Person], statements: &mut [Statement]) {
    let words = Words::new(parsed);
    for statement in statements {
        let found = condition(&words, statement);
        statement.condition = found.condition;
        statement.consequence = found.consequence;
    }
}

/// Takes back a loose condition where the act turned out to be neither a threat nor a warning, and
/// gives a threat or a warning without a condition a still looser one, or at least its consequence: what is held out.
pub fn settle(parsed: &Parsed, statements: &mut [Statement]) {
    let words = Words::new(parsed);
    for statement in statements {
        let is_held_out = matches!(statement.stance.label.as_str(), "THREATEN" | "WARN");
        if !is_held_out && condition(&words, statement).loose {
            statement.condition.clear();
            statement.consequence.clear();
        }
        if is_held_out && statement.condition.is_empty() {
            let segments = segment::segments(&words, &statement.content);
            let loose = segments.into_iter().find_map(|segment| cause::loose(&words, segment));
            let found = loose.unwrap_or_default();
            statement.condition = found.condition;
            statement.consequence = found.consequence;
        }
        if is_held_out && statement.consequence.is_empty() {
            statement.consequence = held_out::held_out(&words, statement);
        }
    }
}

/// What [`condition`] found.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Found {
    /// If what, with its marker.
    pub condition: Vec<Span>,
    /// Then what.
    pub consequence: Vec<Span>,
    /// No marker, or one that often means something else: holds only for a threat or a warning.
    pub loose: bool,
}

/// Condition and consequence of `statement`.
pub fn condition(words: &Words, statement: &Statement) -> Found {
    let segments = segment::segments(words, &statement.content);
    let each = |rule: fn(&Words, std::ops::Range<usize>) -> Option<Found>| {
        segments.iter().find_map(|segment| rule(words, segment.clone()))
    };
    each(marked::inside)
        .or_else(|| marked::across(words, &segments))
        .or_else(|| each(marked::back))
        .or_else(|| each(demand::conjoined))
        .or_else(|| each(demand::or_else))
        .or_else(|| marked::beside(words, statement, &segments))
        .or_else(|| each(cause::event))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::StatementId;

    /// The content stands in braces; expected is "condition → consequence".
    fn check(marked: &str, expected: &str) {
        let start = marked.find('{').expect("a content");
        let text = marked.replace(['{', '}'], "");
        let end = marked.find('}').expect("its end") - 1;
        let parsed = Parsed::new(&text);
        let words = Words::new(&parsed);
        let found = condition(&words, &Statement::bare(StatementId(0), vec![Span::new(start, end)]));
        let shown = |spans: &[Span]| spans.iter().map(|span| span.of(&text)).collect::<Vec<_>>().join(" … ");
        assert_eq!(format!("{} → {}", shown(&found.condition), shown(&found.consequence)), expected);
    }

    #[test]
    fn clauses_with_a_marker() {
        check("He said {if the talks fail, we will leave}.", "if the talks fail → we will leave");
        check(
            "{The embassy will close unless the ban is lifted}, he said.",
            "unless the ban is lifted → The embassy will close",
        );
        check("{Should the ban stay, flights will stop}.", "Should the ban stay → flights will stop");
        check(
            "{if the vote is lost they will resign, in the end}",
            "if the vote is lost → they will resign, in the end",
        );
        check("{All see that if it rains, the dam will break}.", "if it rains → the dam will break");
        check(
            "{Deliveries may stop in response to new duties}.",
            "in response to new duties → Deliveries may stop",
        );
    }

    #[test]
    fn causes_without_a_marker() {
        check("{New sanctions could lead to a rupture}, he said.", "New sanctions → could lead to a rupture");
        check("{All of this may end in a break}.", "All of this → may end in a break");
    }

    #[test]
    fn orders_and_counts() {
        check("{One more shell and we will answer}.", "One more shell → we will answer");
        check("{Give it to them and you will see it again}.", "Give it to them → you will see it again");
        check(
            "{Free him by Monday or we will close the port}.",
            "Free him by Monday → we will close the port",
        );
    }

    #[test]
    fn markers_of_time() {
        check(
            "{We will lift the order the minute the keys change hands}.",
            "the minute the keys change hands → We will lift the order",
        );
        check("{to hold the gate until the envoy comes out}", "until the envoy comes out → to hold the gate");
        check("{We are ready at the moment the ships are safe}.", " → ");
    }

    #[test]
    fn what_was_named_before() {
        check("{Otherwise the valve may close}.", "Otherwise → the valve may close");
    }

    #[test]
    fn beside_the_content() {
        check("If the ban stays, {flights will stop}, he said.", "If the ban stays → flights will stop");
    }

    #[test]
    fn what_merely_happens_is_no_cause() {
        check("{The river will be frozen by May}.", " → ");
        check("{Relations with the whole coast will suffer}.", " → ");
        check(
            "{The closing of the border will be answered}.",
            "The closing of the border → will be answered",
        );
    }

    #[test]
    fn a_clear_marker_comes_before_a_loose_one() {
        check("{to stay until May if it must be}", "if it must be → to stay until May");
        check("{The envoy “should read them too”}.", " → ");
    }

    #[test]
    fn people_are_no_conditions() {
        check("{The minister will travel on Monday}.", " → ");
        check("{We could do more}.", " → ");
    }
}

//! Which stretches of a text stand in quotation marks.
//!
//! Marks are paired within a paragraph. What a mark does is read off the blanks around it; its form decides
//! only where they are silent, so that `„…“`, `»…«`, `”…”` and marks set the wrong way round pair as well.
//! A quotation left open at the end of a paragraph goes on in the next one when that opens with a mark
//! again (as is the custom), or when the next mark to come closes.

use super::sentence::Paragraph;
use super::token::Token;
use crate::text::Span;

/// What a mark does.
mod mark;
use mark::{Family, Mark, Side, marks};

/// One quotation within one paragraph.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Quote {
    /// With its marks.
    pub span: Span,
    /// Between its marks.
    pub inner: Span,
    /// 0 for an outermost quotation.
    pub depth: u8,
    /// Has its own closing mark in this paragraph.
    pub is_closed: bool,
    /// Goes on from the last quotation of the paragraph before.
    pub continues: bool,
    /// Stands in single marks: a term, a title, or a quotation inside another one.
    pub is_single: bool,
}

/// Deeper nesting than this is not writing but noise.
const MAX_DEPTH: usize = 4;

/// How many bytes a quotation in single marks may hold: longer ones are stray apostrophes.
const MAX_SINGLE: usize = 1000;

/// The quotations of a text, in the order of their opening marks.
pub fn quotes(text: &str, tokens: &[Token], paragraphs: &[Paragraph]) -> Vec<Quote> {
    let marks = marks(text, tokens, paragraphs);
    let mut quotes = vec![];
    let mut rest = &marks[..];
    let mut carried = Carried::Nothing;
    for (number, paragraph) in paragraphs.iter().enumerate() {
        let n_here = rest.partition_point(|mark| mark.paragraph <= number);
        let (here, later) = rest.split_at(n_here);
        carried = pair(text, (number, paragraph.span), here, later, carried, &mut quotes);
        rest = later;
    }
    quotes
}

/// What a paragraph hands on to the next.
#[derive(Clone, Copy, PartialEq)]
enum Carried {
    Nothing,
    /// A quotation was left open; it goes on if a mark opens the next paragraph.
    Reopens,
    /// A quotation was left open and the next mark to come closes it.
    RunsOn,
}

/// Pairs the marks of one paragraph.
fn pair(
    text: &str,
    (number, paragraph): (usize, Span),
    here: &[Mark],
    later: &[Mark],
    carried: Carried,
    quotes: &mut Vec<Quote>,
) -> Carried {
    let mut open: Vec<(usize, Mark)> = vec![];
    if carried == Carried::RunsOn {
        let start = Span::new(paragraph.start(), paragraph.start());
        open.push((
            quotes.len(),
            Mark { span: start, family: Family::Double, side: Side::Opens, paragraph: 0 },
        ));
        quotes.push(opened(Family::Double, start, 0, true));
    }
    for (at, mark) in here.iter().enumerate() {
        let mate = open.iter().rposition(|(_, other)| other.family == mark.family);
        if mate.is_some() && is_possessive(text, *mark, &here[at + 1..]) {
            continue;
        }
        match mate {
            Some(mate) if closes(text, *mark, &here[at + 1..]) => {
                close(text, quotes, &open, mate, mark.span);
                open.truncate(mate);
            }
            _ if mark.side == Side::Closes => {
                let is_lost_opener =
                    at == 0 && mark.family == Family::Double && follows_stop(text, mark.span);
                if is_lost_opener && mark.span.start() > paragraph.start() + 20 {
                    let span = Span::new(paragraph.start(), mark.span.end());
                    let inner = trimmed(text, Span::new(paragraph.start(), mark.span.start()));
                    quotes.push(Quote {
                        span,
                        inner,
                        depth: 0,
                        is_closed: true,
                        continues: false,
                        is_single: false,
                    });
                }
            }
            _ => {
                if mate.is_some_and(|mate| !nests(*mark, &here[at + 1..]) || mate + 1 >= MAX_DEPTH) {
                    let mate = mate.expect("just found");
                    end_unclosed(text, quotes, &open[mate..], mark.span.start());
                    open.truncate(mate);
                }
                if mark.family == Family::Single && !has_single_mate(&here[at + 1..], mark.span) {
                    continue;
                }
                let continues =
                    carried == Carried::Reopens && at == 0 && mark.span.start() == paragraph.start();
                let depth = open.len().min(MAX_DEPTH) as u8;
                open.push((quotes.len(), *mark));
                quotes.push(opened(mark.family, mark.span, depth, continues));
            }
        }
        if open.len() > MAX_DEPTH {
            end_unclosed(text, quotes, &open[MAX_DEPTH..], mark.span.start());
            open.truncate(MAX_DEPTH);
        }
    }
    end_unclosed(text, quotes, &open, paragraph.end());
    match open.first() {
        Some((_, mark)) if mark.family != Family::Single => {
            match later.iter().find(|mark| mark.family != Family::Single) {
                // Five paragraphs without any mark: the opening one was a slip.
                Some(next) if next.side == Side::Closes && next.paragraph <= number + 5 => Carried::RunsOn,
                _ => Carried::Reopens,
            }
        }
        _ => Carried::Nothing,
    }
}

fn opened(family: Family, span: Span, depth: u8, continues: bool) -> Quote {
    let is_single = family == Family::Single;
    Quote { span, inner: Span::new(span.end(), span.end()), depth, is_closed: false, continues, is_single }
}

/// Whether a mark closes what is open, given the marks after it.
fn closes(text: &str, mark: Mark, after: &[Mark]) -> bool {
    match mark.side {
        Side::Closes => true,
        Side::Either => true,
        // `…the situation, “he said`: a closing mark set the wrong way round.
        Side::Opens => follows_comma(text, mark.span) && starts_lower(text, mark.span) && !nests(mark, after),
    }
}

/// Whether a mark opens a quotation inside another one of its kind: then two closing marks come.
fn nests(mark: Mark, after: &[Mark]) -> bool {
    let mut same = after.iter().filter(|other| other.family == mark.family).take(2);
    matches!((same.next(), same.next()), (Some(first), Some(second)) if first.side == Side::Closes && second.side == Side::Closes)
}

/// The apostrophe of "officials’": another mark to close the quotation is still to come.
fn is_possessive(text: &str, mark: Mark, after: &[Mark]) -> bool {
    let near = after.iter().take_while(|other| other.span.start() - mark.span.end() <= MAX_SINGLE);
    let next = near.take(8).find(|other| other.family == Family::Single);
    let is_plural = text[..mark.span.start()].ends_with('s') && text[mark.span.end()..].starts_with(' ');
    mark.family == Family::Single && is_plural && next.is_some_and(|next| next.side == Side::Closes)
}

fn has_single_mate(after: &[Mark], opener: Span) -> bool {
    after
        .iter()
        .take_while(|mark| mark.span.start() - opener.end() <= MAX_SINGLE)
        .filter(|mark| mark.family == Family::Single)
        .take(8)
        .any(|mark| mark.side != Side::Opens)
}

fn close(text: &str, quotes: &mut [Quote], open: &[(usize, Mark)], mate: usize, closing: Span) {
    end_unclosed(text, quotes, &open[mate + 1..], closing.start());
    let quote = &mut quotes[open[mate].0];
    quote.span = quote.span.cover(closing);
    quote.inner = trimmed(text, Span::new(open[mate].1.span.end(), closing.start()));
    quote.is_closed = true;
}

fn end_unclosed(text: &str, quotes: &mut [Quote], open: &[(usize, Mark)], end: usize) {
    for (number, mark) in open {
        let quote = &mut quotes[*number];
        quote.inner = trimmed(text, Span::new(mark.span.end(), end));
        quote.span = mark.span.cover(quote.inner);
    }
}

/// Without the blanks at its edges.
fn trimmed(text: &str, span: Span) -> Span {
    let words = span.of(text);
    let start = span.start() + (words.len() - words.trim_start().len());
    Span::new(start, start + words.trim().len())
}

fn follows_comma(text: &str, mark: Span) -> bool {
    text[..mark.start()].trim_end().ends_with([',', '.', '?', '!', '…'])
}

fn follows_stop(text: &str, mark: Span) -> bool {
    text[..mark.start()].ends_with([',', '.', '?', '!', '…'])
}

fn starts_lower(text: &str, mark: Span) -> bool {
    text[mark.end()..].trim_start().starts_with(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::super::sentence::paragraphs;
    use super::super::token::tokens;
    use super::*;

    /// The words of each quotation, outermost first, divided by `|`; `+` before one that goes on from the
    /// paragraph before, `~` before one that nothing closes, `>` for each level of nesting.
    fn check(text: &str, expected: &str) {
        let tokens = tokens(text);
        let found: Vec<String> = quotes(text, &tokens, &paragraphs(text, &tokens))
            .iter()
            .map(|quote| {
                let continues = if quote.continues { "+" } else { "" };
                let unclosed = if quote.is_closed { "" } else { "~" };
                format!("{}{continues}{unclosed}{}", ">".repeat(quote.depth.into()), quote.inner.of(text))
            })
            .collect();
        assert_eq!(found.join("|"), expected);
    }

    #[test]
    fn pairs_of_every_custom() {
        check("“Rain,” he said. \"Snow.\"", "Rain,|Snow.");
        check("„Regen“, said he, »Schnee« and «neige» and ”snö”", "Regen|Schnee|neige|snö");
        check("``Rain,'' he said", "Rain,");
        check("He called it ‘rain’ and 'snow'.", "rain|snow");
    }

    #[test]
    fn nested() {
        check("“He said ‘never’ to me,” she said.", "He said ‘never’ to me,|>never");
        check("\"He said \"never\" to me,\" she said.", "He said \"never\" to me,|>never");
        check("“He said “never” to me,” she said.", "He said “never” to me,|>never");
    }

    #[test]
    fn apostrophes_are_no_marks() {
        check("The officials' plan and Putin's, rock 'n' roll in the '90s", "");
        check("‘The officials’ plan failed,’ he said.", "The officials’ plan failed,");
        check("“The officials’ plan”", "The officials’ plan");
        check("Don't say 'don't' to the boys' team", "don't");
    }

    #[test]
    fn reversed_and_lost_marks() {
        check("“Mistakes. Avoid them, “he said, adding more.", "Mistakes. Avoid them,");
        check("It will not happen this year,” he said.", "It will not happen this year,");
        check("He said “it is late. “It is early,” she said.", "~it is late.|It is early,");
    }

    #[test]
    fn over_paragraphs() {
        check("“One.\n\n“Two.\n\n“Three,” he said.", "~One.|+~Two.|+Three,");
        check("He said: “One.\n\nTwo.\n\nThree.” Then he left.", "~One.|+~Two.|+Three.");
        check("“One.\n\nNot two.\n\nHe said “three” twice.", "~One.|three");
    }

    #[test]
    fn measures() {
        check("He is 5'10 and says \"tall\"", "tall");
    }
}

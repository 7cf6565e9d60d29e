//! What each quotation mark does: read off the blanks around it, else off its form.

use crate::nlp::sentence::Paragraph;
use crate::nlp::token::Token;
use crate::text::Span;

/// Which marks pair with one another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Family {
    /// “ ” " „
    Double,
    /// « » ‹ ›
    Guillemet,
    /// ‘ ’ ' ‚
    Single,
}

/// What a mark does.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// It opens.
    Opens,
    /// It closes.
    Closes,
    /// Neither its form nor its neighbours say.
    Either,
}

/// A quotation mark.
#[derive(Clone, Copy, Debug)]
pub struct Mark {
    /// Where it stands.
    pub span: Span,
    /// What it pairs with.
    pub family: Family,
    /// What it does.
    pub side: Side,
    /// Number of its paragraph.
    pub paragraph: usize,
}

/// The quotation marks of a text; apostrophes are left out.
pub fn marks(text: &str, tokens: &[Token], paragraphs: &[Paragraph]) -> Vec<Mark> {
    let mut marks: Vec<Mark> = vec![];
    for (number, paragraph) in paragraphs.iter().enumerate() {
        let mut at = paragraph.tokens.start;
        while at < paragraph.tokens.end {
            let (span, n_tokens) = mark_at(text, tokens, at);
            if let Some(mark) = mark_of(text, span, number) {
                marks.push(mark);
            }
            at += n_tokens;
        }
    }
    marks
}

/// The mark at a token; ``` `` ``` and `''` are one.
fn mark_at(text: &str, tokens: &[Token], at: usize) -> (Span, usize) {
    let span = tokens[at].span;
    let doubled = matches!(span.of(text), "`" | "'" | "’" | "‘");
    match tokens.get(at + 1) {
        Some(next) if doubled && next.span.start() == span.end() && next.of(text) == span.of(text) => {
            (span.cover(next.span), 2)
        }
        _ => (span, 1),
    }
}

fn mark_of(text: &str, span: Span, paragraph: usize) -> Option<Mark> {
    let before = text[..span.start()].chars().next_back().unwrap_or(' ');
    let after = text[span.end()..].chars().next().unwrap_or(' ');
    let (family, form) = match span.of(text) {
        "\"" | "″" => (Family::Double, Side::Either),
        "“" | "„" | "``" | "‘‘" => (Family::Double, Side::Opens),
        "”" | "''" | "’’" => (Family::Double, Side::Closes),
        "«" | "‹" => (Family::Guillemet, Side::Opens),
        "»" | "›" => (Family::Guillemet, Side::Closes),
        "‘" | "‚" | "`" => (Family::Single, Side::Opens),
        "'" if before.is_alphabetic() && after.is_alphabetic() => return None,
        "'" => (Family::Single, Side::Either),
        "’" => (Family::Single, Side::Closes),
        _ => return None,
    };
    // 5'10" and 6” are measures.
    let is_measure =
        before.is_numeric() && !after.is_alphabetic() && form != Side::Opens && family == Family::Single;
    let side = side(form, before, after);
    let is_elision = family == Family::Single && side == Side::Opens && is_elided(&text[span.end()..]);
    (!is_measure && !is_elision).then_some(Mark { span, family, side, paragraph })
}

/// What the neighbours say, else what the form says.
fn side(form: Side, before: char, after: char) -> Side {
    let opens = is_open_space(before) && !after.is_whitespace();
    let closes = !before.is_whitespace() && !is_opening(before) && is_close_space(after);
    match (opens, closes) {
        (true, false) => Side::Opens,
        (false, true) => Side::Closes,
        _ => form,
    }
}

fn is_open_space(before: char) -> bool {
    before.is_whitespace() || is_opening(before) || matches!(before, '—' | '–')
}

fn is_opening(before: char) -> bool {
    matches!(before, '(' | '[' | '{' | '“' | '‘' | '«' | '„' | '‹')
}

fn is_close_space(after: char) -> bool {
    after.is_whitespace()
        || matches!(
            after,
            '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '”' | '’' | '»' | '›' | '—' | '–' | '…'
        )
}

/// ’em, ’n’, ’til, ’90s
fn is_elided(after: &str) -> bool {
    let word = after.split(|character: char| !character.is_alphanumeric()).next().unwrap_or("");
    matches!(word, "em" | "n" | "til" | "tis" | "twas" | "cause" | "round")
        || word.starts_with(|first: char| first.is_ascii_digit()) && word.ends_with('s')
}

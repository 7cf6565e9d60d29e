//! The text of a web page, its chrome marked as boilerplate.
//!
//! Not a browser: tags end words or paragraphs, scripts and styles are left out, and what stands in a `nav`,
//! `header` outside the article, `footer`, `aside`, `form`, `button` …, or is not shown (`hidden`, `template`), is kept
//! but marked. When there is an `article` or `main`, everything outside it is marked.

use crate::dataset::Record;
use crate::text::{Document, Span};
use std::collections::BTreeMap;

/// Characters by name and number.
mod references;
pub use references::Characters;

/// What is not shown.
mod unseen;
use unseen::Unseen;

/// Elements whose content is no text for people.
const HIDDEN: [&str; 5] = ["script", "style", "svg", "iframe", "object"];

/// Elements around an article, not of it.
const CHROME: [&str; 12] = [
    "nav",
    "footer",
    "aside",
    "form",
    "button",
    "menu",
    "dialog",
    "figcaption",
    "noscript",
    "template",
    "select",
    "textarea",
];

/// Elements that stand on lines of their own.
const BLOCK: [&str; 42] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "button",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "menu",
    "nav",
    "noscript",
    "ol",
    "p",
    "pre",
    "section",
    "select",
    "table",
    "td",
    "template",
    "textarea",
    "title",
    "tr",
    "ul",
];

/// Other elements whose being open matters.
const TELLING: [&str; 6] = ["head", "title", "article", "main", "header", "pre"];

/// Whether a text without a telling name is a web page.
pub fn is_page(text: &str) -> bool {
    let blanks = ['\u{FEFF}', ' ', '\n', '\r', '\t'];
    let head = text.trim_start_matches(blanks);
    let prolog = head.strip_prefix("<?xml").and_then(|prolog| prolog.split_once("?>"));
    let head = prolog.map_or(head, |(_, after)| after.trim_start_matches(blanks));
    let starts = |with: &str| head.get(..with.len()).is_some_and(|head| head.eq_ignore_ascii_case(with));
    starts("<!doctype html") || starts("<html")
}

/// The page's text as a record with boilerplate.
pub fn record(name: &str, page: &str) -> Record {
    let mut writer = Writer::default();
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        writer.text(&rest[..at]);
        rest = writer.markup(&rest[at..]);
    }
    writer.text(rest);
    let (text, boilerplate) = writer.finish();
    Record { boilerplate, ..Record::bare(Document::new(name, &text)) }
}

#[derive(Default)]
struct Writer {
    out: String,
    /// Names of the elements that are open, and how many of each.
    open: Vec<&'static str>,
    counts: BTreeMap<&'static str, usize>,
    /// What follows from them; asked at every character, and pages nest without end.
    place: Place,
    /// Stretches of the output: start, whether in chrome, whether in the article.
    stretches: Vec<(usize, bool, bool)>,
    /// A blank is due before the next word.
    blank: bool,
    /// The element that is not shown, if any.
    unseen: Unseen,
}

/// What text at one place of the page is.
#[derive(Clone, Copy, Default)]
struct Place {
    is_hidden: bool,
    keeps_blanks: bool,
    is_chrome: bool,
    in_article: bool,
}

impl Writer {
    fn text(&mut self, raw: &str) {
        if self.place.is_hidden {
            return;
        }
        for character in (Characters { rest: raw }) {
            if self.place.keeps_blanks && (character == '\n' || !character.is_ascii_control()) {
                self.push(character);
            } else if character.is_ascii_whitespace() {
                self.blank = true;
            } else {
                self.push(character);
            }
        }
    }

    fn push(&mut self, character: char) {
        if self.blank && !self.out.is_empty() && !self.out.ends_with([' ', '\n']) {
            self.out.push(' ');
        }
        self.blank = false;
        self.mark();
        self.out.push(character);
    }

    /// Notes what the next character belongs to.
    fn mark(&mut self) {
        let Place { is_chrome, in_article, .. } = self.place;
        let is_chrome = is_chrome || self.unseen.is_open();
        if self
            .stretches
            .last()
            .is_none_or(|(_, chrome, article)| (*chrome, *article) != (is_chrome, in_article))
        {
            self.stretches.push((self.out.len(), is_chrome, in_article));
        }
    }

    fn enter(&mut self, name: &'static str) {
        self.open.push(name);
        *self.counts.entry(name).or_default() += 1;
        self.place = self.placed();
    }

    /// Closes the innermost element of this name, with all that is still open in it.
    fn leave(&mut self, name: &'static str) {
        if !self.counts.contains_key(name) {
            return;
        }
        while let Some(last) = self.open.pop() {
            if let Some(count) = self.counts.get_mut(last).filter(|count| **count > 1) {
                *count -= 1;
            } else {
                self.counts.remove(last);
            }
            if last == name {
                break;
            }
        }
        self.place = self.placed();
    }

    fn placed(&self) -> Place {
        let is_in = |name: &str| self.counts.contains_key(name);
        let in_article = is_in("article") || is_in("main");
        let in_header = is_in("header") && !in_article;
        Place {
            is_hidden: (HIDDEN.into_iter().any(is_in) || is_in("head")) && !is_in("title"),
            keeps_blanks: is_in("pre"),
            is_chrome: in_header || is_in("title") || CHROME.into_iter().any(is_in),
            in_article,
        }
    }

    /// Takes the tag, comment or stray `<` at the start of `rest`; gives what follows.
    fn markup<'p>(&mut self, rest: &'p str) -> &'p str {
        if let Some(comment) = rest.strip_prefix("<!--") {
            return comment.split_once("-->").map_or("", |(_, after)| after);
        }
        let is_tag =
            rest[1..].starts_with(|next: char| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?'));
        if !is_tag {
            self.text("&lt;");
            return &rest[1..];
        }
        let end = tag_end(rest);
        let (tag, after) = (&rest[1..end], rest.get(end + 1..).unwrap_or(""));
        let is_end = tag.starts_with('/');
        let name: String = tag
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .collect::<String>()
            .to_lowercase();
        if name == "br" || BLOCK.contains(&name.as_str()) {
            self.line(name != "br" && name != "td" && name != "li" && name != "tr");
        }
        self.unseen.follow(&name, tag, is_end);
        let Some(name) = telling(&name) else { return after };
        if is_end {
            self.leave(name);
            return after;
        }
        if tag.ends_with('/') {
            return after;
        }
        self.enter(name);
        // Their content is no markup: only their own end tag counts.
        match name {
            "script" | "style" => end_tag(after, name),
            "textarea" => {
                let end = end_tag(after, name);
                self.text(&after[..after.len() - end.len()]);
                end
            }
            _ => after,
        }
    }

    /// Ends the line, or the paragraph.
    fn line(&mut self, is_paragraph: bool) {
        self.blank = false;
        if self.out.is_empty() {
            return;
        }
        let wanted = if is_paragraph { "\n\n" } else { "\n" };
        while !self.out.ends_with(wanted) {
            self.out.push('\n');
        }
    }

    fn finish(self) -> (String, Vec<Span>) {
        let text = self.out.trim_end().to_owned();
        let has_article = self.stretches.iter().any(|(_, _, article)| *article);
        let ends = self.stretches.iter().skip(1).map(|(start, _, _)| *start).chain([text.len()]);
        let mut spans: Vec<Span> = vec![];
        for ((start, chrome, article), end) in self.stretches.iter().zip(ends) {
            let words = text.get(*start..end).unwrap_or("").trim_end();
            if (*chrome || has_article && !article) && !words.is_empty() {
                spans.push(Span::new(*start, start + words.len()));
            }
        }
        (text, spans)
    }
}

/// The name of an element whose being open matters.
fn telling(name: &str) -> Option<&'static str> {
    HIDDEN.into_iter().chain(CHROME).chain(TELLING).find(|telling| *telling == name)
}

/// What begins with the end tag of this element; nothing when there is none.
fn end_tag<'p>(page: &'p str, name: &str) -> &'p str {
    let is_it =
        |tail: &str| tail.get(2..2 + name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name));
    page.match_indices("</").map(|(at, _)| &page[at..]).find(|tail| is_it(tail)).unwrap_or("")
}

/// Where the tag ends, quoted attributes passed over.
fn tag_end(rest: &str) -> usize {
    let mut quote = None;
    for (at, byte) in rest.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at,
            (None, b'"' | b'\'') if rest[..at].ends_with('=') => quote = Some(byte),
            (Some(open), _) if byte == open => quote = None,
            _ => {}
        }
    }
    // A quote that never ends: the first bracket is the best guess.
    rest.find('>').unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(page: &str, text: &str, boilerplate: &[&str]) {
        let record = record("a.html", page);
        assert_eq!(&*record.document.text, text);
        let found: Vec<&str> = record.boilerplate.iter().map(|span| span.of(text)).collect();
        assert_eq!(found, boilerplate);
    }

    #[test]
    fn paragraphs_and_references() {
        check(
            "<p>&ldquo;No,&#8221; <b>he</b>\n said.<p>Yes &amp; <br>no &bogus; 1 < 2",
            "“No,” he said.\n\nYes &\nno &bogus; 1 < 2",
            &[],
        );
    }

    #[test]
    fn chrome_is_kept_and_marked() {
        check(
            "<html><head><title>T</title><script>if (a < b) \"</p>\"</script></head><body><nav>Home | News</nav>\
             <article><header><h1>Rain</h1></header><p>It rains.</p><aside>Read more</aside></article>\
             <footer>© 2024</footer></body></html>",
            "T\n\nHome | News\n\nRain\n\nIt rains.\n\nRead more\n\n© 2024",
            &["T\n\nHome | News", "Read more", "© 2024"],
        );
    }

    #[test]
    fn what_is_not_shown_is_kept_and_marked() {
        check(
            "<p>Yes</p><div hidden><div>Old</div> words</div><p>it<p style='display: none'>was<p class=hidden>so.\
             <noscript>Switch scripts on</noscript><template>{{x}}</template><textarea>a <b> c</textarea><p>End.",
            "Yes\n\nOld\n\nwords\n\nit\n\nwas\n\nso.\n\nSwitch scripts on\n\n{{x}}\n\na <b> c\n\nEnd.",
            &["Old\n\nwords", "was", "Switch scripts on\n\n{{x}}\n\na <b> c"],
        );
    }

    #[test]
    fn broken_markup_is_read_too() {
        check("<p title=\"a>b\">x</b></p><!-- never", "x", &[]);
        check("<p a=\"x>y", "y", &[]);
        check("<", "<", &[]);
    }
}

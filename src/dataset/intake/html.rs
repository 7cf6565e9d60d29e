//! The text of a web page, its chrome marked as boilerplate.
//!
//! Not a browser: tags end words or paragraphs, scripts and styles are left out, and what stands in a `nav`,
//! `header` outside the article, `footer`, `aside`, `form`, `button` …, or is not shown (`hidden`, `template`), is kept
//! but marked. When there is an `article` or `main`, everything outside it is marked.

use crate::dataset::Record;
use crate::text::Document;
use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Token, Tokenizer};

/// What is not shown.
mod unseen;

/// What an element does to the text.
mod writer;
use writer::Writer;

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
    read(page, true, &mut writer);
    let (text, boilerplate) = writer.finish();
    Record { boilerplate, ..Record::bare(Document::new(name, &text)) }
}

/// Reads a page; `has_raw` says that the content of scripts and the like is no markup.
fn read(page: &str, has_raw: bool, writer: &mut Writer) {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(has_raw);
    for token in Tokenizer::new_with_emitter(page, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => writer.start(&tag),
            Token::EndTag(tag) => writer.end(&tag.name),
            Token::String(words) => {
                let words = String::from_utf8_lossy(&words.value);
                // For a browser with scripts it is raw; what stands in it is markup all the same.
                match has_raw && writer.is_in("noscript") {
                    true => read(&words, false, writer),
                    false => writer.text(&words),
                }
            }
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
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
             <noscript>Switch <b>scripts</b> on</noscript><template>{{x}}</template><textarea>a <b> c</textarea><p>End.",
            "Yes\n\nOld\n\nwords\n\nit\n\nwas\n\nso.\n\nSwitch scripts on\n\n{{x}}\n\na <b> c\n\nEnd.",
            &["Old\n\nwords", "was", "Switch scripts on\n\n{{x}}\n\na <b> c"],
        );
    }

    #[test]
    fn references_are_read_as_browsers_read_them() {
        for (raw, expected) in [
            ("&ldquo;No,&#8221;", "“No,”"),
            ("&copy 2024 &amp more", "© 2024 & more"),
            ("&copyright &bogus; &ndash x &", "©right &bogus; &ndash x &"),
            ("&#0;&#x110000;&#146;&#x41 &#;", "\u{FFFD}\u{FFFD}’A &#;"),
            ("&#99999999999999999999;", "\u{FFFD}"),
        ] {
            check(raw, expected, &[]);
        }
    }

    #[test]
    fn broken_markup_is_read_too() {
        check("<p title=\"a>b\">x</b></p><!-- never", "x", &[]);
        check("y<p a=\"x>z", "y", &[]);
        check("<", "<", &[]);
    }
}

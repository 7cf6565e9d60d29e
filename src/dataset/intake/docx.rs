//! The text of a Word document.
//!
//! Office Open XML (ECMA-376): a zip whose part `word/document.xml` has paragraphs `p` of runs with texts `t`, tabs and
//! breaks. Headers, footers, notes and comments are other parts and not read. Deleted words and field codes stand in
//! elements of other names, a second copy for old programs in `Fallback`. Not a validator: names count without their
//! prefix, entities of the document's own are never expanded.

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, Event};

/// The part of the archive that holds the text.
pub const PART: &str = "word/document.xml";

/// Elements whose content is no text of the document: properties (with stops of tabulators), second copies.
const SKIPPED: [&str; 3] = ["pPr", "rPr", "Fallback"];

/// The text of the part, paragraphs apart by an empty line; of a broken one as far as it can be read.
pub fn text(part: &str) -> String {
    let mut reader = Reader::from_str(part);
    let config = reader.config_mut();
    (config.check_end_names, config.allow_unmatched_ends, config.allow_dangling_amp) = (false, true, true);
    let mut writer = Writer::default();
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(tag) => writer.element(tag.local_name().as_ref(), Part::Start),
            Event::Empty(tag) => writer.element(tag.local_name().as_ref(), Part::Whole),
            Event::End(tag) => writer.element(tag.local_name().as_ref(), Part::End),
            Event::Text(words) => writer.words(&words),
            Event::CData(words) => writer.words(&words),
            Event::GeneralRef(reference) => writer.reference(&reference),
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    writer.out.trim_end().to_owned()
}

/// Which part of an element a tag is.
#[derive(Clone, Copy, PartialEq)]
enum Part {
    Start,
    Whole,
    End,
}

#[derive(Default)]
struct Writer {
    out: String,
    /// Inside `t`.
    in_text: bool,
    /// How many skipped elements are open.
    n_skipped: usize,
}

impl Writer {
    fn words(&mut self, words: &str) {
        if self.in_text && self.n_skipped == 0 {
            self.out.push_str(words);
        }
    }

    /// A character by its number or by one of the five names of XML; the document's own names stay as they are.
    fn reference(&mut self, reference: &BytesRef) {
        match (reference.resolve_char_ref(), resolve_predefined_entity(reference)) {
            (Ok(Some(character)), _) => self.words(character.encode_utf8(&mut [0; 4])),
            (_, Some(words)) => self.words(words),
            _ => self.words(&format!("&{};", &**reference)),
        }
    }

    fn element(&mut self, name: &str, part: Part) {
        match name {
            _ if SKIPPED.contains(&name) => match part {
                Part::Start => self.n_skipped += 1,
                Part::End => self.n_skipped = self.n_skipped.saturating_sub(1),
                Part::Whole => {}
            },
            _ if self.n_skipped > 0 => {}
            "t" => self.in_text = part == Part::Start,
            "tab" if part != Part::End => self.out.push('\t'),
            "br" | "cr" if part != Part::End => self.out.push('\n'),
            "noBreakHyphen" if part != Part::End => self.out.push('\u{2011}'),
            "p" if part != Part::Start && !self.out.is_empty() => self.end_paragraph(),
            _ => {}
        }
    }

    /// However many empty paragraphs follow one another, one empty line stands for them.
    fn end_paragraph(&mut self) {
        self.in_text = false;
        while !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(body: &str, expected: &str) {
        assert_eq!(
            text(&format!("<?xml version=\"1.0\"?><w:document><w:body>{body}</w:body></w:document>")),
            expected
        );
    }

    #[test]
    fn paragraphs_runs_tabs_and_breaks() {
        check(
            "<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr><w:r><w:rPr><w:b/></w:rPr>\
             <w:t xml:space=\"preserve\">“No &amp; </w:t></w:r><w:r><w:t>never,” 😀</w:t><w:tab/><w:t>he</w:t>\
             <w:br/><w:t>said</w:t></w:r></w:p><w:p/><w:p></w:p><w:p><w:r><w:t>It rains.</w:t></w:r></w:p>",
            "“No & never,” 😀\the\nsaid\n\nIt rains.",
        );
    }

    #[test]
    fn what_was_deleted_or_stands_twice_is_left_out() {
        check(
            "<w:p><w:del><w:r><w:delText>Old </w:delText></w:r></w:del><w:ins><w:r><w:t>New</w:t></w:r></w:ins>\
             <w:r><w:instrText> PAGE </w:instrText></w:r><mc:AlternateContent><mc:Choice><w:r><w:t> box</w:t></w:r>\
             </mc:Choice><mc:Fallback><w:r><w:t> box</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>",
            "New box",
        );
    }

    #[test]
    fn broken_markup_is_read_as_far_as_it_goes() {
        check("<w:p><w:t>It rains</w:p><w:t", "It rains");
        check("<!-- never <w:t>x</w:t>", "");
        check("<w:t><![CDATA[a < b]]></w:t>&x;", "a < b");
    }
}

//! The text of a Word document.
//!
//! Office Open XML (ECMA-376): a zip whose part `word/document.xml` has paragraphs `p` of runs with texts `t`, tabs and
//! breaks. Headers, footers, notes and comments are other parts and not read. Deleted words and field codes stand in
//! elements of other names, a second copy for old programs in `Fallback`. Not a validator: names count without their
//! prefix, entities of the document's own are never expanded.

use super::html::Characters;

/// The part of the archive that holds the text.
pub const PART: &str = "word/document.xml";

/// Elements whose content is no text of the document: properties (with stops of tabulators), second copies.
const SKIPPED: [&str; 3] = ["pPr", "rPr", "Fallback"];

/// The text of the part, paragraphs apart by an empty line.
pub fn text(part: &str) -> String {
    let mut writer = Writer::default();
    let mut rest = part;
    while let Some(at) = rest.find('<') {
        writer.characters(&rest[..at]);
        rest = writer.markup(&rest[at..]);
    }
    writer.out.trim_end().to_owned()
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
    fn characters(&mut self, raw: &str) {
        if !self.in_text || self.n_skipped > 0 {
            return;
        }
        match raw.contains('&') {
            true => self.out.extend(Characters { rest: raw }),
            false => self.out.push_str(raw),
        }
    }

    /// Takes the tag, comment or other markup at the start of `rest`; gives what follows.
    fn markup<'p>(&mut self, rest: &'p str) -> &'p str {
        if let Some(comment) = rest.strip_prefix("<!--") {
            return comment.split_once("-->").map_or("", |(_, after)| after);
        }
        if let Some(data) = rest.strip_prefix("<![CDATA[") {
            let (data, after) = data.split_once("]]>").unwrap_or((data, ""));
            if self.in_text && self.n_skipped == 0 {
                self.out.push_str(data);
            }
            return after;
        }
        let (tag, after) = rest[1..].split_once('>').unwrap_or((&rest[1..], ""));
        let is_end = tag.starts_with('/');
        let is_empty = tag.ends_with('/');
        let name = tag.trim_matches('/').split_ascii_whitespace().next().unwrap_or("");
        self.element(name.rsplit(':').next().unwrap_or(""), is_end, is_empty);
        after
    }

    fn element(&mut self, name: &str, is_end: bool, is_empty: bool) {
        match name {
            _ if SKIPPED.contains(&name) => match (is_end, is_empty) {
                (true, _) => self.n_skipped = self.n_skipped.saturating_sub(1),
                (false, false) => self.n_skipped += 1,
                (false, true) => {}
            },
            _ if self.n_skipped > 0 => {}
            "t" => self.in_text = !is_end && !is_empty,
            "tab" if !is_end => self.out.push('\t'),
            "br" | "cr" if !is_end => self.out.push('\n'),
            "noBreakHyphen" if !is_end => self.out.push('\u{2011}'),
            "p" if is_end && !self.out.is_empty() => self.end_paragraph(),
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

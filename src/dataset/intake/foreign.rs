//! Which kinds of file are known and not read, so that their markup is not taken for an article.

use super::{IntakeError, has_ending};
use crate::dataset::ImportError;
use serde_json::{Map, Value};

/// Office documents that are archives, and what they are.
pub const OFFICE: [(&str, &str); 5] = [
    (".docx", "a broken Word document"),
    (".odt", "an OpenDocument text"),
    (".xlsx", "a spreadsheet"),
    (".pptx", "a presentation"),
    (".epub", "an e-book"),
];

/// What else is known by its name.
const NAMED: [(&str, &str); 10] = [
    (".rtf", "a rich text document"),
    (".doc", "an old Word document"),
    (".eml", "a mail with its headers"),
    (".mbox", "a mailbox"),
    (".bib", "a bibliography"),
    (".rss", "a feed"),
    (".mht", "a web archive"),
    (".mhtml", "a web archive"),
    (".conll", "a table of tokens"),
    (".conllu", "a table of tokens"),
];

/// Why a text of this name is not taken as an article; nothing when it is one.
pub fn of(name: &str, text: &str) -> Option<IntakeError> {
    let head = text.trim_start_matches(['\u{FEFF}', ' ', '\n', '\r', '\t']);
    if head.starts_with("# global.columns") {
        return Some(one_way("CoNLL-U Plus"));
    }
    if head.starts_with("{\\rtf") {
        return Some(IntakeError::Unread(NAMED[0].1));
    }
    if head.starts_with("<?xml") || has_ending(name, ".xml") && head.starts_with('<') {
        return Some(xml(head));
    }
    let named = NAMED.iter().find(|(ending, _)| has_ending(name, ending));
    named.map(|(_, kind)| IntakeError::Unread(kind))
}

fn one_way(format: &'static str) -> IntakeError {
    ImportError::OneWay(format).into()
}

/// XML by its first element.
fn xml(text: &str) -> IntakeError {
    let elements = text.match_indices('<').map(|(at, _)| &text[at + 1..]);
    let root = elements.take(100).find(|rest| rest.starts_with(|first: char| first.is_alphabetic()));
    let root = root.unwrap_or("").split(|end: char| end.is_whitespace() || end == '>').next().unwrap_or("");
    match root {
        "TEI" | "teiCorpus" => one_way("TEI"),
        "xmi:XMI" | "typeSystemDescription" => one_way("UIMA CAS"),
        "graphml" => one_way("a discourse network"),
        "svg" => IntakeError::Unread("a drawing"),
        "rss" | "feed" => IntakeError::Unread("a feed"),
        _ => IntakeError::Unread("XML of an unknown kind"),
    }
}

/// Which of our own exports that are only written these files are.
pub fn of_archive(files: &[(String, Vec<u8>)]) -> Option<&'static str> {
    let holds = |ending: &str| files.iter().any(|(name, _)| has_ending(name, ending));
    if holds("network.graphml") {
        Some("a discourse network")
    } else if holds("croissant.json") && holds(".parquet") {
        Some("a Hugging Face data set")
    } else if holds(".spacy") {
        Some("a spaCy data set")
    } else if holds("typesystem.xml") && holds(".xmi") {
        Some("UIMA CAS")
    } else {
        None
    }
}

/// Which export that is only written this object of JSON is part of.
pub fn of_json(object: &Map<String, Value>) -> Option<&'static str> {
    let has = |key: &str| object.contains_key(key);
    let is_list = |key: &str| object.get(key).is_some_and(Value::is_array);
    if has("%FEATURE_STRUCTURES") || has("%TYPES") {
        Some("UIMA CAS")
    } else if is_list("spans") && (is_list("tokens") || has("_input_hash") || has("_task_hash")) {
        Some("Prodigy JSONL")
    } else if object.get("spans").is_some_and(Value::is_object) && has("user_data") {
        Some("spaCy JSONL")
    } else if is_list("statements")
        && object["statements"].as_array().into_iter().flatten().any(|it| it["parent"] == -1)
    {
        Some("a Hugging Face data set")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_no_article() {
        for (name, text, expected) in [
            ("a.txt", "“No,” she said.", None),
            ("a.txt", "<b>No</b>", None),
            ("a.conllup", "# global.columns = ID FORM\n", Some("is CoNLL-U Plus, which")),
            ("a.txt", "{\\rtf1\\ansi No.}", Some("is a rich text document, which")),
            ("a.xml", "<?xml version=\"1.0\"?>\n<!-- x -->\n<TEI xmlns=\"x\">", Some("is TEI, which")),
            ("a.xmi", "<?xml version=\"1.0\"?><xmi:XMI>", Some("is UIMA CAS, which")),
            ("a.xml", "<nitf><body>No.</body></nitf>", Some("is XML of an unknown kind, which")),
            ("a.eml", "From: x\n\nNo.", Some("is a mail with its headers, which")),
        ] {
            let found = of(name, text).map(|error| error.to_string());
            assert_eq!(found.is_some(), expected.is_some(), "{name}: {found:?}");
            assert!(found.unwrap_or_default().starts_with(expected.unwrap_or("")), "{name}");
        }
    }
}

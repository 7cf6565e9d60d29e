//! What is wrong with JSON, in the words of those who wrote it rather than of the program that reads it.

use serde_json::error::Category;

/// A sentence's end: "it breaks off in the middle", "“x” stands where a whole number belongs".
pub fn what(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let said = said.split(" at line ").next().unwrap_or_default();
    match error.classify() {
        Category::Data => mismatch(said),
        Category::Eof => "it breaks off in the middle".to_owned(),
        _ if said.contains("recursion limit") => "it is nested too deep".to_owned(),
        _ if said.contains("surrogate") || said.contains("hex escape") => {
            format!("half of a character stands alone at column {}", error.column())
        }
        _ => format!("it is no JSON from column {} on", error.column()),
    }
}

fn mismatch(said: &str) -> String {
    let quoted = |words: &str| words.replace('`', "").trim().to_owned();
    if let Some(key) = said.strip_prefix("missing field ") {
        return format!("it has no “{}”", quoted(key));
    }
    if let Some(key) = said.strip_prefix("duplicate field ") {
        return format!("it has “{}” twice", quoted(key));
    }
    if let Some(rest) = said.strip_prefix("unknown variant ") {
        let (found, others) = rest.split_once(", expected ").unwrap_or((rest, ""));
        let others = quoted(others.trim_start_matches("one of "));
        return format!("“{}” stands where one of these belongs: {others}", quoted(found));
    }
    let body = ["invalid type: ", "invalid value: ", "invalid length "]
        .iter()
        .find_map(|head| said.strip_prefix(head));
    match body.and_then(|body| body.split_once(", expected ")) {
        Some((found, expected)) => {
            format!("{} stands where {} belongs", found_words(found), expected_words(expected))
        }
        None => "it is not in the form that is expected".to_owned(),
    }
}

/// `string "x"`, ``integer `-1` ``, `null`, `map`
fn found_words(found: &str) -> String {
    match found.split_once(' ') {
        _ if found.starts_with(|first: char| first.is_ascii_digit()) => format!("a list of {found}"),
        Some(("string", text)) => format!("the text “{}”", text.trim_matches('"')),
        Some((_, value)) => format!("“{}”", value.trim_matches('`')),
        None if found == "null" => "nothing".to_owned(),
        None if found == "sequence" => "a list".to_owned(),
        None => "an object".to_owned(),
    }
}

fn expected_words(expected: &str) -> &'static str {
    match expected {
        "u8" | "u16" | "u32" | "u64" | "usize" => "a whole number that is not negative",
        "f32" | "f64" => "a number",
        "a boolean" => "true or false",
        "a sequence" => "a list",
        _ if expected.contains("length 2") => "a pair of offsets",
        _ if expected.starts_with("struct") => "an object",
        _ if expected.contains("str") => "a text",
        _ => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Deserialize, Debug)]
    #[allow(dead_code, reason = "only the errors matter")]
    struct Shape {
        id: String,
        number: Option<u8>,
        pairs: Option<Vec<[usize; 2]>>,
        way: Option<crate::annotate::Kind>,
    }

    #[test]
    fn errors_are_said_in_plain_words() {
        for (json, expected) in [
            ("{", "it breaks off in the middle"),
            ("{\"id\" 1}", "it is no JSON from column 7 on"),
            ("{}", "it has no “id”"),
            ("{\"id\":1}", "“1” stands where a text belongs"),
            ("{\"id\":null}", "nothing stands where a text belongs"),
            ("[]", "a list of 0 stands where an object belongs"),
            (
                "{\"id\":\"\",\"number\":\"x\"}",
                "the text “x” stands where a whole number that is not negative belongs",
            ),
            ("{\"id\":\"\",\"number\":-1}", "“-1” stands where a whole number that is not negative belongs"),
            ("{\"id\":\"\",\"pairs\":[[1]]}", "a list of 1 stands where a pair of offsets belongs"),
            ("{\"id\":\"\",\"pairs\":7}", "“7” stands where a list belongs"),
            ("{\"id\":\"\",\"way\":\"x\"}", "“x” stands where one of these belongs: direct, mixed, indirect"),
            ("{\"id\":\"\\ud800\"}", "half of a character stands alone at column 14"),
        ] {
            let error = serde_json::from_str::<Shape>(json).expect_err(json);
            assert_eq!(what(&error), expected, "{json}");
        }
    }
}

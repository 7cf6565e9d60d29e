//! What speaks for a candidate, in a reader's words.

/// The engine's reason as the page shows it; nothing where it would tell a reader nothing.
pub fn shown(reason: &str) -> &str {
    match reason {
        "named last" => "named just before",
        "named second last" => "named shortly before",
        "named last of its gender" => "the last one of that gender",
        "only one of its gender near" => "the only one of that gender near",
        "times named" => "named often",
        "role named, the last such" => "the last one of that role",
        "role may be called so" => "the role may be called so",
        "role of the same kind" => "a role of that kind",
        "first name sounds so" => "the first name sounds so",
        "of its place by the letters" => "the place fits",
        "field agrees" => "the field fits",
        "names of one role" => "the same role",
        "farther" | "named only later" | "has no name" | "named inside a quotation" => "",
        _ if OBSCURE.iter().any(|start| reason.starts_with(start)) => "",
        other => other,
    }
}

/// Beginnings of reasons that only the engine's makers understand, or that speak against a candidate.
const OBSCURE: [&str; 14] = [
    "itself",
    "is ",
    "role unknown",
    "role of another",
    "gender differs",
    "gender unknown",
    "other state",
    "of another place",
    "field differs",
    "field unknown",
    "first name sounds otherwise",
    "named only in",
    "owner of",
    "spoke last, both",
];

#[cfg(test)]
mod tests {
    use super::shown;

    fn check(reason: &str, expected: &str) {
        assert_eq!(shown(reason), expected);
    }

    #[test]
    fn readers_see_what_they_can_understand() {
        check("spoke last", "spoke last");
        check("named last", "named just before");
        check("itself, definite", "");
        check("role of another kind", "");
    }
}

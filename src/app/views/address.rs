//! What the page shows as the part of its address after `#`, so that a view can be kept and shared.

use crate::annotate::StatementId;
use crate::app::{Column, Filter, Model, Shape, Standing, View};
use crate::text::DocumentId;
use form_urlencoded::Serializer;
use std::rc::Rc;

/// Where an address leads.
#[derive(Clone, PartialEq, Debug)]
pub struct Address {
    /// What fills the page.
    pub view: View,
    /// The document in the middle.
    pub document: Option<DocumentId>,
    /// The statement in the inspector.
    pub statement: Option<StatementId>,
    /// Which rows the table shows.
    pub filter: Filter,
    /// In which order.
    pub shape: Shape,
    /// Who is looked at in the list of people.
    pub person: Option<Rc<str>>,
}

/// The address of what `model` shows, without `#`; empty while there is no document.
pub fn of(model: &Model) -> String {
    if model.articles().next().is_none() {
        return String::new();
    }
    let mut pairs = Serializer::new(String::new());
    let mut put = |name: &str, value: Option<&str>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            pairs.append_pair(name, value);
        }
    };
    match model.view {
        View::Desk => {
            put("document", model.open.map(|id| id.to_string()).as_deref());
            put("statement", model.chosen.map(|id| id.0.to_string()).as_deref());
        }
        View::Table => table(&model.filter, &model.shape, &mut put),
        View::People => put("person", model.people.chosen.as_deref()),
        View::Pictures | View::Scheme => {}
    }
    let pairs = pairs.finish();
    let mark = if pairs.is_empty() { "" } else { "?" };
    format!("{}{mark}{pairs}", name(model.view))
}

fn table(filter: &Filter, shape: &Shape, put: &mut impl FnMut(&str, Option<&str>)) {
    put(if filter.is_pattern { "pattern" } else { "text" }, Some(&filter.text));
    put("speaker", filter.speaker.as_deref());
    put("toward", filter.toward.as_deref());
    put("stance", filter.label.as_deref());
    put("status", filter.status.map(Standing::name));
    put("certainty", filter.certainty.map(|step| step.to_string()).as_deref());
    put("day", filter.day.as_deref());
    put("document", filter.document.as_deref());
    let minus = if shape.is_descending { "-" } else { "" };
    put("sort", shape.sort.map(|column| format!("{minus}{}", column.name())).as_deref());
    put("group", shape.group.map(Column::name));
}

/// Where `text` leads; nothing when it is no address of this page.
pub fn read(text: &str) -> Option<Address> {
    let (view, pairs) = text.split_once('?').unwrap_or((text, ""));
    let view = VIEWS.into_iter().find(|other| name(*other) == view)?;
    let pairs: Vec<(String, String)> =
        form_urlencoded::parse(pairs.as_bytes()).map(|(name, value)| (name.into(), value.into())).collect();
    let value = |wanted: &str| {
        pairs
            .iter()
            .find(|(name, value)| name == wanted && !value.is_empty())
            .map(|(_, value)| value.as_str())
    };
    let shared = |wanted: &str| value(wanted).map(Rc::<str>::from);
    let sort = value("sort").unwrap_or("");
    let is_table = view == View::Table;
    Some(Address {
        view,
        document: value("document").filter(|_| !is_table).and_then(|id| id.to_owned().try_into().ok()),
        statement: value("statement").and_then(|id| id.parse().ok()).map(StatementId),
        person: shared("person"),
        filter: Filter {
            text: shared("pattern").or(shared("text")).unwrap_or_default(),
            is_pattern: value("pattern").is_some(),
            speaker: shared("speaker"),
            toward: shared("toward"),
            label: shared("stance"),
            status: value("status").and_then(Standing::named),
            certainty: value("certainty")
                .and_then(|step| step.parse().ok())
                .filter(|step| (1..=3).contains(step)),
            day: shared("day"),
            document: shared("document").filter(|_| is_table),
        },
        shape: Shape {
            sort: Column::named(sort.trim_start_matches('-')),
            is_descending: sort.starts_with('-'),
            group: value("group").and_then(Column::named),
            more: 0,
        },
    })
}

const VIEWS: [View; 5] = [View::Desk, View::Table, View::People, View::Pictures, View::Scheme];

fn name(view: View) -> &'static str {
    match view {
        View::Desk => "article",
        View::Table => "table",
        View::People => "people",
        View::Pictures => "pictures",
        View::Scheme => "scheme",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::Status;
    use crate::app::{Msg, update};

    #[test]
    fn a_table_is_found_again_by_its_address() {
        let mut model = Model::default();
        update(&mut model, Msg::Restored(Box::default()));
        assert_eq!(of(&model), "");
        update(&mut model, Msg::TextPasted("“No & never,” said Zoë.".into()));
        model.view = View::Table;
        model.filter = Filter {
            text: "^a|b &".into(),
            is_pattern: true,
            speaker: Some("Zoë = #1".into()),
            status: Some(Standing::Only(Status::Suggested)),
            certainty: Some(2),
            ..Filter::default()
        };
        model.shape =
            Shape { sort: Some(Column::Date), is_descending: true, group: Some(Column::Speaker), more: 0 };
        let address = read(&of(&model)).expect("the page's own address can be read");
        assert_eq!((address.view, &address.filter, address.shape), (View::Table, &model.filter, model.shape));
    }

    #[test]
    fn statements_that_stand_have_an_address_too() {
        let address = read("table?status=not+rejected").expect("the view is known");
        assert_eq!(address.filter, Filter::standing());
    }

    #[test]
    fn what_is_no_address_leads_nowhere() {
        assert_eq!(read("elsewhere?document=1"), None);
        let odd = read("article?document=zz&statement=-1&sort=x").expect("the view is known");
        assert_eq!((odd.document, odd.statement, odd.shape.sort), (None, None, None));
    }
}

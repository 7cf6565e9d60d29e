//! All statements of the project in a table.

use super::dispatch::{Dispatch, use_dispatch};
use super::name_field::NameField;
use super::signs::{Certainty, Letter, State, text};
use crate::annotate::edit::Field;
use crate::annotate::{Label, Verdict};
use crate::app::views::certainty;
use crate::app::views::table::{STATUSES, TableRow, TableView};
use crate::app::{Filter, Msg};
use crate::web::value;
use std::rc::Rc;
use yew::prelude::*;

/// Props of [`Table`].
#[derive(Properties, PartialEq)]
pub struct TableProps {
    /// What it shows.
    pub view: Rc<TableView>,
}

/// The table.
#[component]
pub fn Table(props: &TableProps) -> Html {
    let dispatch = use_dispatch();
    let view = &props.view;
    html! {
        <main class="table pane" tabindex="-1" aria-label="All statements">
            <form class="table__filters" role="search" onsubmit={Callback::from(|event: SubmitEvent| event.prevent_default())}>
                { filters(&dispatch, view) }
                <output class="table__count">{ format!("{} of {} statements", view.found, view.total) }</output>
            </form>
            if view.ticked > 0 { <Bulk ticked={view.ticked} speakers={view.speakers.clone()} labels={view.labels.clone()} /> }
            <table class="table__grid">
                <thead>
                    <tr>
                        <th scope="col"><input type="checkbox" aria-label="All that fit the filter" checked={view.ticked > 0 && view.ticked >= view.found} onchange={tick_all(&dispatch)} /></th>
                        <th scope="col"><span class="hidden">{ "State" }</span></th>
                        <th scope="col">{ "Speaker" }</th>
                        <th scope="col">{ "Stance" }</th>
                        <th scope="col">{ "Target" }</th>
                        <th scope="col">{ "Statement" }</th>
                        <th scope="col">{ "Certainty" }</th>
                        <th scope="col">{ "Document" }</th>
                    </tr>
                </thead>
                <tbody>{ for view.rows.iter().map(|row| {
                    let key = format!("{}-{}", row.statement.document, row.statement.id.0);
                    html! { <Row {key} row={row.clone()} /> }
                }) }</tbody>
            </table>
            if view.found > view.rows.len() { <p class="pane__empty">{ format!("The first {} are shown; filter to see the others.", view.rows.len()) }</p> }
            if view.found == 0 { <p class="pane__empty">{ "No statement fits the filter." }</p> }
        </main>
    }
}

fn filters(dispatch: &Dispatch, view: &TableView) -> Html {
    let filter = &view.filter;
    let set = |change: fn(&mut Filter, String)| {
        let (dispatch, filter) = (dispatch.clone(), filter.clone());
        move |text: String| {
            let mut next = filter.clone();
            change(&mut next, text);
            dispatch.send(Msg::FilterChanged(next));
        }
    };
    let text = set(|filter, text| filter.text = text.into());
    let oninput = Callback::from(move |event: InputEvent| text(value::text(&event)));
    let select = |label: &'static str,
                  current: String,
                  options: Vec<(String, String)>,
                  change: fn(&mut Filter, String)| {
        let set = set(change);
        let onchange = Callback::from(move |event: Event| set(value::text(&event)));
        let option = |(key, word): &(String, String)| html! { <option value={key.clone()} selected={*key == current}>{ word }</option> };
        html! {
            <label class="table__filter">{ label }
                <select {onchange}><option value="" selected={current.is_empty()}>{ "any" }</option>{ for options.iter().map(option) }</select>
            </label>
        }
    };
    let pair = |text: &str| (text.to_owned(), text.to_owned());
    html! {
        <>
            <label class="table__filter">{ "Text" }
                <input id="table-search" type="search" value={AttrValue::from(filter.text.clone())} {oninput} />
            </label>
            { select("Speaker", filter.speaker.as_deref().unwrap_or("").into(), view.speakers.iter().map(|name| pair(name)).collect(),
                |filter, text| filter.speaker = (!text.is_empty()).then(|| text.into())) }
            { select("Stance", filter.label.as_deref().unwrap_or("").into(), view.labels.iter().map(|(key, word)| (key.to_string(), word.to_string())).collect(),
                |filter, text| filter.label = (!text.is_empty()).then(|| text.into())) }
            { select("Status", filter.status.map_or("", |status| status.name()).into(), STATUSES.iter().map(|status| pair(status.name())).collect(),
                |filter, text| filter.status = STATUSES.into_iter().find(|status| status.name() == text)) }
            { select("Certainty", filter.certainty.map_or(String::new(), |step| step.to_string()), (1..=3).map(|step: u8| (step.to_string(), certainty::word(step).to_owned())).collect(),
                |filter, text| filter.certainty = text.parse().ok()) }
        </>
    }
}

fn tick_all(dispatch: &Dispatch) -> Callback<Event> {
    let dispatch = dispatch.clone();
    Callback::from(move |event: Event| dispatch.send(Msg::AllTicked(value::checked(&event))))
}

#[derive(Properties, PartialEq)]
struct BulkProps {
    ticked: usize,
    speakers: Vec<Rc<str>>,
    labels: Vec<(Rc<str>, Rc<str>)>,
}

/// What can be done to all ticked statements, each as one change.
#[component]
fn Bulk(props: &BulkProps) -> Html {
    let dispatch = use_dispatch();
    let verdict = |word: &'static str, verdict: Verdict| {
        html! { <button type="button" class="button button--small" onclick={dispatch.on(Msg::BulkVerdict(verdict))}>{ word }</button> }
    };
    let onchange = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: Event| {
            let label = value::text(&event);
            if !label.is_empty() {
                dispatch.send(Msg::BulkField(Field::Label(Label::new(&label))));
            }
        })
    };
    let on_choose = {
        let dispatch = dispatch.clone();
        Callback::from(move |name: Rc<str>| {
            if !name.is_empty() {
                dispatch.send(Msg::BulkField(Field::SpeakerName(Some(name))));
            }
        })
    };
    let known = Rc::new(props.speakers.clone());
    let option =
        |(key, word): &(Rc<str>, Rc<str>)| html! { <option value={key.to_string()}>{ text(word) }</option> };
    html! {
        <div class="bulk" role="toolbar" aria-label="Ticked statements">
            <span class="bulk__count">{ format!("{} ticked", props.ticked) }</span>
            { verdict("confirm", Verdict::Confirmed) }
            { verdict("reject", Verdict::Rejected) }
            { verdict("reopen", Verdict::Open) }
            <label class="bulk__field">{ "Stance" }<select {onchange}><option value="" selected=true>{ "–" }</option>{ for props.labels.iter().map(option) }</select></label>
            <NameField id="bulk-speaker" label="Speaker" value={None::<Rc<str>>} {known} shortcut="" {on_choose} />
            <button type="button" class="link" onclick={dispatch.on(Msg::AllTicked(false))}>{ "untick all" }</button>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct RowProps {
    row: Rc<TableRow>,
}

#[component]
fn Row(props: &RowProps) -> Html {
    let dispatch = use_dispatch();
    let row = &props.row.statement;
    let tick = {
        let (dispatch, document, id) = (dispatch.clone(), row.document, row.id);
        Callback::from(move |event: Event| {
            dispatch.send(Msg::RowTicked(document, id, value::checked(&event)))
        })
    };
    html! {
        <tr class={classes!("table__row", format!("is-{}", row.status.name()))}>
            <td><input type="checkbox" aria-label={format!("Statement {}", row.number)} checked={props.row.is_ticked} onchange={tick} /></td>
            <td><State status={row.status} is_reviewed={row.is_reviewed} /><span class="hidden">{ row.status.name() }</span></td>
            <td class="table__speaker">{ text(&row.speaker) }</td>
            <td class="table__stance"><Letter letter={row.letter} act={row.act.clone()} />{ text(&row.stance) }</td>
            <td class="table__target">{ row.target.as_deref().unwrap_or("").to_owned() }</td>
            <td>
                <button type="button" class="table__open" dir="auto" onclick={dispatch.on(Msg::PlaceChosen(row.document, row.id))}>{ text(&row.excerpt) }</button>
            </td>
            <td><Certainty step={row.certainty} /><span class="hidden">{ certainty::word(row.certainty) }</span></td>
            <td class="table__document">{ text(&props.row.document) }</td>
        </tr>
    }
}

//! All statements of the project in a table.

use super::dispatch::{Dispatch, use_dispatch};
use super::name_field::NameField;
use super::signs::{self, text};
use crate::annotate::edit::Field;
use crate::annotate::{Label, Verdict};
use crate::app::views::certainty;
use crate::app::views::table::{TableRow, TableView};
use crate::app::{Column, Filter, Msg, Shape, Standing};
use crate::web::value;
use std::rc::Rc;
use yew::prelude::*;

/// The table.
pub fn table(dispatch: &Dispatch, view: &TableView, known: &Rc<Vec<Rc<str>>>) -> Html {
    let is_empty = view.found == 0 && !view.is_searching;
    html! {
        <main key="table" class="table pane" tabindex="-1" aria-label="All statements">
            <form class="table__filters" role="search" onsubmit={Callback::from(|event: SubmitEvent| event.prevent_default())}>
                { filters(dispatch, view) }
                <output class="table__count">{ format!("{} of {} statements", view.found, view.total) }</output>
            </form>
            if view.ticked > 0 { { bulk(dispatch, view, known) } }
            if let Some(problem) = &view.problem { <p class="table__problem" role="alert">{ text(problem) }</p> }
            <div class="table__frame" hidden={is_empty}>
                <table class="table__grid">
                    <thead>{ heads(dispatch, view) }</thead>
                    <tbody>{ for view.rows.iter().map(|row| {
                        let key = format!("{}-{}", row.statement.document, row.statement.id.0);
                        html! { <Row {key} row={row.clone()} /> }
                    }) }</tbody>
                </table>
            </div>
            if view.found > view.rows.len() {
                <p class="more"><button type="button" class="button" onclick={dispatch.on(Msg::ShapeChanged(Shape { more: view.shape.more + 1, ..view.shape }))}>{ format!("Show more of the {} others", view.found - view.rows.len()) }</button></p>
            }
            if is_empty && view.problem.is_none() { <p class="pane__empty">{ "No statement fits the filter." }</p> }
        </main>
    }
}

/// Headings that sort: once upwards, again downwards, a third time not at all.
fn heads(dispatch: &Dispatch, view: &TableView) -> Html {
    let head = |column: Column| {
        let sort = match (view.shape.sort == Some(column), view.shape.is_descending) {
            (false, _) => "none",
            (true, false) => "ascending",
            (true, true) => "descending",
        };
        let onclick = dispatch.on(Msg::ShapeChanged(view.shape.sorted_by(column)));
        html! {
            <th scope="col" aria-sort={sort}><button type="button" class="table__sort" {onclick}>{ column.name() }<span class="table__arrow" aria-hidden="true">{ match sort { "ascending" => "↑", "descending" => "↓", _ => "" } }</span></button></th>
        }
    };
    html! {
        <tr>
            <th scope="col"><input type="checkbox" aria-label="All that fit the filter" checked={view.ticked > 0 && view.ticked >= view.found} onchange={tick_all(dispatch)} /></th>
            { for Column::ALL.into_iter().map(head) }
        </tr>
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
    let pattern = {
        let (dispatch, filter) = (dispatch.clone(), filter.clone());
        Callback::from(move |event: Event| {
            let next = Filter { is_pattern: value::checked(&event), ..filter.clone() };
            dispatch.send(Msg::FilterChanged(next));
        })
    };
    let group = {
        let (dispatch, shape) = (dispatch.clone(), view.shape);
        Callback::from(move |event: Event| {
            let group = Column::named(&value::text(&event));
            dispatch.send(Msg::ShapeChanged(Shape { group, more: 0, ..shape }));
        })
    };
    let column = |column: Column| html! { <option value={column.name()} selected={view.shape.group == Some(column)}>{ column.name() }</option> };
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
                <input id="table-search" type="search" value={AttrValue::from(filter.text.clone())} aria-invalid={view.problem.is_some().to_string()} {oninput} />
            </label>
            <label class="table__tick table__fold"><input type="checkbox" />{ folded(filter, view.shape) }</label>
            <label class="table__tick"><input type="checkbox" checked={filter.is_pattern} onchange={pattern} />{ "as a pattern" }</label>
            { select("Speaker", filter.speaker.as_deref().unwrap_or("").into(), view.speakers.iter().map(|name| pair(name)).collect(),
                |filter, text| filter.speaker = (!text.is_empty()).then(|| text.into())) }
            { select("Stance", filter.label.as_deref().unwrap_or("").into(), view.labels.iter().map(|(key, word)| (key.to_string(), word.to_string())).collect(),
                |filter, text| filter.label = (!text.is_empty()).then(|| text.into())) }
            { select("Status", filter.status.map_or("", Standing::name).into(), Standing::all().map(Standing::name).map(pair).collect(),
                |filter, text| filter.status = Standing::named(&text)) }
            { select("Certainty", filter.certainty.map_or(String::new(), |step| step.to_string()), (1..=3).map(|step: u8| (step.to_string(), certainty::word(step).to_owned())).collect(),
                |filter, text| filter.certainty = text.parse().ok()) }
            <label class="table__filter">{ "Group by" }
                <select onchange={group}><option value="" selected={view.shape.group.is_none()}>{ "nothing" }</option>{ for Column::GROUPS.into_iter().map(column) }</select>
            </label>
            { narrowed(dispatch, filter) }
        </>
    }
}

/// What a picture or an address narrowed the table to, each with a way out, and the way out of all of it.
fn narrowed(dispatch: &Dispatch, filter: &Filter) -> Html {
    let part = |word: &'static str, value: &Option<Rc<str>>, without: Filter| match value {
        Some(value) => html! {
            <button type="button" class="button button--small" aria-label={format!("Not only {word} {value}")} onclick={dispatch.on(Msg::FilterChanged(without))}>{ format!("{word} {value} ×") }</button>
        },
        None => Html::default(),
    };
    html! {
        <>
            { part("toward", &filter.toward, Filter { toward: None, ..filter.clone() }) }
            { part("published", &filter.day, Filter { day: None, ..filter.clone() }) }
            { part("in", &filter.document, Filter { document: None, ..filter.clone() }) }
            if *filter != Filter::default() { <button type="button" class="link" onclick={dispatch.on(Msg::FilterChanged(Filter::default()))}>{ "no filter" }</button> }
        </>
    }
}

/// What the fold of a narrow screen says: how many of the filters behind it are set.
fn folded(filter: &Filter, shape: Shape) -> String {
    let set = [filter.speaker.is_some(), filter.label.is_some(), filter.status.is_some()]
        .into_iter()
        .chain([filter.certainty.is_some(), filter.is_pattern, shape.group.is_some()]);
    match set.filter(|is_set| *is_set).count() {
        0 => "more filters".into(),
        n_set => format!("more filters, {n_set} set"),
    }
}

fn tick_all(dispatch: &Dispatch) -> Callback<Event> {
    let dispatch = dispatch.clone();
    Callback::from(move |event: Event| dispatch.send(Msg::AllTicked(value::checked(&event))))
}

/// What can be done to all ticked statements, each as one change.
fn bulk(dispatch: &Dispatch, view: &TableView, known: &Rc<Vec<Rc<str>>>) -> Html {
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
    let name = |field: fn(Option<Rc<str>>) -> Field| {
        let dispatch = dispatch.clone();
        Callback::from(move |name: Rc<str>| {
            if !name.is_empty() {
                dispatch.send(Msg::BulkField(field(Some(name))));
            }
        })
    };
    let option =
        |(key, word): &(Rc<str>, Rc<str>)| html! { <option value={key.to_string()}>{ text(word) }</option> };
    html! {
        <div class="bulk" role="toolbar" aria-label="Ticked statements">
            <span class="bulk__count">{ format!("{} ticked", view.ticked) }</span>
            { verdict("confirm", Verdict::Confirmed) }
            { verdict("reject", Verdict::Rejected) }
            <label class="table__tick table__fold"><input type="checkbox" />{ "more" }</label>
            { verdict("reopen", Verdict::Open) }
            <label class="bulk__field">{ "Stance" }<select {onchange}><option value="" selected=true>{ "–" }</option>{ for view.labels.iter().map(option) }</select></label>
            <NameField id="bulk-speaker" label="Speaker" value={None::<Rc<str>>} known={known.clone()} on_choose={name(Field::SpeakerName)} />
            <NameField id="bulk-target" label="Target" value={None::<Rc<str>>} known={known.clone()} on_choose={name(Field::TargetName)} />
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
        Callback::from(move |event: MouseEvent| {
            // With Shift, all from the one before: Shift and the space bar come as such a press too.
            dispatch.send(Msg::RowTicked(document, id, value::checked(&event), event.shift_key()))
        })
    };
    let heading = props.row.heading.as_ref().map(|(word, size)| {
        html! { <tr class="table__group"><th colspan="9" scope="rowgroup">{ text(word) }<span class="table__size">{ size }</span></th></tr> }
    });
    html! {
        <>
        { heading.unwrap_or_default() }
        <tr class={classes!("table__row", format!("is-{}", row.status.name()))}>
            <td><input type="checkbox" aria-label={format!("Statement {}", row.number)} checked={props.row.is_ticked} onclick={tick} /></td>
            <td class="table__status">{ signs::state(row.status, row.is_reviewed) }{ row.status.name() }</td>
            <td class="table__speaker">{ text(&row.speaker) }</td>
            <td class="table__stance">{ signs::letter(row.letter, &row.act) }{ text(&row.stance) }</td>
            <td class="table__target" data-column={Column::Target.name()}>{ row.target.as_deref().unwrap_or("").to_owned() }</td>
            <td>
                <button type="button" class="table__open" dir="auto" onclick={dispatch.on(Msg::PlaceChosen(row.document, row.id))}>{ text(&row.excerpt) }</button>
            </td>
            <td class="table__certainty" data-column={Column::Certainty.name()}>{ signs::bars(row.certainty) }{ certainty::word(row.certainty) }</td>
            <td class="table__document" data-column={Column::Document.name()}>{ text(&props.row.document) }</td>
            <td class="table__date" data-column={Column::Date.name()}>{ text(&props.row.day) }</td>
        </tr>
        </>
    }
}

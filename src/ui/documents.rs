//! The list of documents.

use super::dispatch::{quietly, use_dispatch};
use super::signs::text;
use crate::app::Msg;
use crate::app::keys::Command;
use crate::app::views::documents::{Arrangement, DocumentRow, DocumentState, PAGE, arranged, drawn};
use crate::web::value;
use std::rc::Rc;
use yew::prelude::*;

/// So many documents are found at a glance.
const FEW: usize = 6;

/// Props of [`Documents`].
#[derive(Properties, PartialEq)]
pub struct DocumentsProps {
    /// The documents in order.
    pub rows: Rc<Vec<Rc<DocumentRow>>>,
}

/// The list.
#[component]
pub fn Documents(props: &DocumentsProps) -> Html {
    let dispatch = use_dispatch();
    let word = use_state_eq(String::new);
    let arrangement = use_state_eq(Arrangement::default);
    // Pages drawn before and after that of the open document, for which they were asked.
    let open = props.rows.iter().find(|row| row.is_open).map(|row| row.id);
    let more = use_state_eq(|| (open, (0, 0)));
    let (before, after) = if more.0 == open { more.1 } else { (0, 0) };
    let rows = arranged(&props.rows, &word, *arrangement);
    let drawn = drawn(&rows, (before, after));
    let page = |place: &str, hidden: usize, wanted: (usize, usize)| {
        let more = more.clone();
        let onclick = Callback::from(move |_: MouseEvent| more.set((open, wanted)));
        html! {
            if hidden > 0 {
                <button type="button" class="button button--quiet documents__more" onmousedown={quietly()} {onclick}>
                    { format!("{} of {hidden} {place}", hidden.min(PAGE)) }
                </button>
            }
        }
    };
    let oninput = {
        let word = word.clone();
        Callback::from(move |event: InputEvent| word.set(value::text(&event)))
    };
    let onchange = {
        let arrangement = arrangement.clone();
        Callback::from(move |event: Event| {
            let chosen = Arrangement::ALL.into_iter().find(|(_, words)| *words == value::text(&event));
            arrangement.set(chosen.map_or(Arrangement::Arrival, |(arrangement, _)| arrangement));
        })
    };
    let order = |(other, words): (Arrangement, &'static str)| {
        html! { <option value={words} selected={*arrangement == other}>{ words }</option> }
    };
    html! {
        <nav class="documents pane" aria-label="Documents">
            <h2 class="pane__title">{ "Documents" }<span class="pane__count">{ props.rows.len() }</span></h2>
            if props.rows.len() > FEW {
                <div class="documents__find">
                    <input class="documents__word" type="search" aria-label="Find a document" placeholder="find" value={(*word).clone()} {oninput} />
                    <select class="documents__word" aria-label="Order of the documents" {onchange}>{ for Arrangement::ALL.into_iter().map(order) }</select>
                </div>
            }
            if rows.is_empty() { <p class="pane__empty">{ "No document of that name." }</p> }
            <div class="documents__list">
                { page("before", drawn.start, (before + 1, after)) }
                <ul>{ for rows[drawn.clone()].iter().map(|view| html! { <Row key={view.key.clone()} view={view.clone()} /> }) }</ul>
                { page("more", rows.len() - drawn.end, (before, after + 1)) }
            </div>
            <div class="documents__open">
                <button type="button" class="button button--quiet" onmousedown={quietly()} onclick={dispatch.ask(Command::OpenFiles)}>{ "Open files" }</button>
                <button type="button" class="button button--quiet" onmousedown={quietly()} onclick={dispatch.ask(Command::OpenFolder)}>{ "Folder" }</button>
                <button type="button" class="button button--quiet" onmousedown={quietly()} onclick={dispatch.ask(Command::Paste)}>{ "Paste" }</button>
            </div>
        </nav>
    }
}

#[derive(Properties, PartialEq)]
struct RowProps {
    view: Rc<DocumentRow>,
}

/// One document: a component, for most of them stay as they are.
#[component]
fn Row(props: &RowProps) -> Html {
    let (dispatch, row) = (use_dispatch(), &props.view);
    let sign = match row.state {
        DocumentState::Returning | DocumentState::Waiting => "…",
        DocumentState::Unanalyzed => "–",
        DocumentState::Fresh => "○",
        DocumentState::Started => "◐",
        DocumentState::Done => "●",
    };
    let share = (row.reviewed * 10).checked_div(row.total).unwrap_or(0);
    html! {
        <li class={classes!("document", row.is_open.then_some("is-open"))} data-document={AttrValue::from(row.key.clone())}>
            <button type="button" class="document__choose" aria-current={row.is_open.then_some("true")} title={row.name.clone()}
                onmousedown={quietly()} onclick={dispatch.on(Msg::DocumentChosen(row.id))}>
                <span class={classes!("document__state", row.state.name())} aria-hidden="true">{ sign }</span>
                <span class="document__name">{ text(&row.name) }</span>
                if !row.folder.is_empty() { <span class="document__folder">{ text(&row.folder) }</span> }
                <span class="document__counts">{ row.counts() }</span>
                <span class="document__bar" data-share={share.to_string()} aria-hidden="true" />
            </button>
            <button type="button" class="document__close" aria-label={format!("Close {}", row.name)} title="Close"
                onmousedown={quietly()} onclick={dispatch.on(Msg::DocumentClosed(row.id))}>{ "×" }</button>
        </li>
    }
}

//! Files that wait for a word: what they bring, what cannot be taken, which column holds the texts.

use super::dispatch::Dispatch;
use super::signs::text;
use crate::app::Msg;
use crate::app::views::incoming::{IncomingFile, IncomingView};
use crate::web::value;
use yew::prelude::*;

/// The files.
pub fn incoming(dispatch: &Dispatch, view: &IncomingView) -> Html {
    let take = match view.n_documents {
        1 => "Take in 1 document".to_owned(),
        n => format!("Take in {n} documents"),
    };
    html! {
        <>
            <ul class="incoming">{ for view.files.iter().enumerate().map(|(place, row)| file(dispatch, place, row)) }</ul>
            <p class="dialog__buttons">
                if view.n_documents > 0 {
                    <button type="button" class="button button--main" data-focus="true" onclick={dispatch.on(Msg::IncomingSettled(true))}>{ take }</button>
                }
                <button type="button" class="button" data-focus={(view.n_documents == 0).then_some("true")} onclick={dispatch.on(Msg::IncomingSettled(false))}>{ "Leave them" }</button>
            </p>
        </>
    }
}

fn file(dispatch: &Dispatch, place: usize, row: &IncomingFile) -> Html {
    let dispatch = dispatch.clone();
    let onchange = Callback::from(move |event: Event| {
        dispatch.send(Msg::ColumnChosen(place, value::text(&event).into()))
    });
    let option = |column: &std::rc::Rc<str>| {
        html! { <option value={AttrValue::from(column.clone())} selected={row.column.as_ref() == Some(column)}>{ text(column) }</option> }
    };
    html! {
        <li class="incoming__file">
            <h3 class="incoming__name">{ text(&row.name) }</h3>
            <p>{ text(&row.brings) }</p>
            if !row.columns.is_empty() {
                <label class="incoming__column">{ "Texts stand in " }
                    <select {onchange}>
                        if row.column.is_none() { <option value="" selected=true disabled=true>{ "choose …" }</option> }
                        { for row.columns.iter().map(option) }
                    </select>
                </label>
            }
            if !row.remarks.is_empty() {
                <ul class="incoming__remarks">{ for row.remarks.iter().map(|remark| html! { <li>{ text(remark) }</li> }) }</ul>
            }
        </li>
    }
}

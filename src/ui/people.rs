//! Everybody who speaks, is addressed or meant, with a field to rename or merge.

use super::dispatch::use_dispatch;
use super::name_field::NameField;
use super::signs::{Letter, text};
use crate::app::keys::Command;
use crate::app::views::people::PersonRow;
use crate::app::{Filter, Msg};
use std::rc::Rc;
use yew::prelude::*;

/// Props of [`People`].
#[derive(Properties, PartialEq)]
pub struct PeopleProps {
    /// Who speaks most first.
    pub rows: Vec<Rc<PersonRow>>,
}

/// The list.
#[component]
pub fn People(props: &PeopleProps) -> Html {
    let known: Rc<Vec<Rc<str>>> =
        use_memo(props.rows.clone(), |rows| rows.iter().map(|row| row.name.clone()).collect());
    let row = |(number, row): (usize, &Rc<PersonRow>)| {
        let key = row.name.to_string();
        html! { <Row {key} {number} row={row.clone()} known={known.clone()} /> }
    };
    html! {
        <main class="people pane" tabindex="-1" aria-label="People">
            <p class="people__hint">{ "Give a person another name to rename them everywhere; the name of somebody else merges the two. Undo takes it back." }</p>
            <table class="table__grid">
                <thead><tr>
                    <th scope="col">{ "Name" }</th><th scope="col">{ "Who" }</th><th scope="col">{ "Speaks" }</th>
                    <th scope="col">{ "Stances" }</th><th scope="col">{ "Target" }</th><th scope="col">{ "Relays" }</th>
                </tr></thead>
                <tbody>{ for props.rows.iter().enumerate().map(row) }</tbody>
            </table>
            if props.rows.is_empty() { <p class="pane__empty">{ "Nobody yet." }</p> }
        </main>
    }
}

#[derive(Properties, PartialEq)]
struct RowProps {
    row: Rc<PersonRow>,
    number: usize,
    known: Rc<Vec<Rc<str>>>,
}

#[component]
fn Row(props: &RowProps) -> Html {
    let dispatch = use_dispatch();
    let row = &props.row;
    let on_choose = {
        let (dispatch, from) = (dispatch.clone(), row.name.clone());
        Callback::from(move |to: Rc<str>| dispatch.send(Msg::PersonRenamed(from.clone(), to)))
    };
    let show = {
        let (dispatch, name) = (dispatch.clone(), row.name.clone());
        Callback::from(move |_: MouseEvent| {
            dispatch.send(Msg::FilterChanged(Filter { speaker: Some(name.clone()), ..Filter::default() }));
            dispatch.send(Msg::Asked(Command::ShowTable));
        })
    };
    let id = format!("person-{}", props.number);
    let stance = |(letter, word, act, count): &(char, Rc<str>, Rc<str>, usize)| {
        html! { <span class="people__stance" title={format!("{word}: {count}")}><Letter letter={*letter} act={act.clone()} />{ count }</span> }
    };
    html! {
        <tr>
            <td><NameField {id} label="Name" value={Some(row.name.clone())} known={props.known.clone()} shortcut="" {on_choose} /></td>
            <td class="people__about">{ text(&row.about) }</td>
            <td>if row.speaks > 0 { <button type="button" class="link" onclick={show}>{ row.speaks }</button> }</td>
            <td class="people__stances">{ for row.stances.iter().map(stance) }</td>
            <td>if row.is_target > 0 { { row.is_target } }</td>
            <td>if row.relays > 0 { { row.relays } }</td>
        </tr>
    }
}

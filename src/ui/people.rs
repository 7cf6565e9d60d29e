//! Everybody who speaks, is addressed or meant: the list, and one of them with what is known and said.

use super::dispatch::{Dispatch, use_dispatch};
use super::name_field::NameField;
use super::signs::{self, text};
use super::typed_field::TypedField;
use crate::annotate::analysis::PersonSort;
use crate::annotate::scheme::HUES;
use crate::app::keys::Command;
use crate::app::views::people::{PeopleView, PersonRow, PersonView};
use crate::app::views::statements::StatementRow;
use crate::app::{Filter, Msg, PersonField, count};
use crate::web::value;
use std::rc::Rc;
use yew::prelude::*;

/// Props of [`People`].
#[derive(Properties, PartialEq)]
pub struct PeopleProps {
    /// What it shows.
    pub view: Rc<PeopleView>,
    /// Every name, for typing.
    pub known: Rc<Vec<Rc<str>>>,
}

/// The list, with somebody beside it.
#[component]
pub fn People(props: &PeopleProps) -> Html {
    let dispatch = use_dispatch();
    let view = &props.view;
    let chosen = view.chosen.as_ref().map(|person| person.row.entry.name.clone());
    let row = |row: &Rc<PersonRow>| self::row(&dispatch, row, chosen.as_ref() == Some(&row.entry.name));
    html! {
        <main key="people" class="people pane" tabindex="-1" aria-label="People">
            { tools(&dispatch, view) }
            <div class={classes!("people__body", view.chosen.is_some().then_some("has-person"))}>
                <div class="table__frame">
                    <table class="table__grid">
                        <thead><tr>
                            <th scope="col">{ "Name" }</th><th scope="col">{ "Who" }</th><th scope="col">{ "Speaks" }</th>
                            <th scope="col">{ "Stances" }</th><th scope="col">{ "Target" }</th><th scope="col">{ "Addressee" }</th><th scope="col">{ "Relays" }</th>
                        </tr></thead>
                        <tbody>{ for view.rows.iter().map(row) }</tbody>
                    </table>
                    if view.found > view.rows.len() {
                        <p class="more"><button type="button" class="button" onclick={dispatch.on(Msg::MorePeople)}>{ format!("Show more of the {} others", view.found - view.rows.len()) }</button></p>
                    }
                    if view.total == 0 { <p class="pane__empty">{ "Nobody yet: people come with the first statement, or from a CSV file." }</p> }
                    if view.total > 0 && view.found == 0 { <p class="pane__empty">{ "Nobody of that name." }</p> }
                </div>
                if let Some(person) = &view.chosen { { self::person(&dispatch, person, &props.known) } }
            </div>
        </main>
    }
}

fn tools(dispatch: &Dispatch, view: &PeopleView) -> Html {
    let oninput = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: InputEvent| dispatch.send(Msg::PeopleQuery(value::text(&event).into())))
    };
    html! {
        <form class="table__filters" role="search" onsubmit={Callback::from(|event: SubmitEvent| event.prevent_default())}>
            <label class="table__filter">{ "Find" }<input id="people-search" type="search" value={AttrValue::from(view.query.clone())} {oninput} /></label>
            <button type="button" class="button" onclick={dispatch.ask(Command::OpenPeople)}>{ "Load a CSV file" }</button>
            <button type="button" class="button" onclick={dispatch.on(Msg::PeopleWanted)}>{ "Save as CSV" }</button>
            <output class="table__count">{ format!("{} of {} people", view.found, view.total) }</output>
        </form>
    }
}

fn row(dispatch: &Dispatch, row: &PersonRow, is_chosen: bool) -> Html {
    let entry = &row.entry;
    let name = &entry.name;
    let next = (!is_chosen).then(|| name.clone());
    let spoken = Filter { speaker: Some(name.clone()), ..Filter::standing() };
    let toward = Filter { toward: Some(name.clone()), ..Filter::standing() };
    let count = |count: usize, what: &str, filter: &Filter| match count {
        0 => Html::default(),
        _ => {
            html! { <button type="button" class="link" aria-label={format!("{}: {what} {name}", self::count(count, "statement"))} onclick={dispatch.on(Msg::TableWanted(filter.clone()))}>{ count }</button> }
        }
    };
    let stance = |(letter, word, act, count): &(char, Rc<str>, Rc<str>, usize)| {
        html! { <span class="people__stance" title={format!("{word}: {count}")}>{ signs::letter(*letter, act) }<span class="hidden">{ text(word) }</span>{ count }</span> }
    };
    let about: Vec<&str> = [&entry.role, &entry.affiliation]
        .into_iter()
        .map(|part| &**part)
        .filter(|part| !part.is_empty())
        .collect();
    html! {
        <tr key={name.to_string()} class={classes!("table__row", is_chosen.then_some("is-chosen"))}>
            <td>
                <button type="button" class="people__name" aria-expanded={is_chosen.to_string()} onclick={dispatch.on(Msg::PersonChosen(next))}>
                    <span class="people__colour" data-act={AttrValue::from(entry.colour.clone())} hidden={entry.colour.is_empty()} aria-hidden="true" />
                    <span dir="auto">{ text(name) }</span>
                </button>
            </td>
            <td class="people__about">{ about.join(", ") }</td>
            <td data-column="speaks">{ count(row.speaks, "by", &spoken) }</td>
            <td class="people__stances">{ for row.stances.iter().take(6).map(stance) }</td>
            <td data-column="target">{ count(row.is_target, "toward", &toward) }</td>
            <td data-column="addressee">{ count(row.is_addressee, "said to", &toward) }</td>
            <td data-column="relays">if row.relays > 0 { { row.relays } }</td>
        </tr>
    }
}

/// What is known of somebody, and their statements, some of which may be somebody else's.
fn person(dispatch: &Dispatch, person: &PersonView, known: &Rc<Vec<Rc<str>>>) -> Html {
    let entry = &person.row.entry;
    let name = &entry.name;
    let rename = {
        let (dispatch, from) = (dispatch.clone(), name.clone());
        Callback::from(move |to: Rc<str>| dispatch.send(Msg::PersonRenamed(from.clone(), to)))
    };
    let set = |field: PersonField| {
        let (dispatch, name) = (dispatch.clone(), name.clone());
        Callback::from(move |event: Event| {
            dispatch.send(Msg::PersonField(name.clone(), field, value::text(&event).into()));
        })
    };
    let line = |word: &'static str, hint: &'static str, field: PersonField, value: &Rc<str>| {
        html! {
            <label class="people__field">{ word }<TypedField class="name-field__input" placeholder={hint} value={text(value)} onchange={set(field)} /></label>
        }
    };
    let sort = |sort: PersonSort| html! { <option value={sort.name()} selected={entry.sort == sort}>{ sort.name() }</option> };
    let hue = |hue: &&'static str| html! { <option value={*hue} selected={*entry.colour == **hue}>{ super::scheme::hue_name(hue) }</option> };
    let aliases = entry.aliases.join("\n");
    html! {
        <section class="people__person" key={name.to_string()} aria-label={format!("Person {name}")}>
            <header class="people__head">
                <h2 class="people__title" dir="auto">{ text(name) }</h2>
                <button type="button" class="tool" aria-label="Close" onclick={dispatch.on(Msg::PersonChosen(None))}>{ "×" }</button>
            </header>
            <NameField id="person-name" label="Name" value={Some(name.clone())} known={known.clone()} completes={false} on_choose={rename} />
            <p class="people__hint">{ "Another name renames them everywhere; the name of somebody else makes the two one." }</p>
            <label class="people__field">{ "Sort" }<select class="name-field__input" onchange={set(PersonField::Sort)}>{ for PersonSort::ALL.into_iter().map(sort) }</select></label>
            { line("Role", "", PersonField::Role, &entry.role) }
            { line("Affiliation", "", PersonField::Affiliation, &entry.affiliation) }
            { line("Identifier", "such as a Wikidata id", PersonField::Identifier, &entry.identifier) }
            <label class="people__field">{ "Colour" }<select class="name-field__input" onchange={set(PersonField::Colour)}><option value="" selected={entry.colour.is_empty()}>{ "none" }</option>{ for HUES.iter().map(hue) }</select></label>
            <label class="people__field">{ "Other forms" }<TypedField class="name-field__input" rows=2 placeholder="one a line" value={aliases} onchange={set(PersonField::Aliases)} /></label>
            { split(dispatch, person, known) }
        </section>
    }
}

fn split(dispatch: &Dispatch, person: &PersonView, known: &Rc<Vec<Rc<str>>>) -> Html {
    let on_choose = {
        let dispatch = dispatch.clone();
        Callback::from(move |to: Rc<str>| dispatch.send(Msg::PersonSplit(to)))
    };
    let row = |(row, part, is_ticked): &(StatementRow, Rc<str>, bool)| {
        let (dispatch, place) = (dispatch.clone(), (row.document, row.id));
        let onchange = {
            let dispatch = dispatch.clone();
            Callback::from(move |event: Event| {
                dispatch.send(Msg::SplitTicked(place.0, place.1, value::checked(&event)))
            })
        };
        html! {
            <li class="people__statement">
                <input type="checkbox" aria-label={format!("Somebody else’s: {}", row.excerpt)} checked={*is_ticked} {onchange} />
                { signs::letter(row.letter, &row.act) }
                <button type="button" class="table__open" dir="auto" onclick={dispatch.on(Msg::PlaceChosen(place.0, place.1))}>{ text(&row.excerpt) }</button>
                if **part != *"speaker" { <span class="people__part">{ text(part) }</span> }
            </li>
        }
    };
    html! {
        <>
            <h3 class="inspector__heading">{ count(person.total, "statement") }</h3>
            if person.ticked > 0 {
                <NameField id="split-name" label={format!("{} are by", person.ticked)} value={None::<Rc<str>>} known={known.clone()} {on_choose} />
            } else {
                <p class="people__hint">{ "Two people under one name? Tick those of the other one, then give that one’s name." }</p>
            }
            <ul class="people__statements">{ for person.statements.iter().map(row) }</ul>
            if person.total > person.statements.len() { <p class="people__hint">{ format!("The first {} are shown.", person.statements.len()) }</p> }
        </>
    }
}

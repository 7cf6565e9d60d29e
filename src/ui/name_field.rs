//! A field for a name, completed from everybody the project knows.

use super::dispatch::{quietly, use_dispatch};
use super::signs::{key_of, text};
use crate::app::keys::Command;
use crate::app::{Msg, is_completed, matching};
use crate::web::value;
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

/// Props of [`NameField`].
#[derive(Properties, PartialEq)]
pub struct NameFieldProps {
    /// `id` of the input.
    pub id: AttrValue,
    /// What it is a name of.
    pub label: AttrValue,
    /// The name now.
    pub value: Option<Rc<str>>,
    /// Every known name.
    pub known: Rc<Vec<Rc<str>>>,
    /// What leads here, if a key does.
    #[prop_or_default]
    pub command: Option<Command>,
    /// Whether Enter takes the first completion; else what was typed is taken.
    #[prop_or(true)]
    pub completes: bool,
    /// What to do with a name; empty when it was cleared.
    pub on_choose: Callback<Rc<str>>,
}

/// What the field holds while it is being typed in.
#[derive(Clone, PartialEq, Default)]
struct Typing {
    text: Option<String>,
    /// Chosen completion, counted from 1; 0 is the typed text itself.
    place: usize,
}

/// The field: Enter takes the marked line of the list, the first completion or what was typed; arrows mark another.
#[component]
pub fn NameField(props: &NameFieldProps) -> Html {
    let dispatch = use_dispatch();
    let typing = use_state_eq(Typing::default);
    // Whether the typed text has been taken or given up, and leaving the field means nothing more.
    let is_settled = use_mut_ref(|| false);
    let found = typing.text.as_ref().map_or(vec![], |text| match text.trim() {
        "" => vec![],
        text => matching(&props.known, text),
    });
    let shown = typing.text.clone().unwrap_or_else(|| props.value.as_deref().unwrap_or("").to_owned());
    let oninput = {
        let (typing, known, completes) = (typing.clone(), props.known.clone(), props.completes);
        let is_settled = is_settled.clone();
        Callback::from(move |event: InputEvent| {
            is_settled.replace(false);
            let text = value::text(&event);
            let is_first = completes && is_completed(&matching(&known, &text), &text);
            typing.set(Typing { text: Some(text), place: usize::from(is_first) })
        })
    };
    // Who leaves the field after typing means what Enter would have taken.
    let onblur = {
        let (typing, is_settled, on_choose) = (typing.clone(), is_settled.clone(), props.on_choose.clone());
        let (found, completes) = (found.clone(), props.completes);
        Callback::from(move |_: FocusEvent| {
            if let (Some(text), false, true) = (&typing.text, is_settled.replace(true), completes) {
                on_choose.emit(meant(&found, typing.place, text));
            }
            typing.set(Typing::default());
        })
    };
    let onkeydown = on_key(&typing, &is_settled, &found, &props.on_choose);
    let list = format!("{}-list", props.id);
    let active = (!found.is_empty()).then(|| format!("{list}-{}", typing.place));
    let option = |place: usize, name: &str, words: Html, class: &'static str| {
        let (choose, closing, is_settled) = (props.on_choose.clone(), typing.clone(), is_settled.clone());
        let chosen: Rc<str> = name.into();
        let onclick = Callback::from(move |_: MouseEvent| {
            is_settled.replace(true);
            closing.set(Typing::default());
            choose.emit(chosen.clone());
            value::leave();
        });
        html! {
            <li role="option" id={format!("{list}-{place}")} aria-selected={(typing.place == place).to_string()}
                class={classes!("name-field__option", class)} onmousedown={quietly()} {onclick}>{ words }</li>
        }
    };
    let completion = |(idx, name): (usize, &Rc<str>)| option(idx + 1, name, text(name).into(), "");
    let as_typed = {
        let typed = shown.trim();
        option(0, typed, format!("“{typed}”, as typed").into(), "name-field__option--typed")
    };
    html! {
        <div class="name-field">
            <label class="name-field__label" for={props.id.clone()}>{ &props.label }</label>
            <input data-keeps="" id={props.id.clone()} class="name-field__input" type="text" role="combobox" autocomplete="off" spellcheck="false"
                aria-expanded={(!found.is_empty()).to_string()} aria-controls={list.clone()} aria-autocomplete="list"
                aria-activedescendant={active} value={shown} placeholder="–" onfocus={dispatch.on(Msg::NamesWanted)} {oninput} {onblur} {onkeydown} />
            { props.command.map(key_of).unwrap_or_default() }
            <ul id={list.clone()} class="name-field__list" role="listbox" aria-label={props.label.clone()} hidden={found.is_empty()}>
                { for found.iter().enumerate().map(completion) }
                if !found.is_empty() { { as_typed } }
            </ul>
        </div>
    }
}

/// The completion at `place`, counted from 1, or what was typed.
fn meant(found: &[Rc<str>], place: usize, typed: &str) -> Rc<str> {
    place.checked_sub(1).and_then(|idx| found.get(idx).cloned()).unwrap_or_else(|| typed.trim().into())
}

fn on_key(
    typing: &UseStateHandle<Typing>,
    is_settled: &Rc<RefCell<bool>>,
    found: &[Rc<str>],
    on_choose: &Callback<Rc<str>>,
) -> Callback<KeyboardEvent> {
    let (typing, found, on_choose) = (typing.clone(), found.to_vec(), on_choose.clone());
    let is_settled = is_settled.clone();
    Callback::from(move |event: KeyboardEvent| {
        // Enter ends the composition of a character first.
        if event.is_composing() {
            return;
        }
        let (last, place) = (found.len(), typing.place);
        let go = |place| typing.set(Typing { place, ..(*typing).clone() });
        match event.key().as_str() {
            "ArrowDown" if last > 0 => go(if place == last { 0 } else { place + 1 }),
            "ArrowUp" if last > 0 => go(if place == 0 { last } else { place - 1 }),
            "Enter" => {
                let name = meant(&found, place, &value::text(&event));
                is_settled.replace(true);
                typing.set(Typing::default());
                on_choose.emit(name);
                value::leave();
            }
            "Escape" => {
                is_settled.replace(true);
                return;
            }
            _ => return,
        }
        event.prevent_default();
    })
}

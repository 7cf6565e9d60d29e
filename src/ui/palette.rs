//! Every command, document and person by a word.

use super::dispatch::use_dispatch;
use super::signs::{self, text};
use crate::app::Msg;
use crate::app::views::palette::Find;
use crate::web::value;
use std::rc::Rc;
use yew::prelude::*;

/// Props of [`Palette`].
#[derive(Properties)]
pub struct PaletteProps {
    /// The typed word.
    pub query: Rc<str>,
    /// What was found for it.
    pub finds: Vec<Find>,
}

// It is drawn only while it is open, and then always: to compare what every find does would bring 4 kB of code along.
impl PartialEq for PaletteProps {
    fn eq(&self, _: &PaletteProps) -> bool {
        false
    }
}

/// The palette: arrows choose, Enter does it.
#[component]
pub fn Palette(props: &PaletteProps) -> Html {
    let dispatch = use_dispatch();
    let place = use_state_eq(|| 0usize);
    let at = (*place).min(props.finds.len().saturating_sub(1));
    let oninput = {
        let (dispatch, place) = (dispatch.clone(), place.clone());
        Callback::from(move |event: InputEvent| {
            place.set(0);
            dispatch.send(Msg::QueryTyped(value::text(&event).into()));
        })
    };
    let onkeydown = {
        let (dispatch, place, finds) = (dispatch.clone(), place.clone(), props.finds.clone());
        Callback::from(move |event: KeyboardEvent| {
            // Enter ends the composition of a character first.
            if event.is_composing() {
                return;
            }
            let last = finds.len().saturating_sub(1);
            match event.key().as_str() {
                "ArrowDown" => place.set((at + 1).min(last)),
                "ArrowUp" => place.set(at.saturating_sub(1)),
                "Enter" => {
                    let does = finds.get(at).map_or(vec![], |find| find.does.clone());
                    does.into_iter().for_each(|msg| dispatch.send(msg));
                }
                _ => return,
            }
            event.prevent_default();
        })
    };
    let option = |(idx, find): (usize, &Find)| {
        let (dispatch, does) = (dispatch.clone(), find.does.clone());
        let onclick =
            Callback::from(move |_: MouseEvent| does.iter().for_each(|msg| dispatch.send(msg.clone())));
        html! {
            <li id={format!("find-{idx}")} role="option" class="find" aria-selected={(idx == at).to_string()} {onclick}>
                <span class="find__title">{ text(&find.title) }</span>
                // A command shows its key.
                <span class="find__sort">{ if find.key.is_empty() { find.sort } else { "" } }</span>
                if !find.key.is_empty() { { signs::key(&find.key) } }
            </li>
        }
    };
    html! {
        <>
            <input class="palette__input" type="text" role="combobox" data-focus="true" autocomplete="off" spellcheck="false"
                aria-label="Find a command, a document or a person" aria-expanded="true" aria-controls="finds" aria-activedescendant={(!props.finds.is_empty()).then(|| format!("find-{at}"))}
                placeholder="Find a command, a document, a person" value={AttrValue::from(props.query.clone())} {oninput} {onkeydown} />
            <ul id="finds" class="finds" role="listbox" aria-label="Found" hidden={props.finds.is_empty()}>{ for props.finds.iter().enumerate().map(option) }</ul>
            if props.finds.is_empty() { <p class="pane__empty">{ "Nothing of that name." }</p> }
        </>
    }
}

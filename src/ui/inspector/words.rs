//! The statement's words by their roles, and a person's own.

use crate::annotate::Role;
use crate::annotate::edit::Field;
use crate::app::Msg;
use crate::app::views::inspector::{InspectorView, PartView};
use crate::ui::dispatch::{Dispatch, quietly, use_dispatch};
use crate::ui::signs::{Key, text};
use crate::web::value;
use std::rc::Rc;
use yew::prelude::*;

/// Condition and consequence as a sentence.
pub fn consequence(view: &InspectorView) -> Html {
    let Some((condition, consequence)) = &view.consequence else { return Html::default() };
    html! {
        <p class="inspector__consequence" dir="auto">
            if let Some(words) = condition { <em>{ text(words) }</em> }
            if condition.is_some() && consequence.is_some() { { ", " } }
            if let Some(words) = consequence { <span>{ "then " }<em>{ text(words) }</em></span> }
        </p>
    }
}

/// The words of each role.
pub fn parts(dispatch: &Dispatch, view: &InspectorView) -> Html {
    let row = |part: &PartView| {
        let can_clear = part.words.is_some() && part.role != Role::Content;
        html! {
            <>
                <dt class={classes!("part", format!("part--{}", part.role.name()))}>{ part.role.name() }</dt>
                <dd class="part__words" dir="auto">
                    if let Some(words) = &part.words {
                        { text(words) }
                        if can_clear {
                            <button type="button" class="part__clear" aria-label={format!("No {}", part.role.name())} onmousedown={quietly()} onclick={dispatch.on(Msg::RoleCleared(part.role))}>{ "×" }</button>
                        }
                    } else {
                        <span class="part__hint">{ "select words, press " }<Key name={text(&part.key)} /></span>
                    }
                </dd>
            </>
        }
    };
    html! {
        <>
            <h3 class="inspector__heading">{ "Words" }</h3>
            <dl class="parts">{ for view.parts.iter().map(row) }</dl>
        </>
    }
}

/// Props of [`Note`].
#[derive(Properties, PartialEq)]
pub struct NoteProps {
    /// The statement.
    pub id: u32,
    /// What was written.
    pub note: Rc<str>,
}

/// A free remark, kept when the field is left.
#[component]
pub fn Note(props: &NoteProps) -> Html {
    let dispatch = use_dispatch();
    let onchange = Callback::from(move |event: Event| {
        dispatch.send(Msg::FieldGiven(Field::Note(value::text(&event).into())));
    });
    html! {
        <div class="inspector__note">
            <label class="name-field__label" for="note">{ "Note" }</label>
            <textarea id="note" key={props.id} rows="2" class="name-field__input" value={AttrValue::from(props.note.clone())} {onchange} />
            <Key name="e" />
        </div>
    }
}

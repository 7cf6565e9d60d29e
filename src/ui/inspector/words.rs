//! The statement's words by their roles, and a person's own.

use crate::annotate::Role;
use crate::annotate::edit::Field;
use crate::app::Msg;
use crate::app::keys::Command;
use crate::app::views::inspector::{InspectorView, PartView};
use crate::ui::dispatch::{Dispatch, quietly};
use crate::ui::signs::{self, key_of, text};
use crate::ui::typed_field::TypedField;
use crate::web::value;
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
                        <span class="part__hint">{ "select words, press " }{ signs::key(&part.key) }</span>
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

/// A free remark, kept when the field is left.
pub fn note(dispatch: &Dispatch, view: &InspectorView) -> Html {
    let dispatch = dispatch.clone();
    let onchange = Callback::from(move |event: Event| {
        dispatch.send(Msg::FieldGiven(Field::Note(value::text(&event).into())));
    });
    html! {
        <div class="inspector__note">
            <label class="name-field__label" for="note">{ "Note" }</label>
            <TypedField id="note" key={view.id.0} rows=2 class="name-field__input" value={AttrValue::from(view.note.clone())} {onchange} />
            { key_of(Command::Note) }
        </div>
    }
}

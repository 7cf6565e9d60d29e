//! Whom the statement involves beside its speaker: target, addressee, relays, and the statement that holds it.

use super::choose;
use crate::annotate::StatementId;
use crate::annotate::edit::Field;
use crate::app::Msg;
use crate::app::keys::Command;
use crate::app::views::inspector::InspectorView;
use crate::ui::dispatch::{Dispatch, quietly};
use crate::ui::name_field::NameField;
use crate::ui::signs::text;
use crate::web::value;
use std::rc::Rc;
use yew::prelude::*;

/// Target, addressee, relays.
pub fn names(dispatch: &Dispatch, view: &InspectorView) -> Html {
    let target = choose(dispatch, |name| Msg::FieldGiven(Field::TargetName(name)));
    let addressee = choose(dispatch, |name| Msg::FieldGiven(Field::AddresseeName(name)));
    let relay = {
        let dispatch = dispatch.clone();
        Callback::from(move |name: Rc<str>| dispatch.send(Msg::RelayTyped(name)))
    };
    let drop = |(place, name): (usize, &Rc<str>)| {
        html! {
            <li class="relay">{ text(name) }
                <button type="button" class="relay__drop" aria-label={format!("{name} is no relay")} onmousedown={quietly()} onclick={dispatch.on(Msg::RelayDropped(place))}>{ "×" }</button>
            </li>
        }
    };
    html! {
        <div class="inspector__names">
            <NameField id="target-name" label="Target" value={view.target.clone()} known={view.known.clone()} command={Command::TypeTarget} on_choose={target} />
            <NameField id="addressee-name" label="Addressee" value={view.addressee.clone()} known={view.known.clone()} command={Command::TypeAddressee} on_choose={addressee} />
            if !view.relays.is_empty() {
                <ol class="relays" aria-label="Way of the words, from the speaker to the reader">
                    <li class="relay relay--speaker">{ text(&view.sentence.0) }</li>
                    { for view.relays.iter().enumerate().map(drop) }
                </ol>
            }
            <NameField id="relay-name" label="Relayed by" value={None::<Rc<str>>} known={view.known.clone()} command={Command::TypeRelay} on_choose={relay} />
            { parent(dispatch, view) }
        </div>
    }
}

/// The statement that holds this one; shown where another one lies over the same words.
fn parent(dispatch: &Dispatch, view: &InspectorView) -> Html {
    if view.holders.is_empty() {
        return Html::default();
    }
    let onchange = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: Event| {
            dispatch.send(Msg::ParentGiven(value::text(&event).parse().ok().map(StatementId)));
        })
    };
    let option = |(id, words): &(StatementId, Rc<str>)| {
        html! { <option value={id.0.to_string()} selected={view.parent == Some(*id)}>{ text(words) }</option> }
    };
    html! {
        <div class="name-field">
            <label class="name-field__label" for="parent">{ "Part of" }</label>
            <select id="parent" key={view.id.0} class="name-field__input" {onchange}>
                <option value="" selected={view.parent.is_none()}>{ "no other statement" }</option>
                { for view.holders.iter().map(option) }
            </select>
        </div>
    }
}

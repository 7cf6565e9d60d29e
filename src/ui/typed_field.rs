//! A field whose words count when it is left; until then it keeps what is being typed, whatever else the page draws.

use crate::web::value;
use yew::prelude::*;

/// Props of [`TypedField`].
#[derive(Properties, PartialEq)]
pub struct TypedFieldProps {
    /// Its id, if it is to be found.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// Its class.
    pub class: &'static str,
    /// What stands in it while nobody types.
    pub value: AttrValue,
    /// What stands in it while it is empty.
    #[prop_or_default]
    pub placeholder: &'static str,
    /// So many lines; a field of one line without.
    #[prop_or_default]
    pub rows: Option<u8>,
    /// It was left with other words.
    pub onchange: Callback<Event>,
}

/// The field. Drawing it anew with the words that it began with would wipe out those that are being typed.
#[component]
pub fn TypedField(props: &TypedFieldProps) -> Html {
    let typed = use_state_eq(|| None::<AttrValue>);
    let value = (*typed).clone().unwrap_or_else(|| props.value.clone());
    let oninput = {
        let typed = typed.clone();
        Callback::from(move |event: InputEvent| typed.set(Some(value::text(&event).into())))
    };
    // Leaving comes after the change, and without one when the old words are back.
    let onblur = Callback::from(move |_: FocusEvent| typed.set(None));
    let (id, class, placeholder) = (props.id.clone(), props.class, props.placeholder);
    let onchange = props.onchange.clone();
    match props.rows {
        Some(rows) => html! {
            <textarea {id} {class} {placeholder} rows={rows.to_string()} {value} {oninput} {onchange} {onblur} />
        },
        None => html! { <input {id} {class} {placeholder} {value} {oninput} {onchange} {onblur} /> },
    }
}

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
    /// It holds a day. Browsers call one changed at every digit of its year; here it counts when the field is left, or with
    /// Enter.
    #[prop_or_default]
    pub is_day: bool,
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
    let onblur = {
        let (is_day, old, onchange) = (props.is_day, props.value.clone(), props.onchange.clone());
        Callback::from(move |event: FocusEvent| {
            typed.set(None);
            if is_day && value::is_whole_day(&event) && value::text(&event) != *old {
                onchange.emit(event.into());
            }
        })
    };
    let (id, class, placeholder) = (props.id.clone(), props.class, props.placeholder);
    if props.is_day {
        let onkeydown = Callback::from(|event: KeyboardEvent| {
            if event.key() == "Enter" {
                value::leave();
            }
        });
        return html! { <input data-keeps="" {id} {class} type="date" {value} {oninput} {onblur} {onkeydown} /> };
    }
    let onchange = props.onchange.clone();
    match props.rows {
        Some(rows) => html! {
            <textarea data-keeps="" {id} {class} {placeholder} rows={rows.to_string()} {value} {oninput} {onchange} {onblur} />
        },
        None => {
            html! { <input data-keeps="" {id} {class} {placeholder} {value} {oninput} {onchange} {onblur} /> }
        }
    }
}

//! Requests and replies as they travel between page and worker: through the codec and a structured clone.

use demarche::text::Document;
use demarche::web::message;
use demarche::worker::{Reply, Request, Ticket, greeting, serve};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

const TEXT: &str =
    "\u{201C}We will never agree \u{1F600},\u{201D} Ada Obi said.\r\nאמר השגריר: \u{201C}לא\u{201D}.";

#[wasm_bindgen_test]
fn a_greeting_arrives_as_it_was_sent() {
    assert_eq!(travelled(&greeting()), greeting());
}

#[wasm_bindgen_test]
fn a_document_and_its_analysis_arrive_as_they_were_sent() {
    let request = Request::Analyze(Ticket(7), Document::new("a.txt", TEXT));
    assert_eq!(travelled(&request), request);
    let reply = serve(travelled(&request));
    assert_eq!(travelled(&reply), reply);
    assert!(matches!(reply, Reply::Analyzed(Ticket(7), ..)));
}

/// What the other side gets.
fn travelled<T: Serialize + DeserializeOwned>(sent: &T) -> T {
    let sent = message::write(sent);
    let clone: js_sys::Function =
        js_sys::Reflect::get(&js_sys::global(), &"structuredClone".into()).expect("browsers clone").into();
    let arrived = clone.call1(&JsValue::NULL, &sent).expect("plain data can be cloned");
    message::read(&arrived).expect("what was sent can be read")
}

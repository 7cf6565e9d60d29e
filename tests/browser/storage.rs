//! What was saved comes back on the next visit.

use demarche::annotate::Analysis;
use demarche::app::{Msg, Write};
use demarche::text::Document;
use demarche::web::storage::Storage;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use yew::Callback;

#[wasm_bindgen_test]
async fn documents_and_analyses_come_back() {
    let document = Document::new("<b>a&amp;b</b>.txt", "\u{201C}No \u{1F600},\u{201D} she said.\r\n");
    let analysis = Rc::new(Analysis::empty());
    let writes = vec![
        Write::Forget,
        Write::Document(document.clone()),
        Write::Analysis(document.id, analysis.clone()),
    ];
    assert_eq!(answer(move |storage| storage.save(3, writes)).await, Msg::Saved(3));
    let Msg::Restored(stored) = answer(|storage| storage.load()).await else { panic!("nothing came back") };
    assert_eq!(stored.documents.len(), 1);
    assert_eq!(stored.documents[0].document, document);
    assert_eq!(stored.documents[0].analysis, Some(analysis));

    // Forgetting leaves nothing.
    assert_eq!(answer(|storage| storage.save(4, vec![Write::Forget])).await, Msg::Saved(4));
    let Msg::Restored(stored) = answer(|storage| storage.load()).await else { panic!("nothing came back") };
    assert!(stored.documents.is_empty() && stored.steps.is_empty());
}

/// The message that a request to the storage is answered with.
async fn answer(ask: impl FnOnce(&Storage) + 'static) -> Msg {
    let answer = Rc::new(RefCell::new(None));
    let kept = answer.clone();
    let mut ask = Some(ask);
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        let kept = kept.clone();
        let send = Callback::from(move |msg: Msg| {
            kept.replace(Some(msg));
            let _ = resolve.call1(&JsValue::NULL, &JsValue::NULL);
        });
        if let Some(ask) = ask.take() {
            ask(&Storage::new(send));
        }
    });
    JsFuture::from(promise).await.expect("the promise is only ever kept");
    answer.take().expect("an answer came before the promise was kept")
}

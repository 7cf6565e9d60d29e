//! What travels between page and worker: JSON, in which both keep analyses anyway.
//!
//! Another codec would be a second reader and writer of every type in what the page downloads.

use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::JsValue;

/// A message to be posted.
pub fn write<T: Serialize>(message: &T) -> JsValue {
    serde_json::to_string(message).map_or(JsValue::NULL, JsValue::from)
}

/// A message that was posted; nothing when it is none of this build.
pub fn read<T: DeserializeOwned>(data: &JsValue) -> Option<T> {
    serde_json::from_str(&data.as_string()?).ok()
}

// Starts the clerk's wasm in a worker.

importScripts("./clerk.js");
wasm_bindgen({ module_or_path: "./clerk_bg.wasm" });

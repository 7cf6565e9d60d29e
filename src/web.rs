//! The browser: files, storage, keys, downloads, the worker's client.

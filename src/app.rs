//! The page without its browser: model, messages, effects and view-models.

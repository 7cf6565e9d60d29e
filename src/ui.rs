//! View-models as markup.

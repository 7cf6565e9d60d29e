//! Journeys of a person over the built page in a real Chromium.

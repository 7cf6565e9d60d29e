// Programs that read English in a browser, each as a function from a text to how much it found.

import compromise from "compromise";
import winkNLP from "wink-nlp";
import model from "wink-eng-lite-web-model";

const wink = winkNLP(model);

// Quotations by their marks; no speaker, nothing indirect.
const quotations = (text) => compromise(text).quotations().json().length;

// No quotations at all: tokens, sentences, parts of speech, entities are its whole pipeline.
const entities = (text) => wink.readDoc(text).entities().out().length;

export const peers = { "compromise .quotations()": quotations, "wink-nlp (no statements)": entities };

// Gives W3C annotations to Recogito's text annotator and compares the words that it finds with the quotes.
//
//     node recogito.mjs ANNOTATIONS.jsonld
//
// Offsets must count UTF-16 units, as browsers do.
import { readFileSync } from "node:fs";
import { JSDOM } from "jsdom";

const { window } = new JSDOM("<!doctype html><body></body>", { pretendToBeVisual: true });
const names = ["document", "Node", "NodeFilter", "Range", "Element", "HTMLElement", "DOMRect", "getSelection", "navigator", "MutationObserver", "requestAnimationFrame"];
for (const name of names) Object.defineProperty(globalThis, name, { value: window[name], configurable: true });
globalThis.window = window;
const { W3CTextFormat, reviveAnnotation } = await import("@recogito/text-annotator");

const collection = JSON.parse(readFileSync(process.argv[2], "utf8"));
let found = 0;
for (const { id, value } of collection.sources) {
  const container = window.document.createElement("div");
  container.textContent = value;
  window.document.body.append(container);
  const { parse } = W3CTextFormat(id, container);
  for (const item of collection.first.items.filter(({ target }) => target.source === id)) {
    const { parsed, error } = parse(item);
    if (error) throw error;
    const [selector] = parsed.target.selector;
    const quote = item.target.selector.find(({ type }) => type === "TextQuoteSelector");
    if (selector.quote !== quote.exact) throw new Error(`${item.id}: quote ${selector.quote}`);
    const revived = reviveAnnotation(parsed, container);
    const words = revived.target.selector[0].range.toString();
    if (words !== quote.exact) throw new Error(`${item.id}: “${words}”, not “${quote.exact}”`);
    found += 1;
  }
}
if (found !== collection.first.items.length) throw new Error("an annotation has no source");
console.log(`ok       Recogito finds ${found} annotations`);

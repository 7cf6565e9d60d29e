// The project's own articles as plain text.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

export function ownTexts(project) {
  const read = (folder) => {
    const files = readdirSync(join(project, folder)).filter((name) => name.endsWith(".txt"));
    return files.map((name) => readFileSync(join(project, folder, name), "utf8"));
  };
  return [...read("data/samples"), ...read("data/articles").map(unmarked)];
}

// Marked articles have a head before the text, their labels after it, and brackets around each span.
function unmarked(file) {
  const [, text] = file.split(/^===\s*$\n?/m);
  return text.replace(/⟦[A-Z]\d* |⟧/g, "");
}

// Joins the sheets into one, shortens programs, scripts and sheets, tells the service worker which files make the build, writes file.br and file.gz beside each
// text-like file of a folder, and prints what a visitor downloads; with --only-sizes writes nothing and fails when a budget of
// setup/sizes.tsv is crossed.
// Usage: node setup/pack.mjs FOLDER [--only-sizes]

import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { shorten } from "./shorten.mjs";

const [folder, flag] = process.argv.slice(2);
const packed = /\.(html|js|css|wasm|txt|json|svg|webmanifest)$/;
const offline = "offline.js";

const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

// Comments and blanks are for readers of the source.
const shortenText = (name) => {
  const path = join(folder, name);
  execFileSync("esbuild", ["--minify", "--log-level=warning", "--allow-overwrite", `--outfile=${path}`, path], { stdio: "inherit" });
};

// Scripts of programs and the list of files are still to be worked on.
const shortenTexts = () => {
  const names = readdirSync(folder);
  const isLater = (name) => name === offline || names.includes(name.replace(".js", "_bg.wasm"));
  names.filter((name) => name.endsWith(".css") || (name.endsWith(".js") && !isLater(name))).forEach(shortenText);
};

// A sheet for each component is easy to read; one sheet is a request, and takes three fifths of the bytes.
const joinSheets = () => {
  const page = join(folder, "index.html");
  const html = readFileSync(page, "utf8");
  const links = [...html.matchAll(/<link rel="stylesheet" href="\.\/([^"]+)"\s*\/?>\s*/g)];
  if (links.length < 2) return;
  const sheets = links.map(([, name]) => readFileSync(join(folder, name), "utf8"));
  const joined = sheets.join("\n");
  const name = `page-${sha256(joined).slice(0, 16)}.css`;
  writeFileSync(join(folder, name), joined);
  const rest = links.slice(1).reduce((text, [link]) => text.replace(link, ""), html);
  writeFileSync(page, rest.replace(links[0][1], name));
  for (const [, sheet] of links) rmSync(join(folder, sheet));
};

// The page's program changes its name with what it holds, as before.
const shortenPrograms = () => {
  for (const name of readdirSync(folder).filter((name) => name.endsWith("_bg.wasm"))) {
    const stem = name.replace("_bg.wasm", "");
    const [script, wasm] = [`${stem}.js`, name].map((name) => join(folder, name));
    const before = readFileSync(wasm).length;
    shorten(script, wasm);
    shortenText(`${stem}.js`);
    if (!stem.includes("-") || readFileSync(wasm).length === before) continue;
    const hash = sha256(Buffer.concat([readFileSync(script), readFileSync(wasm)])).slice(0, 16);
    const next = stem.replace(/-.*/, `-${hash}`);
    renameSync(script, join(folder, `${next}.js`));
    renameSync(wasm, join(folder, `${next}_bg.wasm`));
    const page = join(folder, "index.html");
    writeFileSync(page, readFileSync(page, "utf8").replaceAll(stem, next));
  }
};

// The page names its service worker only here: pages from `make serve` and `make watch` have none, they change too often.
const fillOffline = () => {
  const page = join(folder, "index.html");
  const html = readFileSync(page, "utf8");
  if (html.includes(`name="offline"`)) return;
  writeFileSync(page, html.replace("<head>", `<head>\n    <meta name="offline" content="./${offline}">`));
  const names = readdirSync(folder, { recursive: true }).sort();
  const kept = names.filter((name) => packed.test(name) && name !== offline);
  const files = Object.fromEntries(kept.map((name) => [name, sha256(readFileSync(join(folder, name)))]));
  const list = JSON.stringify(files);
  const script = readFileSync(join(folder, offline), "utf8");
  const filled = script.replace("@BUILD@", sha256(list).slice(0, 16)).replace("@FILES@", list);
  writeFileSync(join(folder, offline), filled);
  shortenText(offline);
};

const brotli = (bytes) =>
  brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });

const row = (name, raw, gz, br) =>
  console.log(`${name.padEnd(36)} ${[raw, gz, br].map((n) => String(n).padStart(10)).join(" ")}`);

// The page and what it needs until the first statement, samples on demand; names carry a hash that changes with each build.
const plain = (name) => name.replace(/-[0-9a-f]{14,16}(?=[._])/, "");
const group = (name) => ["worker", "clerk", "samples"].find((part) => name.startsWith(part)) ?? "page";

if (flag !== "--only-sizes") {
  shortenTexts();
  joinSheets();
  shortenPrograms();
  fillOffline();
}

const total = [0, 0, 0];
const now = new Map();
row("file", "raw", "gzip", "brotli");
for (const name of readdirSync(folder, { recursive: true }).sort()) {
  if (!packed.test(name)) continue;
  const path = join(folder, name);
  const bytes = readFileSync(path);
  const [gz, br] = flag === "--only-sizes" && existsSync(`${path}.br`)
    ? [readFileSync(`${path}.gz`), readFileSync(`${path}.br`)]
    : [gzipSync(bytes, { level: 9 }), brotli(bytes)];
  if (flag !== "--only-sizes") {
    writeFileSync(`${path}.gz`, gz);
    writeFileSync(`${path}.br`, br);
  }
  const sizes = [bytes.length, gz.length, br.length];
  sizes.forEach((size, column) => (total[column] += size));
  now.set(plain(name), br.length);
  row(name, ...sizes);
}
row("all", ...total);
if (flag === "--only-sizes") check();

// Compares with the written budget: over it, says what grew since the figures written there.
function check() {
  const lines = readFileSync(new URL("sizes.tsv", import.meta.url), "utf8").split("\n");
  const rows = lines.filter((line) => line && !line.startsWith("#")).map((line) => line.split("\t"));
  const figures = (sort) => new Map(rows.filter((row) => row[0] === sort).map(([, name, size]) => [name, Number(size)]));
  const sums = { page: 0, worker: 0, clerk: 0, samples: 0 };
  for (const [name, size] of now) sums[group(name)] += size;
  // The clerk comes when a file of another format is opened or saved.
  sums.engine = sums.worker;
  sums["until the first statement"] = sums.page + sums.engine;
  const over = [...figures("budget")].filter(([name, most]) => sums[name] > most);
  for (const [name, most] of figures("budget")) console.log(`${name}: ${sums[name]} of ${most} bytes`);
  if (over.length === 0) return;
  const before = figures("file");
  const growth = [...now].map(([name, size]) => [name, size - (before.get(name) ?? 0)]);
  console.log("over the budget; grown since setup/sizes.tsv was written:");
  for (const [name, grown] of growth.sort((a, b) => b[1] - a[1])) if (grown > 0) console.log(`${name.padEnd(36)} +${grown}`);
  process.exitCode = 1;
}

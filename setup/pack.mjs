// Writes file.br and file.gz beside each text-like file of a folder and prints what a visitor downloads.
// Usage: node setup/pack.mjs FOLDER [--only-sizes]

import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const [folder, flag] = process.argv.slice(2);
const packed = /\.(html|js|css|wasm|txt|json|svg)$/;

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

const total = [0, 0, 0];
row("file", "raw", "gzip", "brotli");
for (const name of readdirSync(folder, { recursive: true }).sort()) {
  if (!packed.test(name)) continue;
  const path = join(folder, name);
  const bytes = readFileSync(path);
  const gz = gzipSync(bytes, { level: 9 });
  const br = brotli(bytes);
  if (flag !== "--only-sizes") {
    writeFileSync(`${path}.gz`, gz);
    writeFileSync(`${path}.br`, br);
  }
  const sizes = [bytes.length, gz.length, br.length];
  sizes.forEach((size, column) => (total[column] += size));
  row(name, ...sizes);
}
row("all", ...total);

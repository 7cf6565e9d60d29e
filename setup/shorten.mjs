// Makes a program and the script that starts it shorter, and changes nothing that they do: wasm-bindgen names each of the
// hundreds of functions that the browser lends to the program by what it does and a hash, in both files, and writes the
// script for readers.

import { readFileSync, writeFileSync } from "node:fs";

const IMPORTS = 2;

/** Shortens `wasm` and the script beside it, in place. */
export const shorten = (script, wasm) => {
  const names = new Map();
  const given = (name) => {
    if (!name.startsWith("__wb")) return name;
    if (!names.has(name)) names.set(name, `$${names.size.toString(36)}`);
    return names.get(name);
  };
  writeFileSync(wasm, renamed(readFileSync(wasm), given));
  const lines = readFileSync(script, "utf8").replace(/^\s*\/\*\*[\s\S]*?\*\/\s*$/gm, "").replace(/^\s*(\/\/.*)?\n/gm, "").replace(/^ +/gm, "");
  // What is lent stands in one object, each function under its name.
  writeFileSync(script, lines.replace(/^(__wb\w+)(?=:)/gm, (name) => names.get(name) ?? name));
};

// The program, the names of its imports changed.
const renamed = (bytes, given) => {
  const parts = [bytes.subarray(0, 8)];
  for (let at = 8; at < bytes.length; ) {
    const [size, body] = number(bytes, at + 1);
    const end = body + size;
    parts.push(...(bytes[at] === IMPORTS ? section(imports(bytes, body, given)) : [bytes.subarray(at, end)]));
    at = end;
  }
  return Buffer.concat(parts);
};

const section = (body) => [Buffer.from([IMPORTS]), written(body.length), body];

const imports = (bytes, start, given) => {
  const [count, first] = number(bytes, start);
  const parts = [written(count)];
  let at = first;
  for (let n = 0; n < count; n += 1) {
    const [module, afterModule] = text(bytes, at);
    const [name, afterName] = text(bytes, afterModule);
    const end = afterKind(bytes, afterName);
    parts.push(...[module, given(name)].flatMap((word) => [written(Buffer.byteLength(word)), Buffer.from(word)]));
    parts.push(bytes.subarray(afterName, end));
    at = end;
  }
  return Buffer.concat(parts);
};

// Where an import's description ends: a function's type, a table, a memory, a global.
const afterKind = (bytes, at) => {
  const limits = (from) => {
    const least = number(bytes, from + 1)[1];
    return bytes[from] & 1 ? number(bytes, least)[1] : least;
  };
  switch (bytes[at]) {
    case 0: return number(bytes, at + 1)[1];
    case 1: return limits(at + 2);
    case 2: return limits(at + 1);
    case 3: return at + 3;
    default: throw new Error(`an import of a kind that is not known: ${bytes[at]}`);
  }
};

const text = (bytes, at) => {
  const [length, start] = number(bytes, at);
  return [bytes.toString("utf8", start, start + length), start + length];
};

// LEB128.
const number = (bytes, at) => {
  let value = 0;
  for (let shift = 0; ; shift += 7, at += 1) {
    value += (bytes[at] & 0x7f) * 2 ** shift;
    if (bytes[at] < 0x80) return [value, at + 1];
  }
};

const written = (value) => {
  const bytes = [];
  for (; value >= 0x80; value = Math.floor(value / 128)) bytes.push((value & 0x7f) | 0x80);
  return Buffer.from([...bytes, value]);
};

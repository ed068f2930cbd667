// JSON as it must be: valid UTF-8, no key twice in one object, not nested without end. JSON.parse alone lets the first two pass.
import { isAscii, isUtf8 } from 'node:buffer';

export class NotJson extends Error {
  /** Where in the value: "/cells/0/item"; '' for the whole. */
  readonly at: string;

  constructor(message: string, at = '') {
    super(message);
    this.at = at;
  }
}

const DEEPEST = 40;

/** Throws NotJson with words for the sender. `plain`: reads what is written in the plainest way; null for all else. */
export function parseStrict(bytes: Uint8Array, plain: (text: string) => unknown = () => null): unknown {
  const text = decode(bytes);
  return plain(text) ?? parseText(text);
}

function parseText(text: string): unknown {
  const value = parsedIfUnique(text) ?? parseSlowly(text);
  // Only an escape can bring in what must not be: raw control characters are no JSON, raw halves of characters no UTF-8.
  if (text.includes('\\') && /\\[ubf]/.test(text)) refuseUnstorable(value, '');
  return value;
}

/**
 * The value, if it is plain that no key stands twice: every key is followed by a colon, and a key that stands twice is one in the value. So when the text has
 * no more colons than the value has keys, none was lost. Words with a colon in them, and what is no JSON, are gone through mark by mark.
 */
function parsedIfUnique(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return colonsIn(text) === keysIn(value, 1) ? value : undefined;
}

function colonsIn(text: string): number {
  let colons = 0;
  for (let at = text.indexOf(':'); at >= 0; at = text.indexOf(':', at + 1)) colons++;
  return colons;
}

/** Keys of all objects in it; NaN when it is nested too deep. Hot: no allocation. */
function keysIn(value: unknown, depth: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (depth > DEEPEST) return Number.NaN;
  let keys = 0;
  if (Array.isArray(value)) for (const inner of value) keys += typeof inner === 'object' ? keysIn(inner, depth + 1) : 0;
  else
    for (const key in value) {
      const inner: unknown = (value as Record<string, unknown>)[key];
      keys += 1 + (typeof inner === 'object' ? keysIn(inner, depth + 1) : 0);
    }
  return keys;
}

function parseSlowly(text: string): unknown {
  refuseDuplicates(text);
  return parse(text);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new NotJson(error instanceof Error ? error.message : 'not JSON');
  }
}

/** NUL is more than PostgreSQL can keep, and with other control characters and halves of surrogate pairs more than a workbook can show. */
export function refuseUnstorable(value: unknown, at: string): void {
  if (typeof value === 'string') {
    if (isUnstorable(value)) throw new NotJson('控制字符或残缺字符 / a control character or half of a character', at);
  } else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) {
      if (isUnstorable(key)) throw new NotJson('键中有控制字符或残缺字符 / a control character or half of a character in a key', at);
      refuseUnstorable(inner, `${at}/${key}`);
    }
}

function isUnstorable(text: string): boolean {
  return /\p{Cc}|\p{Cs}|[\ufffe\uffff]/u.test(text.replace(/[\t\n\r]/g, ''));
}

function decode(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isAscii(buffer)) return buffer.toString('latin1');
  if (!isUtf8(buffer)) throw new NotJson('not valid UTF-8');
  return buffer.toString('utf8');
}

const [BRACE, BRACE_END, BRACKET, BRACKET_END, QUOTE] = ['{', '}', '[', ']', '"'];

/** Goes through the text once, from mark to mark; what is no JSON at all is left for JSON.parse to say. */
function refuseDuplicates(text: string): void {
  const keys: (Set<string> | null)[] = [];
  const mark = /["{}[\]]/g;
  for (let found = mark.exec(text); found; found = mark.exec(text))
    switch (found[0]) {
      case BRACE:
        push(keys, new Set());
        break;
      case BRACKET:
        push(keys, null);
        break;
      case BRACE_END:
      case BRACKET_END:
        keys.pop();
        break;
      case QUOTE:
        mark.lastIndex = afterString(text, found.index, keys.at(-1) ?? null);
    }
}

/** Where a string ends; a key that its object has already is refused. */
function afterString(text: string, from: number, known: Set<string> | null): number {
  const end = endOfString(text, from);
  if (known && isKey(text, end)) {
    const key = unescaped(text.slice(from, end + 1));
    if (known.has(key)) throw new NotJson(`the key ${JSON.stringify(key.slice(0, 40))} stands twice in one object`);
    known.add(key);
  }
  return end + 1;
}

function push(keys: (Set<string> | null)[], set: Set<string> | null): void {
  if (keys.length >= DEEPEST) throw new NotJson(`nested deeper than ${DEEPEST}`);
  keys.push(set);
}

function endOfString(text: string, from: number): number {
  for (let at = from + 1; ;) {
    const end = text.indexOf(QUOTE, at);
    if (end < 0) return text.length;
    let escapes = 0;
    while (text.charCodeAt(end - 1 - escapes) === BACKSLASH) escapes++;
    if (escapes % 2 === 0) return end;
    at = end + 1;
  }
}

const [BACKSLASH, COLON] = [92, 58];

function isKey(text: string, end: number): boolean {
  let at = end + 1;
  while (at < text.length && text.charCodeAt(at) <= 32) at++;
  return text.charCodeAt(at) === COLON;
}

function unescaped(literal: string): string {
  try {
    return literal.includes('\\') ? String(JSON.parse(literal)) : literal.slice(1, -1);
  } catch {
    return literal;
  }
}

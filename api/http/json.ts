// JSON as it must be: valid UTF-8, no key twice in one object, not nested without end. JSON.parse alone lets the first two pass.

export class NotJson extends Error {}

const DEEPEST = 40;

/** Throws NotJson with words for the sender. */
export function parseStrict(bytes: Uint8Array): unknown {
  const text = decode(bytes);
  refuseDuplicates(text);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new NotJson(error instanceof Error ? error.message : 'not JSON');
  }
}

const decoder = new TextDecoder('utf-8', { fatal: true });

function decode(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new NotJson('not valid UTF-8');
  }
}

const [QUOTE, BACKSLASH, OPEN, CLOSE, OPEN_LIST, CLOSE_LIST, COLON] = [34, 92, 123, 125, 91, 93, 58];

/** Walks the text once; what is no JSON at all is left for JSON.parse to say. */
function refuseDuplicates(text: string): void {
  const keys: (Set<string> | null)[] = [];
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case OPEN:
        push(keys, new Set());
        break;
      case OPEN_LIST:
        push(keys, null);
        break;
      case CLOSE:
      case CLOSE_LIST:
        keys.pop();
        break;
      case QUOTE: {
        const end = endOfString(text, at);
        const known = keys.at(-1);
        if (known && isKey(text, end)) {
          const key = unescaped(text.slice(at, end + 1));
          if (known.has(key)) throw new NotJson(`the key ${JSON.stringify(key.slice(0, 40))} stands twice in one object`);
          known.add(key);
        }
        at = end;
      }
    }
  }
}

function push(keys: (Set<string> | null)[], set: Set<string> | null): void {
  if (keys.length >= DEEPEST) throw new NotJson(`nested deeper than ${DEEPEST}`);
  keys.push(set);
}

function endOfString(text: string, from: number): number {
  let at = from + 1;
  for (; at < text.length && text.charCodeAt(at) !== QUOTE; at++) if (text.charCodeAt(at) === BACKSLASH) at++;
  return at;
}

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

// A formula as a tree. In: a formula without "=". Out: an expression, or null for what this small evaluator does not know
// (unions, array constants, table references, defined names). Source: ECMA-376 part 1, 18.17.2 (operators and precedence).
import { tokens, type Reference, type Token } from './formula.ts';

export type Operator = '+' | '-' | '*' | '/' | '^' | '&' | '=' | '<>' | '<' | '<=' | '>' | '>=';

export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'error'; readonly code: string }
  /** An argument left out: IF(A1,,0). */
  | { readonly kind: 'missing' }
  | { readonly kind: 'ref'; readonly ref: Reference }
  | { readonly kind: 'negative'; readonly of: Expression }
  | { readonly kind: 'percent'; readonly of: Expression }
  | { readonly kind: 'binary'; readonly operator: Operator; readonly left: Expression; readonly right: Expression }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] };

/** Parses a formula; deeper than 200 levels is taken for unknown. */
export function parseFormula(formula: string): Expression | null {
  const stream: Stream = { tokens: tokens(formula).filter((token) => token.kind !== 'blank'), at: 0, depth: 0 };
  const expression = parseLevel(stream, 0);
  return stream.at === stream.tokens.length ? expression : null;
}

interface Stream {
  readonly tokens: readonly Token[];
  at: number;
  depth: number;
}

/** Operators from loosest to tightest; all bind to the left. */
const LEVELS: readonly (readonly Operator[])[] = [['=', '<>', '<', '<=', '>', '>='], ['&'], ['+', '-'], ['*', '/'], ['^']];
const DEEPEST = 200;

function parseLevel(stream: Stream, level: number): Expression | null {
  const operators = LEVELS[level];
  if (!operators) return parseUnary(stream);
  let left = parseLevel(stream, level + 1);
  for (;;) {
    const operator = operators.find((sign) => sign === peekSign(stream));
    if (!left || !operator) return left;
    stream.at++;
    const right = parseLevel(stream, level + 1);
    left = right && { kind: 'binary', operator, left, right };
  }
}

/** In Excel the sign binds tighter than "^". */
function parseUnary(stream: Stream): Expression | null {
  const sign = peekSign(stream);
  if (sign !== '-' && sign !== '+') return parsePercent(stream);
  if (++stream.depth > DEEPEST) return null;
  stream.at++;
  const of = parseUnary(stream);
  stream.depth--;
  return of && sign === '-' ? { kind: 'negative', of } : of;
}

function parsePercent(stream: Stream): Expression | null {
  let of = parsePrimary(stream);
  while (of && peekSign(stream) === '%') {
    stream.at++;
    of = { kind: 'percent', of };
  }
  return of;
}

function parsePrimary(stream: Stream): Expression | null {
  const token = stream.tokens[stream.at++];
  switch (token?.kind) {
    case 'number':
      return { kind: 'number', value: Number(token.text) };
    case 'text':
      return { kind: 'text', value: token.text.slice(1, -1).replaceAll('""', '"') };
    case 'error':
      return { kind: 'error', code: token.text.toUpperCase() };
    case 'ref':
      return { kind: 'ref', ref: token.ref };
    case 'name':
      return parseName(stream, token.text);
    case 'sign':
      return token.text === '(' ? parseGroup(stream) : null;
    default:
      return null;
  }
}

function parseGroup(stream: Stream): Expression | null {
  if (++stream.depth > DEEPEST) return null;
  const inner = parseLevel(stream, 0);
  stream.depth--;
  return takeSign(stream, ')') ? inner : null;
}

function parseName(stream: Stream, text: string): Expression | null {
  const name = text.toUpperCase().replace(/^_XLFN\.|^_XLWS\./, '');
  if (takeSign(stream, '(')) return parseCall(stream, name);
  if (name === 'TRUE' || name === 'FALSE') return { kind: 'boolean', value: name === 'TRUE' };
  return null;
}

function parseCall(stream: Stream, name: string): Expression | null {
  if (++stream.depth > DEEPEST) return null;
  const args: Expression[] = [];
  if (!takeSign(stream, ')')) {
    do {
      const argument = parseArgument(stream);
      if (!argument) return null;
      args.push(argument);
    } while (takeSign(stream, ','));
    if (!takeSign(stream, ')')) return null;
  }
  stream.depth--;
  return { kind: 'call', name, args };
}

function parseArgument(stream: Stream): Expression | null {
  const sign = peekSign(stream);
  return sign === ',' || sign === ')' ? { kind: 'missing' } : parseLevel(stream, 0);
}

function peekSign(stream: Stream): string | null {
  const token = stream.tokens[stream.at];
  return token?.kind === 'sign' ? token.text : null;
}

function takeSign(stream: Stream, sign: string): boolean {
  if (peekSign(stream) !== sign) return false;
  stream.at++;
  return true;
}

// Checks written by hand: what CEL may say here, and what it may not.
import { describe, expect, it } from 'vitest';
import { LIMITS, parseRule } from '../../../engine/compile/index.ts';
import { Exact } from '../../../engine/model/exact.ts';

function holds(expression: string, amounts: Record<string, string>): boolean {
  const rule = parseRule(expression);
  if (rule.kind === 'fault') throw new Error(rule.why);
  return rule.holds(new Map(Object.entries(amounts).map(([code, amount]) => [code, new Exact(amount)])));
}

function fault(expression: string): string {
  const rule = parseRule(expression);
  return rule.kind === 'fault' ? rule.why : '';
}

describe('a written rule', () => {
  it('reckons exactly', () => {
    expect(holds('a + b == c', { a: '0.1', b: '0.2', c: '0.3' })).toBe(true);
    expect(holds('a <= 3 && b * 2 > a', { a: '3', b: '1.6' })).toBe(true);
    expect(holds('a > 0.1', { a: '0.1' })).toBe(false);
  });

  it('names the codes it speaks of', () => {
    const rule = parseRule('b >= a || a == b');
    expect(rule.kind === 'parsed' && rule.codes).toEqual(['a', 'b']);
  });

  it.each([
    ['a.matches("(x+)+$")', 'not allowed'],
    ['size([a, b]) > 1', 'not allowed'],
    ['[1,2].exists(x, x > a)', 'not allowed'],
    ['"a" == "b"', 'not allowed'],
    ['a + b', 'not bool'],
    ['a <= ', ''],
    ['a && b', ''],
    [`a <= ${'1 + '.repeat(200)}1`, 'characters'],
    [`${'('.repeat(60)}a${')'.repeat(60)} > 1`, ''],
  ])('refuses %s', (expression, why) => {
    expect(parseRule(expression).kind).toBe('fault');
    expect(fault(expression)).toContain(why);
  });

  it('is limited in length', () => {
    expect(LIMITS.characters).toBeLessThanOrEqual(1000);
  });
});

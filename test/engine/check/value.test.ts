// Values by rule: what is accepted, what is refused, and in which words.
import fc from '../../random.ts';
import { describe, expect, it } from 'vitest';
import type { Expected } from '../../../engine/check/index.ts';
import { describe as inWords } from '../../../engine/problem/index.ts';
import { loadCheckValue } from '../../../forms/lexicon/form.ts';

const checkValue = loadCheckValue();

const people: Expected = { title: '常住人口', answers: 'count', unit: '人', choices: null };
const money: Expected = { title: '运转经费', answers: 'decimal', unit: '万元', choices: null };
const kind: Expected = { title: '城乡分类', answers: 'text', unit: null, choices: ['主城区', '镇中心区(含)'] };
const address: Expected = { title: '地址', answers: 'text', unit: null, choices: null };
const founded: Expected = { title: '成立时间', answers: 'date', unit: null, choices: null };
const unknown: Expected = { title: '特色指标', answers: 'any', unit: null, choices: null };
const all = [people, money, kind, address, founded, unknown];
const at = { community: '示例社区', period: '2026', department: '统计局', file: '人口.xlsx', sheet: '人口', cell: 'C5' };

function outcome(value: unknown, expected: Expected = people): string {
  const checked = checkValue(expected, value, at);
  if (checked.kind === 'blank') return 'blank';
  if (checked.kind === 'refused') return checked.problem.code;
  const { answer } = checked;
  return answer.kind === 'number' ? `number ${answer.value}` : answer.kind === 'text' ? `text ${answer.text}` : answer.kind;
}

describe('numbers', () => {
  it.each<[unknown, string]>([
    [1234, 'number 1234'],
    ['1234', 'number 1234'],
    [' 1,234 ', 'number 1234'],
    ['1234\n', 'number 1234'],
    ['１２３４', 'number 1234'],
    ['1，234', 'number 1234'],
    ['1234.0', 'number 1234'],
    ['007', 'number 7'],
    [0, 'number 0'],
    ['0', 'number 0'],
    [-0, 'number 0'],
    ['-0', 'number 0'],
    [null, 'blank'],
    [undefined, 'blank'],
    ['', 'blank'],
    ['　', 'blank'],
    ['不适用', 'notApplicable'],
    ['N/A', 'notApplicable'],
    ['约100', 'value.approximate'],
    ['100左右', 'value.approximate'],
    ['12人', 'value.withUnit'],
    ['12 户', 'value.withUnit'],
    [-3, 'value.negative'],
    ['－3', 'value.negative'],
    [2.5, 'value.notWhole'],
    [1e308, 'value.tooLarge'],
    ['1e308', 'value.tooLarge'],
    [1e3, 'number 1000'],
    [1e21, 'value.tooLarge'],
    ['1e3', 'value.notANumber'],
    ['+7', 'value.notANumber'],
    ['9'.repeat(50), 'value.tooLarge'],
    ['9'.repeat(100_000), 'value.tooLarge'],
    [Infinity, 'value.notANumber'],
    [NaN, 'value.notANumber'],
    ['12,34', 'value.notANumber'],
    ['1²', 'value.notANumber'],
    ['①', 'value.notANumber'],
    ['一百', 'value.notANumber'],
    ['—', 'value.notANumber'],
    ['1\u0000', 'value.badCharacters'],
    [true, 'value.notANumber'],
    ['0x10', 'value.notANumber'],
    [[12], 'value.notScalar'],
    [{ value: 12 }, 'value.notScalar'],
  ])('%j → %s', (value, expected) => expect(outcome(value)).toBe(expected));

  it('keeps decimals exactly where they are allowed', () => {
    expect(outcome('19.99', money)).toBe('number 19.99');
    expect(outcome(0.07, money)).toBe('number 0.07');
    expect(outcome('0.123456789', money)).toBe('value.tooManyDecimals');
    expect(outcome(0.1 + 0.2, money)).toBe('number 0.3');
    expect(outcome(5e-324, money)).toBe('value.tooManyDecimals');
  });

  it('says that full-width digits were taken as digits', () => {
    const checked = checkValue(people, '１２', at);
    expect(checked.kind === 'answer' && checked.hint && inWords(checked.hint, 'zh')).toBe(
      '[示例社区 2026 统计局·人口.xlsx 人口!C5] “常住人口”填成了“１２”,已按 12 采用。',
    );
  });
});

describe('words', () => {
  it('must be one of a list where there is one, whatever the width and spaces', () => {
    expect(outcome('主城区', kind)).toBe('text 主城区');
    expect(outcome('镇中心区（含） ', kind)).toBe('text 镇中心区(含)');
    expect(outcome('郊区', kind)).toBe('value.notInList');
    expect(outcome(true, kind)).toBe('value.notScalar');
  });

  it('may not hold what a workbook cannot', () => {
    expect(outcome('a\u0007b', address)).toBe('value.badCharacters');
    expect(outcome('a\ud800b', address)).toBe('value.badCharacters');
    expect(outcome('长'.repeat(3000), address)).toBe('value.tooLong');
    expect(outcome('两行\n地址', address)).toBe('text 两行\n地址');
    expect(outcome('𠮷'.repeat(2000), address)).toBe(`text ${'𠮷'.repeat(2000)}`);
  });

  it('where nobody knows what is asked, telephone numbers and codes stay as they are', () => {
    expect(outcome('12', unknown)).toBe('number 12');
    expect(outcome('09532887562', unknown)).toBe('text 09532887562');
    expect(outcome('640302199001011234', unknown)).toBe('text 640302199001011234');
    expect(outcome('约100', unknown)).toBe('text 约100');
  });
});

describe('dates', () => {
  it.each([
    ['2012-07-01', 'text 2012-07-01'],
    ['2012/7/1', 'text 2012-07-01'],
    ['2012年7月1日', 'text 2012-07-01'],
    ['２０１２年７月', 'text 2012-07'],
    ['2012.7', 'text 2012-07'],
    ['20120701', 'text 2012-07-01'],
    [2012, 'text 2012'],
    ['2024-02-29', 'text 2024-02-29'],
    ['2023-02-29', 'value.notADate'],
    ['2012-13-01', 'value.notADate'],
    ['2012-7/1', 'value.notADate'],
    ['41091', 'value.notADate'],
    ['去年', 'value.notADate'],
    [true, 'value.notScalar'],
    [null, 'blank'],
  ])('%j → %s', (value, expected) => expect(outcome(value, founded)).toBe(expected));
});

describe('a refusal', () => {
  it('names the cell and what to do, in both languages', () => {
    const checked = checkValue(people, '12人', at);
    const found = checked.kind === 'refused' ? checked.problem : null;
    expect(found && inWords(found, 'zh')).toBe('[示例社区 2026 统计局·人口.xlsx 人口!C5] “常住人口”填成了“12人”,请只填数字(单位已定为人)。');
    expect(found && inWords(found, 'en')).toBe(
      '[示例社区 2026 统计局·人口.xlsx 人口!C5] "常住人口" was answered "12人". Fill in the number only; the unit is 人.',
    );
  });
});

describe('laws', () => {
  const anything = fc.oneof(
    fc.jsonValue(),
    fc.string({ unit: 'binary' }),
    fc.stringMatching(/^[-+]?[0-9０-９,.，年月\-/ e约人]{0,12}$/u),
    fc.double(),
    fc.integer(),
    fc.constantFrom(undefined, NaN, Infinity),
  );
  const expected = fc.constantFrom(...all);

  it('every value gets an outcome, always the same one, and in words that can be printed', () => {
    fc.assert(
      fc.property(expected, anything, (question, value) => {
        const checked = checkValue(question, value, at);
        expect(checkValue(question, value, at)).toEqual(checked);
        if (checked.kind === 'refused') for (const language of ['zh', 'en'] as const) expect(inWords(checked.problem, language)).not.toMatch(/\p{Cc}|\p{Cs}/u);
      }),
      { numRuns: 2000 },
    );
  });

  it('an answer that was accepted is accepted again as it is', () => {
    fc.assert(
      fc.property(expected, anything, (question, value) => {
        const checked = checkValue(question, value);
        if (checked.kind !== 'answer' || checked.answer.kind === 'notApplicable' || checked.answer.kind === 'notAsked') return;
        const again = checked.answer.kind === 'number' ? checked.answer.value : checked.answer.text;
        expect(checkValue(question, again)).toEqual({ ...checked, hint: null });
      }),
      { numRuns: 2000 },
    );
  });

  it('only what is empty is blank, and no blank is a number', () => {
    fc.assert(
      fc.property(expected, anything, (question, value) => {
        const isEmpty = value === null || value === undefined || (typeof value === 'string' && value.trim() === '');
        expect(checkValue(question, value).kind === 'blank').toBe(isEmpty);
      }),
      { numRuns: 2000 },
    );
  });

  it('a count is a whole number from 0 to under a million million', () => {
    fc.assert(
      fc.property(anything, (value) => {
        const checked = checkValue(people, value);
        if (checked.kind !== 'answer' || checked.answer.kind === 'notApplicable') return;
        expect(checked.answer).toEqual({ kind: 'number', value: expect.stringMatching(/^(?:0|[1-9]\d{0,11})$/) });
      }),
      { numRuns: 2000 },
    );
  });
});

// Values by rule: what is accepted, what is refused, and in which words.
import { describe, expect, it } from 'vitest';
import { checkValue, type Expected } from '../../../engine/check/index.ts';
import type { Scalar } from '../../../engine/model/sheet.ts';
import { describe as inWords } from '../../../engine/problem/index.ts';

const people: Expected = { title: '常住人口', answers: 'count', unit: '人', choices: null };
const money: Expected = { title: '运转经费', answers: 'decimal', unit: '万元', choices: null };
const kind: Expected = { title: '城乡分类', answers: 'text', unit: null, choices: ['主城区', '镇中心区'] };
const address: Expected = { title: '地址', answers: 'text', unit: null, choices: null };
const at = { department: '示例社区', sheet: '人口', cell: 'C5' };

function outcome(value: Scalar, expected: Expected = people): string {
  const checked = checkValue(value, expected, at);
  if (checked.kind === 'blank') return 'blank';
  if (checked.kind === 'refused') return checked.problems.map(({ code }) => code).join();
  const { answer } = checked;
  return answer.kind === 'number' ? `number ${answer.value}` : answer.kind === 'text' ? `text ${answer.text}` : answer.kind;
}

describe('numbers', () => {
  it.each<[Scalar, string]>([
    [1234, 'number 1234'],
    ['1234', 'number 1234'],
    [' 1,234 ', 'number 1234'],
    ['１２３４', 'number 1234'],
    ['1，234', 'number 1234'],
    ['1234.0', 'number 1234'],
    [0, 'number 0'],
    ['0', 'number 0'],
    ['-0', 'number 0'],
    [null, 'blank'],
    ['', 'blank'],
    ['　', 'blank'],
    ['不适用', 'notApplicable'],
    ['约100', 'value.approximate'],
    ['100左右', 'value.approximate'],
    ['12人', 'value.withUnit'],
    ['12 户', 'value.withUnit'],
    [-3, 'value.negative'],
    ['－3', 'value.negative'],
    [2.5, 'value.notWhole'],
    [1e308, 'value.tooLarge'],
    ['1e308', 'value.tooLarge'],
    ['12,34', 'value.notANumber'],
    ['1²', 'value.notANumber'],
    ['①', 'value.notANumber'],
    ['一百', 'value.notANumber'],
    ['—', 'value.notANumber'],
    [true, 'value.notANumber'],
    ['0x10', 'value.notANumber'],
  ])('%j → %s', (value, expected) => expect(outcome(value)).toBe(expected));

  it('keeps decimals exactly where they are allowed', () => {
    expect(outcome('19.99', money)).toBe('number 19.99');
    expect(outcome(0.07, money)).toBe('number 0.07');
    expect(outcome('0.123456789', money)).toBe('value.tooManyDecimals');
  });

  it('says that full-width digits were taken as digits', () => {
    const checked = checkValue('１２', people, at);
    expect(checked.kind === 'answer' && checked.problems.map((found) => inWords(found, 'zh'))).toEqual([
      '[示例社区 人口!C5] “常住人口”填成了“１２”,已按 12 采用。',
    ]);
  });
});

describe('words', () => {
  it('must be one of a list where there is one', () => {
    expect(outcome('主城区', kind)).toBe('text 主城区');
    expect(outcome('郊区', kind)).toBe('value.notInList');
  });

  it('may not hold what a workbook cannot', () => {
    expect(outcome('a\u0007b', address)).toBe('value.badCharacters');
    expect(outcome('a\ud800b', address)).toBe('value.badCharacters');
    expect(outcome('长'.repeat(3000), address)).toBe('value.tooLong');
    expect(outcome('两行\n地址', address)).toBe('text 两行\n地址');
  });
});

describe('a refusal', () => {
  it('names the cell and what to do, in both languages', () => {
    const checked = checkValue('12人', people, at);
    const [found] = checked.kind === 'refused' ? checked.problems : [];
    expect(found && inWords(found, 'zh')).toBe('[示例社区 人口!C5] “常住人口”填成了“12人”,请只填数字(单位已定为人)。');
    expect(found && inWords(found, 'en')).toBe('[示例社区 人口!C5] "常住人口" was answered "12人". Fill in the number only; the unit is 人.');
  });
});

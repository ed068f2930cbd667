// What the search finds leads to a page that shows it, for each role.
import { expect, test } from 'vitest';
import type { AnnualForm, FormQuestion } from '../../engine/model/annual.ts';
import { foundBy, questionsFound } from '../../web/shell/placeOf.ts';

const NAMES = [
  { kind: 'requirement', id: 'r1', name: '低保月报', more: 'mz-01' },
  { kind: 'element', id: 'e1', name: '残疾人数', more: '人 · 残疾' },
  { kind: 'community', id: 'c1', name: '柳岸社区', more: '001001' },
] as const;

test.each([
  ['department', ['/reports/r1', '/reports?element=e1', '/results?place=c1']],
  ['coordinator', ['/admission/r1', `/matching?tab=elements&q=${encodeURIComponent('残疾人数')}`, '/year?tab=map&place=c1']],
  ['street', ['/review?place=c1']],
  ['auditor', []],
] as const)('%s', (role, places) => {
  expect(foundBy(role, NAMES).map(({ to }) => to)).toEqual(places);
});

test('a community finds each question in the last period that has begun; those of periods to come are not there yet', () => {
  const question = (item: string, title: string) => ({ item, title }) as FormQuestion;
  const section = (code: string, questions: FormQuestion[]) => ({
    code,
    title: '人口',
    blocks: [
      { kind: 'list' as const, heading: '', questions },
      { kind: 'crossTab' as const, heading: '', rowHead: '', rows: [''], columnHead: '', columns: ['', ''], cells: [[question('x', '男'), null]] },
    ],
  });
  const form = {
    parts: [
      { frequency: 'annual', sections: [section('people', [question('a b', '常住 · 人数')])] },
      { frequency: 'quarterly', sections: [section('work', [question('q', '就业')])] },
      { frequency: 'monthly', sections: [section('later', [question('m', '巡查')])] },
    ],
  } as unknown as AnnualForm;
  const period = (name: string, frequency: 'annual' | 'quarterly' | 'monthly', begun: boolean) =>
    ({ period: name, frequency, begun }) as Parameters<typeof questionsFound>[1][number];
  const periods = [
    period('2026', 'annual', true),
    period('2026-Q1', 'quarterly', true),
    period('2026-Q2', 'quarterly', true),
    period('2026-Q3', 'quarterly', false),
    period('2026-12', 'monthly', false),
  ];
  expect(questionsFound(form, periods).map(({ name, to }) => [name, to])).toEqual([
    ['常住 · 人数', '/my-year/2026/people?item=a%20b'],
    ['男', '/my-year/2026/people?item=x'],
    ['就业', '/my-year/2026-Q2/work?item=q'],
    ['男', '/my-year/2026-Q2/work?item=x'],
  ]);
});

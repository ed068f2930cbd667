// Scenarios: what departments ask, what communities are then asked, and how the rest follows.
import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY, plan, type Derivation, type Plan, type Policy, type Term } from '../../../engine/plan/index.ts';
import { asking, element, events, from, input, only, persons } from './drawn.ts';

const itemsOf = (made: Plan): string[] => made.items.map(({ id }) => id);
const termText = ({ coefficient, from, over }: Term): string =>
  `${coefficient.numerator}${coefficient.denominator === '1' ? '' : `/${coefficient.denominator}`} ${from.kind === 'item' ? from.item : `free ${from.reference}`} ${over}`;
const text = (derivation: Derivation): string =>
  derivation.kind === 'ratio'
    ? `(${derivation.numerator.map(termText).join(' + ')}) / (${derivation.denominator.map(termText).join(' + ')})`
    : derivation.terms.map(termText).join(' + ');
const how = (made: Plan, element: string, frequency = 'annual'): string => {
  const found = made.derivations.find((derivation) => derivation.element === element && derivation.frequency === frequency);
  return found ? `${found.level}: ${text(found)}` : 'none';
};
const without = (...levels: (keyof Policy['levels'])[]): Policy => ({
  ...DEFAULT_POLICY,
  levels: { ...DEFAULT_POLICY.levels, ...Object.fromEntries(levels.map((level) => [level, false])) },
});

describe('totals and parts', () => {
  const total = element('人口', persons({}), ['统计:annual', '公安:annual', '卫健:annual']);
  const men = element('男', persons({ sex: only('男') }), ['统计:annual']);
  const women = element('女', persons({ sex: only('女') }), ['妇联:annual']);

  it('asks the parts and adds up the total, however many ask for the total', () => {
    const made = plan(input([total, men, women]));
    expect(itemsOf(made)).toEqual(['女@annual', '男@annual']);
    expect(how(made, '人口')).toMatch(/^sum: /);
    expect(made.certificate).toMatchObject({ valuesBefore: 5, valuesNow: 2, least: 2, complete: true });
  });

  it('takes a difference where the total is asked more often, and says so', () => {
    const monthly = element('人口', persons({}), ['统计:monthly']);
    const made = plan(input([monthly, men, women]));
    expect(itemsOf(made)).toEqual(['人口@monthly', '男@annual']);
    expect(how(made, '女')).toBe('differenceAcross: 1 人口@monthly end + -1 男@annual end');
    expect(made.derivations.find((derivation) => derivation.element === '女')).toMatchObject({ needsApproval: true });
  });

  it('asks instead when policy forbids the difference, once for all who ask', () => {
    const monthly = element('人口', persons({}), ['统计:monthly']);
    const made = plan(input([monthly, men, women]), without('differenceAcross'));
    expect(itemsOf(made)).toEqual(['人口@monthly', '女@annual', '男@annual']);
    expect(made.items.find(({ element }) => element === '女')).toMatchObject({ reason: 'policy' });
    expect(made.relations).toMatchObject([{ live: true, frequency: 'annual', left: { element: '女' } }]);
    expect(made.certificate).toMatchObject({ valuesNow: 14, least: 13 });
  });

  it('knows a difference inside one department', () => {
    const made = plan(input([element('人口', persons({}), ['统计:monthly']), men, element('女', persons({ sex: only('女') }), ['统计:annual'])]));
    expect(how(made, '女')).toMatch(/^differenceOwn: /);
  });

  it('finds parts of parts: levels of disability by sex', () => {
    const levels = ['一级', '二级', '三级', '四级'];
    const made = plan(
      input([
        element('残疾', persons({ disabled: only('yes') }), ['残联:annual']),
        ...levels.map((level) => element(level, persons({ level: only(level) }), ['残联:annual'])),
        ...levels.map((level) => element(`${level}男`, persons({ level: only(level), sex: only('男') }), ['残联:annual'])),
        ...levels.map((level) => element(`${level}女`, persons({ level: only(level), sex: only('女') }), ['残联:annual'])),
      ]),
    );
    expect(made.items).toHaveLength(8);
    expect(made.derivations.filter(({ level }) => level === 'sum').map(({ element }) => element)).toEqual(expect.arrayContaining(['残疾', ...levels]));
    expect(made.derivations.every(({ level }) => level === 'same' || level === 'sum')).toBe(true);
  });

  it('asks age groups and adds up the open ones', () => {
    const made = plan(
      input([
        element('60+', persons({ age: from(60) }), ['民政:annual']),
        element('60-79', persons({ age: from(60, 79) }), ['卫健:annual']),
        element('80+', persons({ age: from(80) }), ['民政:annual']),
        element('0-59', persons({ age: from(0, 59) }), ['教育:annual']),
        element('全', persons({}), ['统计:annual']),
      ]),
    );
    expect(itemsOf(made)).toEqual(['0-59@annual', '60-79@annual', '80+@annual']);
    expect(how(made, '60+')).toBe('sum: 1 60-79@annual end + 1 80+@annual end');
  });
});

describe('time', () => {
  it('takes the last month of a stock, adds up a flow', () => {
    const made = plan(
      input([
        element('人口', persons({}), ['统计:monthly', '公安:quarterly', '卫健:annual']),
        element('调解', events({ kind: only('调解') }), ['司法:quarterly', '政法:annual'], 'flow'),
      ]),
    );
    expect(itemsOf(made)).toEqual(['人口@monthly', '调解@quarterly']);
    expect(how(made, '人口', 'quarterly')).toBe('rollup: 1 人口@monthly end');
    expect(how(made, '调解')).toBe('rollup: 1 调解@quarterly sum');
    expect(made.items[0]?.sources).toEqual(['人口#0', '人口#1', '人口#2']);
  });

  it('asks the own period and adds up the year to date', () => {
    const visits = events({ kind: only('走访') });
    const made = plan(
      input([
        element('走访', visits, ['妇联:monthly'], 'flow'),
        element('走访累计', visits, ['妇联:monthly', '民政:quarterly', '统计:annual'], 'flow', 'toDate'),
      ]),
    );
    expect(itemsOf(made)).toEqual(['走访@monthly']);
    expect(how(made, '走访累计', 'monthly')).toBe('rollup: 1 走访@monthly toDate');
    expect(how(made, '走访累计', 'quarterly')).toBe('rollup: 1 走访@monthly toDate');
    expect(how(made, '走访累计', 'annual')).toBe('rollup: 1 走访@monthly sum');
  });

  it('takes differences of the year to date where only that is asked often', () => {
    const visits = events({ kind: only('走访') });
    const made = plan(input([element('走访', visits, ['妇联:quarterly'], 'flow'), element('走访累计', visits, ['妇联:monthly'], 'flow', 'toDate')]));
    expect(itemsOf(made)).toEqual(['走访累计@monthly']);
    expect(how(made, '走访', 'quarterly')).toBe('rollup: 1 走访累计@monthly difference');
  });

  it('asks a standing fact once a year', () => {
    const area = persons({}, { kind: 'value', of: 'landArea' });
    const made = plan(input([element('面积', area, ['住建:monthly', '统计:annual'], 'standing')]));
    expect(itemsOf(made)).toEqual(['面积@annual']);
    expect(how(made, '面积', 'monthly')).toBe('same: 1 面积@annual year');
  });

  it('asks each frequency for itself when policy forbids roll-up', () => {
    const made = plan(input([element('人口', persons({}), ['统计:monthly', '公安:quarterly'])]), without('rollup'));
    expect(itemsOf(made)).toEqual(['人口@monthly', '人口@quarterly']);
    expect(made.items.map(({ sources }) => sources)).toEqual([['人口#0'], ['人口#1']]);
  });
});

describe('registers', () => {
  const free = [{ reference: '花名册:残疾', functional: persons({ disabled: only('yes') }), kind: 'stock' as const }];
  const elements = [
    element('残疾', persons({ disabled: only('yes') }), ['残联:annual']),
    element('残疾男', persons({ disabled: only('yes'), sex: only('男') }), ['残联:annual']),
  ];

  it('counts instead of asking', () => {
    const made = plan(input(elements, { free }));
    expect(itemsOf(made)).toEqual(['残疾男@annual']);
    expect(how(made, '残疾')).toBe('register: 1 free 花名册:残疾 end');
  });

  it('does so only when policy lets it', () => {
    expect(plan(input(elements, { free }), { ...DEFAULT_POLICY, registers: false }).items).toHaveLength(2);
  });

  it('checks a register against what is asked more often', () => {
    const made = plan(input([element('残疾', persons({ disabled: only('yes') }), ['残联:quarterly'])], { free }));
    expect(made.relations).toMatchObject([{ left: { kind: 'free', reference: '花名册:残疾' }, live: true }]);
  });
});

describe('what is not a sum', () => {
  const share = {
    id: '老年占比',
    title: '老年占比',
    numerator: persons({ age: from(60) }),
    denominator: persons({}),
    kinds: { numerator: 'stock', denominator: 'stock' } as const,
    reading: 'own' as const,
    factor: '100',
    decimals: 2,
    asked: [asking('老年占比', '民政:quarterly', 0), asking('老年占比', '民政:annual', 1)],
  };

  it('computes a ratio where both parts are known, asks it where not', () => {
    const made = plan(
      input([element('人口', persons({}), ['统计:quarterly']), element('老年', persons({ age: from(60) }), ['民政:annual'])], {
        ratios: [share],
      }),
    );
    expect(itemsOf(made)).toEqual(['人口@quarterly', '老年@annual', '老年占比@quarterly']);
    expect(how(made, '老年占比', 'annual')).toBe('rollup: (1 老年@annual end) / (1 人口@quarterly end)');
  });

  it('asks a text once, at the finest frequency', () => {
    const opaque = [
      {
        id: '书记',
        title: '书记',
        kind: 'stock' as const,
        reading: 'own' as const,
        asked: [asking('书记', '组织:quarterly', 0), asking('书记', '民政:annual', 1)],
      },
    ];
    const made = plan(input([], { opaque }));
    expect(itemsOf(made)).toEqual(['书记@quarterly']);
    expect(how(made, '书记')).toBe('rollup: 1 书记@quarterly end');
  });

  it('asks what can never be and says that it was probably read wrongly', () => {
    const made = plan(input([element('无', new Map(), ['统计:annual'])]));
    expect(made.items).toMatchObject([{ id: '无@annual', reason: 'empty' }]);
    expect(made.problems).toMatchObject([{ code: 'plan.empty', severity: 'doubt' }]);
  });

  it('never answers one thing that cannot be by another', () => {
    const given = input([element('无', new Map(), ['统计:annual']), element('亦无', new Map(), ['人社:annual'])]);
    expect(itemsOf(plan(given))).toEqual(['亦无@annual', '无@annual']);
  });
});

describe('budget', () => {
  it('asks the rest as it stands, and says so', () => {
    const many = Array.from({ length: 30 }, (_, index) =>
      element(
        `e${String(index).padStart(2, '0')}`,
        new Map(Array.from({ length: 10 }, (_, k) => [`x|count||a=${(index * 7 + k * k) % 23}`, 1 + ((index + k) % 5)])),
        ['统计:annual'],
      ),
    );
    const made = plan(input(many), { ...DEFAULT_POLICY, budget: 200 });
    expect(made.certificate.complete).toBe(false);
    expect(made.problems).toMatchObject([{ code: 'plan.budget' }]);
    expect(made.derivations).toHaveLength(30);
  });
});

// The annual form compiled from the sample district: everything asked once, under readable codes, in sections and cross-tabs.
import { beforeAll, describe, expect, it } from 'vitest';
import { questionsIn, type Compiled } from '../../../engine/compile/index.ts';
import type { FormPart, FormQuestion } from '../../../engine/model/annual.ts';
import type { Consolidation } from '../../../engine/model/consolidation.ts';
import type { Term } from '../../../engine/model/plan.ts';
import { compiledSample, consolidatedSample } from '../../sample.ts';

let consolidation: Consolidation;
let compiled: Compiled;
let questions: FormQuestion[];

beforeAll(async () => {
  consolidation = await consolidatedSample();
  compiled = compiledSample(consolidation);
  questions = compiled.form.parts.flatMap((part) => part.sections.flatMap(questionsIn));
});

describe('the form', () => {
  it('asks every item exactly once', () => {
    expect(questions.map(({ item }) => item).toSorted()).toEqual(consolidation.items.map(({ id }) => id).toSorted());
  });

  it('gives every question a readable ASCII code of its own', () => {
    expect(new Set(questions.map(({ code }) => code)).size).toBe(questions.length);
    for (const { code } of questions) expect(code).toMatch(/^[a-z][a-z0-9_]{2,90}$/);
    expect(questions.map(({ code }) => code)).toContain('person_count_female_residence_resident_or_settled');
  });

  it('keeps its codes in whatever order requirements are registered', () => {
    const { pack } = consolidation;
    const smaller = compiledSample({ ...consolidation, pack: { ...pack, requirements: pack.requirements.toReversed() } });
    const codes = smaller.form.parts.flatMap((part) => part.sections.flatMap(questionsIn)).map(({ item, code }) => `${item} ${code}`);
    expect(codes.toSorted()).toEqual(questions.map(({ item, code }) => `${item} ${code}`).toSorted());
  });

  it('leaves its input as it is', () => {
    const before = JSON.stringify(consolidation);
    compiledSample(consolidation);
    expect(JSON.stringify(consolidation)).toBe(before);
  });

  it('puts what is asked about old people, children and disability where one looks for it', () => {
    const titles = (part: FormPart | undefined): string[] => part?.sections.map(({ title }) => title) ?? [];
    expect(titles(compiled.form.parts.find(({ frequency }) => frequency === 'annual'))).toEqual(
      expect.arrayContaining(['人口', '家庭', '老年人', '儿童', '残疾人', '住房', '单位和场所', '社区设施', '经费']),
    );
  });

  it('crosses what is asked of every age, though single questions of the section are not, and says what varies', () => {
    const old = compiled.form.parts.flatMap(({ sections }) => sections).find(({ title }) => title === '老年人');
    const [tab] = old?.blocks.filter((block) => block.kind === 'crossTab') ?? [];
    expect(tab).toMatchObject({ heading: '按年龄分 · 人数', columns: ['60—69周岁', '70—79周岁', '80周岁及以上'] });
    expect(tab?.rows).toEqual(expect.arrayContaining(['常住人口、独居老人', '常住人口、空巢老人']));
  });

  it('crosses what varies two ways', () => {
    const tabs = compiled.form.parts.flatMap((part) => part.sections.flatMap(({ blocks }) => blocks.filter((block) => block.kind === 'crossTab')));
    const education = tabs.find(({ rowHead }) => rowHead === '受教育程度');
    expect(education?.columns).toEqual(['合计', '女']);
    expect(education?.heading).toBe('常住人口、15周岁及以上 · 人数');
    for (const { rows, columns, cells } of tabs) {
      expect(cells.map((row) => row.length)).toEqual(rows.map(() => columns.length));
    }
  });

  it('words each question so that it can be read away from its form', () => {
    const titles = new Map(questions.map(({ item, title }) => [item, title]));
    const about = (facet: string): string[] =>
      consolidation.items.flatMap(({ id, element }) => {
        const point = consolidation.elements.find((each) => each.id === element)?.point;
        return point?.kind === 'plain' && facet in point.where ? [titles.get(id) ?? ''] : [];
      });
    for (const [facet, subject] of [
      ['person.mentalIllness', /精神障碍/u],
      ['person.disabilityLevel', /残疾/u],
      ['person.religion', /信/u],
      ['person.hukou', /户口/u],
      ['dwelling.use', /住房/u],
      ['dwelling.gas', /住房/u],
      ['household.residence', /家庭/u],
    ] as const) {
      expect(about(facet).length).toBeGreaterThan(0);
      for (const title of about(facet)) expect(title).toMatch(subject);
    }
  });

  it('prints no note that counts the rows of the form it was read from', () => {
    const notes = questions.flatMap(({ definitions }) => definitions);
    expect(notes).toContain('党员指组织关系在本社区党组织的党员');
    expect(notes).toContain('按辖区在册人员统计,不分户籍');
    for (const note of notes) expect(note).not.toMatch(/第?[一二三四五六七八九十\d]+项|本表|表中/u);
  });

  it('tells columns of one register apart that several rosters call the same', () => {
    for (const { columns } of compiled.form.registers) expect(new Set(columns.map(({ title }) => title)).size).toBe(columns.length);
    const people = compiled.form.registers.find(({ register }) => register === 'person')?.columns ?? [];
    expect(people.map(({ title }) => title)).toEqual(expect.arrayContaining(['姓名', '备注(持证残疾人名册)', '备注(社区党员花名册)', '拟入学校']));
    expect(people.find(({ title }) => title === '民族')?.suggested).toContain('土家族');
  });

  it('says who needs a figure', () => {
    const women = questions.find(({ code }) => code === 'person_count_female_residence_resident_or_settled');
    expect(women?.neededBy.map(({ department }) => department)).toEqual(expect.arrayContaining(['妇女联合会', '统计局']));
  });

  it('speaks English', () => {
    const { form } = compiledSample(consolidation, 'en');
    expect(form.parts[0]?.sections.map(({ title }) => title)).toContain('Older people');
  });
});

describe('its checks', () => {
  it('are few and have owners where departments print them', () => {
    const kinds = compiled.form.checks.map(({ kind }) => kind);
    expect(compiled.form.checks.length).toBeLessThan(consolidation.items.length);
    expect(new Set(kinds)).toEqual(new Set(['printed', 'circuit', 'part', 'remainder', 'written']));
    for (const check of compiled.form.checks.filter(({ kind }) => kind === 'printed')) expect(check.owner).not.toBe('');
  });

  it('have ids of their own', () => {
    const ids = compiled.form.checks.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('say what a form prints in its words, and nothing twice', () => {
    const linear = compiled.form.checks.flatMap((check) => (check.kind === 'written' ? [] : [check]));
    const women = linear.filter(({ words }) => /初中/u.test(words) && /女/u.test(words) && !/常住人口、女 · 人数/u.test(words));
    expect(women.map(({ kind, severity }) => `${kind} ${severity}`)).toEqual(['printed A']);
    expect(women[0]?.words).toBe(
      '“15岁及以上常住人口 › 按受教育程度分 › 初中 › 合计” 应不小于 “15岁及以上常住人口 › 按受教育程度分 › 初中 › 合计 › 女”(表上印着“1≥2”)',
    );
    const sidesOf = (terms: readonly Term[]): string =>
      JSON.stringify(terms.map(({ coefficient, from, over }) => JSON.stringify([coefficient, from, over])).toSorted());
    const said = linear.map(({ frequency, left, comparison, right }) =>
      [frequency, ...(comparison === '≥' ? [sidesOf(right), '≤', sidesOf(left)] : [sidesOf(left), comparison, sidesOf(right)])].join(' '),
    );
    expect(new Set(said).size).toBe(said.length);
  });

  it('watch over what nobody is asked because it is left over', () => {
    const men = compiled.form.checks.find(({ kind, words }) => kind === 'remainder' && words.includes('60—69周岁 › 常住老年人 › 男'));
    expect(men).toMatchObject({ severity: 'B', comparison: '≥', frequency: 'annual' });
    const titles = new Map(questions.map(({ item, title }) => [item, title]));
    const named = (terms: readonly Term[]): (string | undefined)[] => terms.map(({ from }) => (from.kind === 'item' ? titles.get(from.item) : undefined));
    expect(men?.kind === 'remainder' && named(men.right)).toEqual(['常住人口、女、60—69周岁 · 人数']);
    expect(men?.kind === 'remainder' && men.left.length).toBe(3);
    for (const check of compiled.form.checks)
      if (check.kind === 'remainder' && [...check.left, ...check.right].some(({ from }) => from.kind === 'free'))
        expect([check.severity, check.words]).toEqual(['C', expect.stringContaining('台账')]);
  });

  it('put an equality as shortly as it can be put', () => {
    const whole = compiled.form.checks.filter(({ kind, words }) => kind === 'circuit' && words.endsWith('应等于 “残疾人、持有残疾人证 · 人数”'));
    expect(whole).toHaveLength(1);
    for (const kind of ['视力', '听力', '言语', '肢体', '智力', '精神', '多重'])
      expect(whole[0]?.words).toContain(`“台账中的 ${kind}残疾、持有残疾人证 · 人数”`);
    expect(whole[0]?.words).not.toMatch(/级/u);
  });

  it('leave a rule out that names what nobody asks, with a hint', () => {
    expect(compiled.problems.filter(({ code, severity }) => code === 'rule.notAsked' && severity === 'hint').length).toBeGreaterThan(0);
  });
});

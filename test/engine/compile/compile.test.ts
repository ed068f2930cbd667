// The annual form compiled from the sample district: everything asked once, under readable codes, in sections and cross-tabs.
import { beforeAll, describe, expect, it } from 'vitest';
import { questionsIn, type Compiled } from '../../../engine/compile/index.ts';
import type { FormPart, FormQuestion } from '../../../engine/model/annual.ts';
import type { Consolidation } from '../../../engine/model/consolidation.ts';
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

  it('crosses what varies two ways', () => {
    const tabs = compiled.form.parts.flatMap((part) => part.sections.flatMap(({ blocks }) => blocks.filter((block) => block.kind === 'crossTab')));
    const education = tabs.find(({ rowHead }) => rowHead === '受教育程度');
    expect(education?.columns).toEqual(['合计', '女']);
    expect(education?.heading).toBe('常住、15周岁及以上 · 人数');
    for (const { rows, columns, cells } of tabs) {
      expect(cells.map((row) => row.length)).toEqual(rows.map(() => columns.length));
    }
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
    expect(new Set(kinds)).toEqual(new Set(['printed', 'circuit', 'part', 'written']));
    for (const check of compiled.form.checks.filter(({ kind }) => kind === 'printed')) expect(check.owner).not.toBe('');
  });

  it('have ids of their own', () => {
    const ids = compiled.form.checks.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('leave a rule out that names what nobody asks, with a hint', () => {
    expect(compiled.problems.filter(({ code, severity }) => code === 'rule.notAsked' && severity === 'hint').length).toBeGreaterThan(0);
  });
});

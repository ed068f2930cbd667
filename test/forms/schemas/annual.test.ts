// The annual form's JSON Schema and the types made from it.
import ts from 'typescript';
import { beforeAll, describe, expect, it } from 'vitest';
import { questionsIn } from '../../../engine/compile/index.ts';
import type { AnnualForm } from '../../../engine/model/annual.ts';
import { periodsOf } from '../../../engine/model/period.ts';
import { annualSchema, annualTypes } from '../../../forms/schemas/annual.ts';
import { compiledSample, consolidatedSample } from '../../sample.ts';

let form: AnnualForm;
let made: ReturnType<typeof annualSchema>;

beforeAll(async () => {
  form = compiledSample(await consolidatedSample()).form;
  made = annualSchema(form);
});

/** Answers with one value for every question. */
function answers(value: unknown): Record<string, unknown> {
  const parts = form.parts.map(({ frequency, sections }) => {
    const one = (): object =>
      Object.fromEntries(sections.map((section) => [section.code, Object.fromEntries(questionsIn(section).map(({ code }) => [code, value]))]));
    return [frequency.replace('-', '_'), Object.fromEntries(periodsOf(form.year, frequency).map((period) => [period, one()]))];
  });
  return { community: { code: '1', name: '示例' }, ...Object.fromEntries(parts), registers: Object.fromEntries(form.registers.map(({ code }) => [code, []])) };
}

describe('the schema', () => {
  it('takes a form that is still blank', () => expect(made.validate(answers(null))).toEqual({ fits: true, faults: [] }));

  it('knows blank from zero: neither is the other, both are allowed', () => {
    const text = JSON.stringify(made.schema);
    expect(text).not.toContain('"default"');
    expect(text).not.toContain('multipleOf');
    expect(text).toContain('"null"');
  });

  it('refuses text in a number’s place, negative counts and fractions of people', () => {
    for (const value of ['约100', '12人', -1, 2.5, true]) expect(made.validate(answers(value)).fits).toBe(false);
  });

  it('refuses what it does not know', () => expect(made.validate({ ...answers(null), surprise: 1 }).fits).toBe(false));

  it('does not take an inherited key for an answer', () => expect(made.validate({}).fits).toBe(false));
});

describe('the types', () => {
  it('compile, have ASCII names, and say in Chinese what they are', async () => {
    const types = await annualTypes(made.schema);
    expect(types).not.toMatch(/NoName/);
    expect(types.replace(/\/\*\*[\s\S]*?\*\//g, '')).toMatch(/^[\x00-\x7f]*$/);
    expect(types).toMatch(/常住人口、女 · 人数\(人\)[^\n]*\n\s*\*\/\n\s*person_count_female_residence_resident_or_settled: number \| null;/);
    const { diagnostics = [] } = ts.transpileModule(types, { reportDiagnostics: true, compilerOptions: { strict: true } });
    expect(diagnostics).toEqual([]);
  });
});

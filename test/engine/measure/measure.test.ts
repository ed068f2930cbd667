// What the report says of the sample district.
import { beforeAll, describe, expect, it } from 'vitest';
import { burdens, countsOf, isAsked, legalStanding, lookAlikes, repetitions, sharedElements } from '../../../engine/measure/index.ts';
import type { Consolidation } from '../../../engine/model/consolidation.ts';
import { explanation, explanationText } from '../../../forms/print/explain.ts';
import { reportPage } from '../../../forms/print/report.ts';
import { elementsWorkbook } from '../../../forms/print/elements-workbook.ts';
import { readWorkbook } from '../../../forms/excel/read.ts';
import { loadMeasureWords, loadVocabulary } from '../../../forms/lexicon/form.ts';
import { periodsAYear } from '../../../engine/model/period.ts';
import type { Understood } from '../../../api/pipeline.ts';
import { consolidatedSample, understoodSample } from '../../sample.ts';

let consolidation: Consolidation;
let understood: Understood;

beforeAll(async () => {
  consolidation = await consolidatedSample();
  understood = await understoodSample();
});

describe('burden', () => {
  it('adds up over departments to the certificate', () => {
    const found = burdens(consolidation);
    const sum = (key: 'before' | 'now' | 'least'): number => Math.round(found.reduce((total, each) => total + each[key], 0));
    expect([sum('before'), sum('now'), sum('least')]).toEqual([
      consolidation.certificate.valuesBefore,
      consolidation.certificate.valuesNow,
      consolidation.certificate.least,
    ]);
  });
});

describe('counts', () => {
  it('are those of the certificate, of its stages and of the rows themselves', () => {
    const counts = countsOf(consolidation);
    const { stages } = consolidation.certificate;
    const asked = consolidation.fields.filter(isAsked);
    const values = (rows: readonly { readonly frequency: 'annual' | 'half-yearly' | 'quarterly' | 'monthly' }[]): number =>
      rows.reduce((sum, { frequency }) => sum + periodsAYear(frequency), 0);
    expect(asked.length).toBeLessThan(consolidation.fields.length);
    expect([counts.fields, counts.items]).toEqual([stages.reduce((sum, { fields }) => sum + fields, 0), stages.reduce((sum, { items }) => sum + items, 0)]);
    expect([counts.fields, counts.valuesBefore]).toEqual([asked.length, values(asked)]);
    expect([counts.items, counts.valuesNow]).toEqual([consolidation.items.length, values(consolidation.items)]);
  });
  it('are the same on the report', () => {
    const { departments, requirements, fields, registers } = countsOf(consolidation);
    expect(reportPage(consolidation, loadVocabulary(), loadMeasureWords(), 'zh')).toContain(
      `${departments} 个部门、${requirements} 张表、${fields} 个填报字段、${registers} 本台账`,
    );
  });
});

describe('legal standing', () => {
  it('finds requirements without a basis and with an expired one', () => {
    const of = (status: string): string[] =>
      legalStanding(consolidation, loadMeasureWords())
        .filter((each) => each.status === status)
        .map(({ requirement }) => requirement);
    expect(of('none')).toEqual(['cl-02', 'zf-03', 'shg-02']);
    expect(of('expired')).toEqual(['tj-02']);
  });
});

describe('repetition', () => {
  it('finds the data base form that asks again what others ask', () => {
    const found = repetitions(consolidation).find(({ requirement }) => requirement === 'shg-02');
    expect(found?.like[0]?.requirement).toBe('mz-05');
  });

  it('knows the figure that most departments want', () => {
    const [first] = sharedElements(consolidation);
    expect(first?.departments).toBeGreaterThanOrEqual(8);
  });
});

describe('look-alikes', () => {
  it('differ in the facet named, and come from two departments', () => {
    const pairs = lookAlikes({ consolidation, knowledge: loadVocabulary().lexicon.knowledge, words: loadMeasureWords() });
    expect(pairs.length).toBeGreaterThan(10);
    for (const { a, b, sides } of pairs) {
      expect(a.department).not.toBe(b.department);
      expect(a.element).not.toBe(b.element);
      expect(JSON.stringify(sides[0])).not.toBe(JSON.stringify(sides[1]));
    }
  });
});

describe('explaining', () => {
  it('says which facet keeps two figures apart, and where it was read', () => {
    const field = (key: string) => understood.forms.flatMap((form) => form.fields).find((each) => each.key === key);
    const [a, b] = [field('fl-01|FN1|D9'), field('fl-01|FN1|D10')];
    if (!a || !b) throw new Error('The sample has changed.');
    const explained = explanation(a, b, understood.loaded.pack, loadVocabulary(), 'zh');
    expect(explained).toMatchObject({ verdict: 'DIFFERENT', relation: 'overlapping', decides: ['居住和户籍: 常住 ≠ 户籍'] });
    expect(explanationText(explained, 'zh')).toContain('女性常住人口');
  });
});

describe('the report', () => {
  it.each(['zh', 'en'] as const)('stands by itself (%s)', (language) => {
    const page = reportPage(consolidation, loadVocabulary(), loadMeasureWords(), language);
    expect(page).not.toMatch(/<script|<link|https?:\/\/|url\(/u);
    expect(page).toContain(String(consolidation.certificate.valuesNow).replace(/\B(?=(\d{3})+$)/g, ','));
    expect(page).not.toMatch(/undefined|NaN|\[object/u);
  });

  it('has the register of data elements as a workbook', async () => {
    const { workbook } = readWorkbook(await elementsWorkbook(consolidation, loadVocabulary(), 'zh'), 'elements.xlsx');
    expect(workbook?.sheets.map(({ name }) => name)).toEqual(['数据元', '填报字段']);
    expect(workbook?.sheets[0]?.cells.at(-1)?.row).toBe(consolidation.elements.length + 1);
  });
});

// The annual form as a page: a cell for every period, whoever's answers it shows.
import { beforeAll, describe, expect, it } from 'vitest';
import { questionsIn } from '../../../engine/compile/index.ts';
import type { AnnualForm } from '../../../engine/model/annual.ts';
import { periodsOf } from '../../../engine/model/period.ts';
import { annualPage } from '../../../forms/print/annual.ts';
import { compiledSample, consolidatedSample } from '../../sample.ts';

let form: AnnualForm;

beforeAll(async () => {
  form = compiledSample(await consolidatedSample()).form;
});

describe('the page', () => {
  it('has a cell for every question and period', () => {
    const asked = form.parts.flatMap(({ frequency, sections }) => sections.flatMap(questionsIn).flatMap(() => periodsOf(form.year, frequency)));
    expect(annualPage(form, 'zh').match(/<td class="answer">/gu)).toHaveLength(asked.length);
  });

  it('heads periods as people say them', () => {
    const page = annualPage(form, 'zh');
    for (const head of ['上半年', '4季度', '12月']) expect(page).toContain(`<th class="period">${head}</th>`);
    expect(annualPage(form, 'en')).toContain('<th class="period">Dec</th>');
  });

  it('shows the answers of a community in their periods', () => {
    const monthly = form.parts.find(({ frequency }) => frequency === 'monthly')?.sections.flatMap(questionsIn)[0];
    const items = new Map([[monthly?.item ?? '', new Map([['2026-03', 4321]])]]);
    const page = annualPage(form, 'zh', { code: '1', name: '甲社区', items, registers: new Map() });
    expect(page).toContain('甲社区 1');
    expect(page.match(/4321/gu)).toHaveLength(1);
  });
});

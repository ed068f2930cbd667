// What a department gives as a table: a line for each community by its code, a column for each value, headed by an item, by a blank of the
// department's own form (requirement|sheet|cell), or by the words of the question where only one has them.
import { normalise } from '../../engine/interpret/index.ts';
import { sectionsFor, type Published } from '../annual/published.ts';
import { refused } from '../problem.ts';
import type { Given } from './feed.ts';

const CODE_HEADS = ['社区编码', '社区代码', '编码', '代码', 'community', 'code'];
/** For people's eyes; the code says which community is meant. */
const NAME_HEADS = ['社区', '社区名称', '名称', 'name', ''];

/** The values of a table, a blank cell being none; throws Refused naming the column or line that is wrong. */
export function feedFromTable(file: string, [head = [], ...rows]: readonly (readonly string[])[], form: Published, period: string): readonly Given[] {
  const heads = head.map((text) => text.trim());
  const codeAt = heads.findIndex((text) => CODE_HEADS.includes(text.toLowerCase()));
  if (codeAt < 0) throw refused('request.invalid', { at: file, why: '第一行应有“社区编码”一栏 / the first line must have a column of community codes' });
  const columns = heads.map((text, at) => (at === codeAt || NAME_HEADS.includes(text.toLowerCase()) ? null : targetOf(text, file, form, period)));
  if (columns.every((column) => column === null)) throw refused('request.invalid', { at: file, why: '没有数据列 / no column of values' });
  return rows.flatMap((row, index) => {
    const community = (row[codeAt] ?? '').trim();
    const values = columns.flatMap((target, at) => {
      const value = (row[at] ?? '').trim();
      return target === null || value === '' ? [] : [{ community, ...target, value }];
    });
    if (community === '' && values.length > 0) throw refused('request.invalid', { at: `${file} ${index + 2}`, why: '缺社区编码 / no community code' });
    return values;
  });
}

function targetOf(head: string, file: string, form: Published, period: string): Pick<Given, 'item' | 'field'> {
  if (head.includes('|')) return { field: head };
  const questions = sectionsFor(form, period).flatMap(({ questions: own }) => own);
  if (questions.some(({ item }) => item === head)) return { item: head };
  const [found, other] = questions.filter(({ title }) => normalise(title) === normalise(head));
  if (found && !other) return { item: found.item };
  const why = other
    ? `有几个填报项都叫“${head}”,请用填报项编号 / several items are called so; use the item’s id`
    : `不认识“${head.slice(0, 50)}”这一列 / unknown column`;
  throw refused('request.invalid', { at: file, why });
}

// Words for people: what a data point asks, spelled by the titles of the knowledge in use.
import type { DataPoint, Extent, PlainPoint, SumPoint, Where } from '../model/datapoint.ts';
import type { Knowledge } from '../model/knowledge.ts';
import type { FieldMeaning } from '../model/meaning.ts';
import { apartOf, openWords, sayApart } from '../interpret/index.ts';

/** "人 性别=女, 年龄(周岁)=60—" · ratios as "… ÷ …". */
export function meaningOf(point: DataPoint, knowledge: Knowledge): string {
  if (point.kind === 'ratio') return `${partMeaning(point.numerator, knowledge)} ÷ ${partMeaning(point.denominator, knowledge)} × ${point.factor}`;
  return partMeaning(point, knowledge);
}

function partMeaning(point: PlainPoint | SumPoint, knowledge: Knowledge): string {
  if (point.kind === 'plain') return plainMeaning(point, knowledge);
  return point.terms.map(({ coefficient, point: part }, index) => `${signOf(coefficient, index)}${plainMeaning(part, knowledge)}`).join(' ');
}

function signOf(coefficient: number, index: number): string {
  const size = Math.abs(coefficient) === 1 ? '' : `${Math.abs(coefficient)} × `;
  return coefficient < 0 ? `− ${size}` : index > 0 ? `+ ${size}` : size;
}

function plainMeaning(point: PlainPoint, knowledge: Knowledge): string {
  const object = knowledge.objects.get(point.object)?.title ?? '';
  const measure = point.measure.kind === 'count' ? '' : `·${point.measure.of}`;
  const where = whereText(point.where, knowledge);
  const period = point.period === 'toDate' ? '(本年累计)' : '';
  return [
    `${object}${measure}${period}`,
    where,
    openWords(point)
      .map((word) => `“${word}”`)
      .join(''),
    ...apartOf(point).map((apart) => sayApart(apart, 'zh')),
  ]
    .filter(Boolean)
    .join(' ');
}

/** "性别=女, 年龄(周岁)=60—69". */
export function whereText(where: Where, knowledge: Knowledge): string {
  return Object.keys(where)
    .sort()
    .flatMap((facet) => {
      const extent = where[facet];
      return extent ? [`${knowledge.facets.get(facet)?.title ?? facet}=${extentText(facet, extent, knowledge)}`] : [];
    })
    .join(', ');
}

/** "女", "视力残疾/听力残疾", "60—69", "否". */
export function extentText(facetId: string, extent: Extent, knowledge: Knowledge): string {
  if (extent.kind === 'interval') return extent.from === extent.to ? `${extent.from ?? ''}` : `${extent.from ?? ''}—${extent.to ?? ''}`;
  const facet = knowledge.facets.get(facetId);
  const title = (member: string): string => facet?.members.find(({ id }) => id === member)?.title ?? (member === 'no' ? '否' : member);
  const missing = facet?.members.filter(({ id }) => !extent.members.includes(id)) ?? [];
  if (missing.length > 0 && missing.length < 3 && extent.members.length > 3) return `除${missing.map(({ title: name }) => name).join('/')}外`;
  return extent.members.map(title).join('/');
}

/** The clearest of the labels of one element: without doubts first, then the one that most forms use, then the shortest. */
export function bestTitle(fields: readonly FieldMeaning[]): string {
  const uses = new Map<string, number>();
  for (const { title } of fields) uses.set(title, (uses.get(title) ?? 0) + 1);
  const [best] = [...fields].sort(
    (a, b) =>
      a.doubts.length - b.doubts.length ||
      (uses.get(b.title) ?? 0) - (uses.get(a.title) ?? 0) ||
      a.title.length - b.title.length ||
      (a.title < b.title ? -1 : 1),
  );
  return best?.title ?? '';
}

// What a report that is registered is called at first: the next number of the department's own series, and a title.
import { withoutGaps } from '../../../engine/view/context.ts';

/** After "mz-01", "mz-05": "mz-06"; with none to follow, `otherwise` behind an r. */
export function numberAfter(taken: readonly string[], otherwise: string): string {
  const series = taken.flatMap((code) => {
    const found = /^(.*?)(\d{1,6})$/.exec(code);
    return found ? [{ head: found[1] ?? '', digits: found[2] ?? '' }] : [];
  });
  const heads = new Map<string, number>();
  for (const { head } of series) heads.set(head, (heads.get(head) ?? 0) + 1);
  const [head] = [...heads].sort((a, b) => b[1] - a[1])[0] ?? [];
  if (head === undefined) return `r-${otherwise}`;
  const own = series.filter((each) => each.head === head);
  const most = own.reduce((so, { digits }) => Math.max(so, Number(digits)), 0);
  const width = own.reduce((so, { digits }) => Math.max(so, digits.length), 2);
  return `${head}${String(most + 1).padStart(width, '0')}`;
}

/** The first sheet of a form, as the engine reads it. */
interface Headed {
  readonly title: string;
  readonly titleCell: string;
  readonly blanks: readonly { readonly cell: string }[];
}

/** How a report is called: as its form is headed, whichever the period; where nothing heads it, after its workbook. */
export function titleOf({ name }: Pick<File, 'name'>, form?: Headed): string {
  const hasGaps = form?.blanks.some(({ cell }) => cell === form.titleCell);
  const heading = hasGaps ? withoutGaps(form?.title ?? '') : form?.title;
  return (heading || name.replace(/\.xlsx?$/i, '')).slice(0, 200);
}

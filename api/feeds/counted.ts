// What the community's own registers tell of a section's questions at the end of the period: whoever keeps the list need not count it again.
import type { RegisterCount } from '../../engine/model/register.ts';
import { lastMonthOf } from '../../engine/model/period.ts';
import { isMember, tally } from '../../engine/register/index.ts';
import { loadLearning } from '../../forms/lexicon/load.ts';
import type { Published, SectionLayout } from '../annual/published.ts';
import { noneSaid, saysNone } from '../registers/none.ts';
import { registerRows } from '../registers/rows.ts';
import type { Services } from '../services.ts';
import type { Db } from '../storage/database.ts';
import type { Kept, Where } from '../submissions/section.ts';

export interface Counted {
  readonly value: Kept;
  /** Title of the register. */
  readonly register: string;
  /** At whose end it was counted: 2026-09. */
  readonly month: string;
}

/** Item → what is counted. A roster on which nobody stands tells nothing, unless the community said that there is nobody: most likely it is not kept yet. */
export async function countedBeside(services: Services, db: Db, where: Where, form: Published, section: SectionLayout): Promise<ReadonlyMap<string, Counted>> {
  const { registers } = form.consolidation;
  const wanted = countsFor(form, section);
  const month = lastMonthOf(where.period);
  const found = new Map<string, Counted>();
  for (const { id, title } of registers.filter((register) => wanted.some(({ count }) => count.register === register.id))) {
    const rows = (await registerRows(services, db, { ...where, register: id }, month)) ?? [];
    const none = await noneSaid(db, { ...where, register: id }, month);
    for (const { item, count } of wanted) {
      if (count.register !== id || found.has(item)) continue;
      if (!rows.some((row) => isMember(row, count.membership)) && !saysNone(none, count.membership)) continue;
      const told = tally(count, rows, loadLearning().spellings);
      if (told.kind === 'counted' && /^\d{1,15}$/.test(told.value)) found.set(item, { value: Number(told.value), register: title, month });
    }
  }
  return found;
}

/** The section's questions that a register tells too, in its own unit. */
function countsFor({ consolidation: { items, counts } }: Published, { positions }: SectionLayout): { item: string; count: RegisterCount }[] {
  const asked = new Map(items.filter(({ id, factor }) => positions.has(id) && factor === '1').map(({ id, element }) => [element, id]));
  return counts.flatMap((count) => {
    const item = asked.get(count.reference.slice(count.membership.length + 1));
    return item === undefined ? [] : [{ item, count }];
  });
}

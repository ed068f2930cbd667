// A register as the last published form has it: which columns its rows have, and on whose rosters they may belong.
import type { Membership, RegisterColumn } from '../../engine/model/register.ts';
import { published, type Published } from '../annual/published.ts';
import { refused } from '../problem.ts';
import type { Services } from '../services.ts';
import type { Db } from '../storage/database.ts';
import { PERSONAL } from './rows.ts';

export interface Table {
  /** The object class: person, household … */
  readonly register: string;
  readonly title: string;
  /** Those that are asked, running numbers left out; by id. */
  readonly columns: ReadonlyMap<string, RegisterColumn>;
  /** Column → what it is called on the annual form: as most rosters call it, and each by a name of its own. */
  readonly titles: ReadonlyMap<string, string>;
  /** By id. */
  readonly memberships: ReadonlyMap<string, Membership>;
}

/** All registers of the last published form; none before the first is published. */
export async function registerTables(services: Services, db: Db, districtId: string): Promise<readonly Table[]> {
  const row = await db
    .selectFrom('formVersion')
    .selectAll()
    .where('districtId', '=', districtId)
    .orderBy('year', 'desc')
    .orderBy('versionNo', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? tablesOf(await published(services, db, row)) : [];
}

/** One of them; throws Refused when the form has no such register. */
export async function registerTable(services: Services, db: Db, districtId: string, register: string): Promise<Table> {
  const table = (await registerTables(services, db, districtId)).find((each) => each.register === register);
  if (!table) throw refused('request.notFound', { what: `台账 ${register} / register` });
  return table;
}

function tablesOf({ consolidation, form }: Published): Table[] {
  const titles = new Map(form.registers.map((table) => [table.register, new Map(table.columns.map(({ column, title }) => [column, title]))]));
  return consolidation.registers.map(({ id, title, columns, memberships }) => ({
    register: id,
    title,
    titles: titles.get(id) ?? new Map(),
    columns: new Map(columns.filter(({ serial }) => !serial).map((column) => [column.id, column])),
    memberships: new Map(memberships.map((membership) => [membership.id, membership])),
  }));
}

/** What a column is called wherever it is shown. */
export function nameOfColumn({ titles }: Table, column: RegisterColumn): string {
  return titles.get(column.id) ?? headOf(column);
}

/** The head as it is printed, without line breaks. */
export function headOf({ title }: RegisterColumn): string {
  return title.replace(/\s+/gu, ' ');
}

/** Does a column tell who somebody is or how to reach them or their money? A department's own columns are judged by their heads. */
export function isPersonal({ attribute, title }: RegisterColumn): boolean {
  return attribute === null ? /身份证|证件号|电话|手机|联系方式|账号|帐号|卡号/u.test(title) : PERSONAL.has(attribute);
}

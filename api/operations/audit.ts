// The audit log, read by the auditor alone; nobody changes it.
import Type from 'typebox';
import { verifyChain } from '../audit/verify.ts';
import { pageAsked, pageFrom } from '../http/page.ts';
import { closed, Id, Line, oneOf, operation, orNull, pageOf, PageQuery, type ActorContext } from '../http/operation.ts';

const Entry = closed({
  seq: Type.Integer(),
  at: Type.String(),
  accountId: orNull(Type.String()),
  /** Name and login of the account, as they are today. */
  who: orNull(Type.String()),
  role: orNull(Type.String()),
  act: Type.String(),
  /** The act in the caller's language; the act itself where it is none of the API's. */
  actName: Type.String(),
  target: Type.String(),
  outcome: oneOf(['done', 'denied', 'failed']),
  /** What the act says of itself: figures and codes, never personal data. */
  detail: Type.Record(Type.String(), Type.Unknown()),
  /** What the ids in target and detail stand for, as it is called today. */
  named: Type.Array(closed({ id: Id, name: Type.String() })),
});

export const listAudit = operation({
  id: 'audit.list',
  method: 'GET',
  path: '/audit',
  zh: '审计日志',
  en: 'Audit log',
  who: ['auditor'],
  query: closed({ ...PageQuery, act: Type.Optional(Line), account: Type.Optional(Line), from: Type.Optional(Line), to: Type.Optional(Line) }),
  reply: pageOf(Entry),
  run: async (context, { query }) => {
    const { db, actor } = context;
    const { limit, unseen } = pageAsked(query, { columns: ['seq'], way: 'down', keys: 'number' });
    let entries = db.selectFrom('auditEntry').selectAll().where('districtId', '=', actor.districtId).where(unseen);
    const acts = await actNames(context);
    if (query.act !== undefined) entries = entries.where('act', 'in', actsCalled(acts, query.act));
    if (query.account !== undefined) entries = entries.where('accountId', 'in', await accountsCalled(context, query.account));
    if (query.from !== undefined) entries = entries.where('at', '>=', query.from);
    if (query.to !== undefined) entries = entries.where('at', '<', query.to);
    const { lines, next } = pageFrom(
      await entries
        .orderBy('seq', 'desc')
        .limit(limit + 1)
        .execute(),
      limit,
      (entry) => [Number(entry.seq)],
    );
    const names = await namesOf(context, lines);
    const items = lines.map(({ seq, at, accountId, role, act, target, outcome, detail }) => ({
      seq,
      at,
      accountId,
      who: accountId === null ? null : (names.get(accountId) ?? null),
      role,
      act,
      actName: acts.get(act) ?? act,
      target,
      outcome,
      detail: JSON.parse(detail) as Record<string, unknown>,
      named: idsIn(target + detail).flatMap((id) => {
        const name = names.get(id);
        return name === undefined ? [] : [{ id, name }];
      }),
    }));
    return { items, next };
  },
});

/** By its id, or by words of its name as it is shown. */
function actsCalled(acts: ReadonlyMap<string, string>, sought: string): string[] {
  const words = sought.toLowerCase();
  return [sought, ...[...acts].filter(([, name]) => name.toLowerCase().includes(words)).map(([id]) => id)];
}

/** By id, login or name; an id that no account has finds nothing. */
async function accountsCalled({ db, actor }: ActorContext, sought: string): Promise<string[]> {
  const found = await db
    .selectFrom('account')
    .select('accountId')
    .where('districtId', '=', actor.districtId)
    .where((eb) => eb.or([eb('accountId', '=', sought), eb('login', '=', sought), eb('name', '=', sought)]))
    .execute();
  return ['', ...found.map(({ accountId }) => accountId)];
}

interface Told {
  readonly accountId: string | null;
  readonly target: string;
  readonly detail: string;
}

/** Accounts, units, requirements, published forms, rulings and referrals that these entries tell of, by id; the last two by their form and blank. */
async function namesOf({ db, actor: { districtId }, language }: ActorContext, entries: readonly Told[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(entries.flatMap(({ accountId, target, detail }) => [...(accountId === null ? [] : [accountId]), ...idsIn(target + detail)]))];
  if (ids.length === 0) return new Map();
  const accounts = await db
    .selectFrom('account')
    .select(['accountId', 'login', 'name'])
    .where('districtId', '=', districtId)
    .where('accountId', 'in', ids)
    .execute();
  const units = await db.selectFrom('orgUnit').select(['unitId', 'name']).where('districtId', '=', districtId).where('unitId', 'in', ids).execute();
  const requirements = await db
    .selectFrom('requirement')
    .select(['requirementId', 'code', 'title'])
    .where('districtId', '=', districtId)
    .where('requirementId', 'in', ids)
    .execute();
  const versions = await db
    .selectFrom('formVersion')
    .select(['formVersionId', 'year', 'versionNo'])
    .where('districtId', '=', districtId)
    .where('formVersionId', 'in', ids)
    .execute();
  const rulings = await db
    .selectFrom('decision')
    .select(['decisionId', 'ruling'])
    .where('districtId', '=', districtId)
    .where('decisionId', 'in', ids)
    .execute();
  const referrals = await db
    .selectFrom('referral')
    .innerJoin('requirement', (join) =>
      join.onRef('requirement.districtId', '=', 'referral.districtId').onRef('requirement.requirementId', '=', 'referral.requirementId'),
    )
    .select(['referral.referralId', 'referral.about', 'requirement.code'])
    .where('referral.districtId', '=', districtId)
    .where('referral.referralId', 'in', ids)
    .execute();
  const versionName = (year: number, no: number): string => (language === 'zh' ? `${year} 年第 ${no} 版` : `${year}, version ${no}`);
  return new Map([
    ...accounts.map(({ accountId, login, name }) => [accountId, name === login ? name : `${name}(${login})`] as const),
    ...units.map(({ unitId, name }) => [unitId, name] as const),
    ...requirements.map(({ requirementId, code, title }) => [requirementId, `${code} ${title}`] as const),
    ...versions.map(({ formVersionId, year, versionNo }) => [formVersionId, versionName(year, versionNo)] as const),
    ...rulings.map(({ decisionId, ruling }) => [decisionId, ruledOn(JSON.parse(ruling) as Ruled)] as const),
    ...referrals.map(({ referralId, about, code }) => [referralId, placeWords({ requirement: code, ...(JSON.parse(about) as Place) })] as const),
  ]);
}

interface Place {
  readonly sheet?: string;
  readonly cell?: string;
}

interface Pointed extends Place {
  readonly requirement: string;
}

/** Of a kept ruling, what says where it holds: on one blank, on several, or a word on a whole form. */
interface Ruled {
  readonly field?: Pointed;
  readonly fields?: readonly Pointed[];
  readonly requirement?: string;
  readonly word?: string;
}

const MOST_PLACES = 3;

function ruledOn({ field, fields = [], requirement, word }: Ruled): string {
  if (requirement !== undefined) return `${requirement} “${word ?? ''}”`;
  const places = field ? [field] : fields;
  return [...places.slice(0, MOST_PLACES).map(placeWords), ...(places.length > MOST_PLACES ? ['…'] : [])].join(', ');
}

function placeWords({ requirement, sheet, cell }: Pointed): string {
  return [requirement, [sheet, cell].filter((part) => part !== undefined).join('!')].filter((part) => part !== '').join(' ');
}

function idsIn(text: string): string[] {
  return [...new Set(text.match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gu))];
}

/** The list of operations holds this one too, so it is fetched when it is needed. */
async function actNames({ language }: ActorContext): Promise<ReadonlyMap<string, string>> {
  const { OPERATIONS } = await import('./index.ts');
  return new Map(OPERATIONS.map((each) => [each.id, each[language]]));
}

export const verifyAudit = operation({
  id: 'audit.verify',
  method: 'GET',
  path: '/audit/chain',
  zh: '校验审计日志的哈希链',
  en: 'Check the audit log’s hash chain',
  who: ['auditor'],
  reply: closed({ entries: Type.Integer(), broken: orNull(closed({ seq: Type.Integer(), why: oneOf(['content', 'gap', 'link', 'head']) })) }),
  run: async ({ db, actor }) => verifyChain(db, actor.districtId),
});

// A ruling of the coordinating office on a blank that a department left to it (提请) is the answer to the department; once the ruling is taken back, it waits again.
import { normalise } from '../../engine/interpret/index.ts';
import type { Decision, DefinitionRuling, FieldReference } from '../../engine/model/decision.ts';
import type { Language } from '../../engine/problem/index.ts';
import { decisionsFrom } from '../../forms/pack/decisions.ts';
import type { ActorContext } from '../http/operation.ts';
import type { DecisionRow, ReferralRow } from '../storage/schema.ts';
import { definitionWords, termWords } from './ruling.ts';

/** Answers what waits about the blanks of rulings that are being made. */
export async function answerReferrals(context: ActorContext, rulings: readonly Decision[]): Promise<void> {
  const { db, actor, now, language } = context;
  for (const referral of await referralsOf(context).where('f.settledAt', 'is', null).execute()) {
    const ruling = rulings.find((each) => isAbout(each, referral));
    if (!ruling) continue;
    await db
      .updateTable('referral')
      .set({ settledAt: now, settledBy: actor.accountId, answer: answerIn(ruling, language) })
      .where('districtId', '=', actor.districtId)
      .where('referralId', '=', referral.referralId)
      .execute();
  }
}

/** What a ruling that is taken back answered, waits again: the referrals to its blanks that were settled in the same act. */
export async function reopenReferrals(context: ActorContext, { ruling, accountId, at }: DecisionRow): Promise<void> {
  const { db, actor } = context;
  const rulings = decisionsFrom([JSON.parse(ruling)], 'ruling').value ?? [];
  for (const referral of await referralsOf(context).where('f.settledAt', '=', at).where('f.settledBy', '=', accountId).execute()) {
    if (!rulings.some((each) => isAbout(each, referral))) continue;
    await db
      .updateTable('referral')
      .set({ settledAt: null, settledBy: null, answer: null })
      .where('districtId', '=', actor.districtId)
      .where('referralId', '=', referral.referralId)
      .execute();
  }
}

type Referred = Pick<ReferralRow, 'referralId' | 'about'> & { readonly code: string };

function referralsOf({ db, actor }: ActorContext) {
  return db
    .selectFrom('referral as f')
    .innerJoin('requirement as r', (join) => join.onRef('r.districtId', '=', 'f.districtId').onRef('r.requirementId', '=', 'f.requirementId'))
    .select(['f.referralId', 'f.about', 'r.code'])
    .where('f.districtId', '=', actor.districtId);
}

function isAbout(ruling: Decision, { code, about }: Referred): boolean {
  const blank = JSON.parse(about) as { sheet: string; cell: string; label: string[] };
  if (ruling.kind === 'definition') return ruling.requirement === code && blank.label.some((text) => normalise(text).includes(normalise(ruling.word)));
  return blanksOf(ruling).some(({ requirement, label, sheet, cell }) => {
    if (requirement !== code) return false;
    return cell === null ? JSON.stringify(label) === JSON.stringify(blank.label) : cell === blank.cell && (sheet ?? blank.sheet) === blank.sheet;
  });
}

function blanksOf(ruling: Exclude<Decision, DefinitionRuling>): readonly FieldReference[] {
  return 'fields' in ruling ? ruling.fields : [ruling.field];
}

/** What was ruled, and why. */
function answerIn(ruling: Decision, language: Language): string {
  const said = [RULED[ruling.kind][language], whatIn(ruling, language)].filter((part) => part !== '').join(language === 'zh' ? ':' : ': ');
  return ruling.why === '' ? said : language === 'zh' ? `${said}。${ruling.why}` : `${said}. ${ruling.why}`;
}

const RULED: Readonly<Record<Decision['kind'], Readonly<Record<Language, string>>>> = {
  same: { zh: '认定为同一个数', en: 'Ruled to be one datum' },
  different: { zh: '认定为不同的数', en: 'Ruled to be different data' },
  means: { zh: '认定含义', en: 'Ruled to mean' },
  notABlank: { zh: '认定不是填报字段', en: 'Ruled to be no blank' },
  isABlank: { zh: '认定是填报字段', en: 'Ruled to be a blank' },
  unit: { zh: '认定计量单位', en: 'Ruled to be told in' },
  definition: { zh: '认定口径', en: 'Ruled to mean on this form' },
};

function whatIn(ruling: Decision, language: Language): string {
  switch (ruling.kind) {
    case 'same':
    case 'different':
      return ruling.fields.map(placeOf).join(language === 'zh' ? '、' : ', ');
    case 'means':
    case 'isABlank':
      if (ruling.meaning === null) return '';
      return ruling.meaning.kind === 'term' ? termWords(ruling.meaning.term, language) : placeOf(ruling.meaning.field);
    case 'unit':
      return ruling.unit;
    case 'definition':
      return definitionWords(ruling, language);
    case 'notABlank':
      return '';
  }
}

function placeOf({ requirement, label, sheet, cell }: FieldReference): string {
  const place = [sheet, cell].filter((part) => part !== null).join('!');
  return [requirement, place, ...(label ?? [])].filter((part) => part !== '').join(' ');
}

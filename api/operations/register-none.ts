// "We have none": said of a register or a roster on which nothing stands, and taken back.
import { Type } from 'typebox';
import { isMember } from '../../engine/register/index.ts';
import { closed, operation, orNull, type ActorContext } from '../http/operation.ts';
import { hidden, refused } from '../problem.ts';
import { requireMonth } from '../registers/changes.ts';
import { noneSaid, noteNone, type NoneSaid } from '../registers/none.ts';
import { registerRows } from '../registers/rows.ts';
import { doingOf, InRegister, Month, rosterName, visitRegister, type Visit } from './registers.ts';

/** null: the register as a whole. */
const Membership = orNull(Type.String({ minLength: 1, maxLength: 200 }));

export const sayNone = operation({
  id: 'register.none',
  method: 'POST',
  path: '/registers/:communityId/:register/none',
  zh: '确认本社区没有(0 户、0 人):整本台账,或其中一个名册',
  en: 'Say that there is none: on a whole register, or on one of its rosters',
  who: ['community'],
  params: InRegister,
  body: closed({ membership: Membership, month: Type.Optional(Month) }),
  reply: closed({ membership: Membership, month: Type.String() }),
  status: 201,
  run: async (context, { params, body: { membership, month } }) => {
    const visit = await visitRegister(context, params);
    if (membership !== null && !visit.table.memberships.has(membership)) throw hidden('名册 / roster');
    const doing = doingOf(context, month);
    requireMonth(doing, '2000-01');
    await requireNobody(context, visit, membership);
    if (await saidOf(context, visit, membership))
      throw refused('state.wrong', {
        what: rosterName(visit.table, membership),
        is: '已确认没有 / said to be none',
        needs: '没有确认过 / not said to be none',
      });
    await noteNone(doing, visit.place, membership, 'none');
    context.about(`register/${params.register}`, { communityId: params.communityId, membership, month: doing.month });
    return { membership, month: doing.month };
  },
});

async function saidOf({ db }: ActorContext, { place }: Visit, membership: string | null): Promise<NoneSaid | undefined> {
  return (await noneSaid(db, place)).find((each) => each.membership === membership);
}

async function requireNobody({ db, services }: ActorContext, { place, table }: Visit, membership: string | null): Promise<void> {
  const rows = (await registerRows(services, db, place)) ?? [];
  const standing = membership === null ? rows : rows.filter((row) => isMember(row, membership));
  if (standing.length > 0) throw refused('register.notEmpty', { where: rosterName(table, membership), rows: standing.length });
}

export const takeNoneBack = operation({
  id: 'register.noneTakenBack',
  method: 'POST',
  path: '/registers/:communityId/:register/none/withdrawal',
  zh: '撤回“没有”的确认',
  en: 'Take back that there is none',
  who: ['community'],
  params: InRegister,
  body: closed({ membership: Membership }),
  reply: closed({ membership: Membership }),
  run: async (context, { params, body: { membership } }) => {
    const visit = await visitRegister(context, params);
    const said = await saidOf(context, visit, membership);
    if (!said)
      throw refused('state.wrong', {
        what: rosterName(visit.table, membership),
        is: '没有确认过 / not said to be none',
        needs: '已确认没有 / said to be none',
      });
    await noteNone(doingOf(context, said.month), visit.place, membership, 'noneTakenBack');
    context.about(`register/${params.register}`, { communityId: params.communityId, membership });
    return { membership };
  },
});

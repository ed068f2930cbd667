// When a grid worker signs out: what was not sent would be lost with all that the phone keeps, so it is said first; the phone forgets once the session has ended.
import { ElMessageBox } from 'element-plus';
import { words } from '../../words/index.ts';
import { sendChanges, keptFor, unsent } from './phone.ts';

export { forgetPhone } from './phone.ts';

/** Sends what waits; asks when something remains. False: the person stays. */
export async function mayLeave(accountId: string): Promise<boolean> {
  const kept = await keptFor(accountId);
  if (kept) await sendChanges(kept.communityId).catch(() => 'unreachable');
  const count = await unsent();
  return count === 0 || isSure(count);
}

async function isSure(count: number): Promise<boolean> {
  const { t } = words.global;
  const answer = await ElMessageBox.confirm(t('grid.leave.why', { count }), t('grid.leave.title'), {
    confirmButtonText: t('grid.leave.yes'),
    cancelButtonText: t('grid.leave.no'),
  }).catch(() => null);
  return answer !== null;
}

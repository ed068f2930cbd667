// The declaration window (集中申报期) that is open, or else the next one.
import { call, type Reply } from '../../client/client.ts';
import { thisYear, today } from '../../pieces/time.ts';

export type Declaration = Reply<'calendar.read'>['declaration'];

export async function readDeclaration(): Promise<Declaration> {
  const { declaration } = await call('calendar.read', { params: { year: String(thisYear()) } });
  if (declaration.open || today() <= declaration.to) return declaration;
  return (await call('calendar.read', { params: { year: String(thisYear() + 1) } })).declaration;
}

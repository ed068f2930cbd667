// The two addresses of signing in with a provider: one that sends the browser there, one to which it comes back. They are no operations:
// they answer with a change of place, and the errand between them lives in a sealed cookie of ten minutes.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { record } from '../audit/record.ts';
import { lockOf, recordStranger } from '../people/attempts.ts';
import { ERRAND_SECONDS, oidcProvider, type Errand } from '../people/oidc.ts';
import { POWERFUL } from '../people/roles.ts';
import { beginSession } from '../people/sessions.ts';
import { refused } from '../problem.ts';
import { timeText, type Services } from '../services.ts';
import type { AccountRow } from '../storage/schema.ts';
import { inTransaction } from '../storage/transaction.ts';

const START = '/session/oidc';
const RETURN = '/session/oidc/return';
const COOKIE = 'onetable_oidc';
const RATE = { rateLimit: { max: 30, timeWindow: '1 minute' } };

export type SetSession = (request: FastifyRequest, reply: FastifyReply, token: string, seconds: number) => void;

/** Does nothing unless the settings name a provider. */
export function addOidc(server: FastifyInstance, services: Services, base: string, setSession: SetSession): void {
  const { oidc, publicUrl } = services.config;
  if (!oidc) return;
  const redirectUri = `${publicUrl}${base}${RETURN}`;
  const provider = oidcProvider(oidc, redirectUri);
  const cookie = { path: `${base}${START}`, httpOnly: true, sameSite: 'lax', secure: publicUrl.startsWith('https:') } as const;

  server.get(`${base}${START}`, { config: RATE, schema: { hide: true } }, async (request, reply) => {
    const { url, errand } = await provider.begin(services.clock()).catch((error: unknown) => {
      request.log.warn({ err: error }, 'oidc');
      throw refused('auth.oidc', {});
    });
    return reply.setCookie(COOKIE, services.vault.seal(JSON.stringify(errand), 'oidc'), { ...cookie, maxAge: ERRAND_SECONDS }).redirect(url.href);
  });

  server.get(`${base}${RETURN}`, { config: RATE, schema: { hide: true } }, async (request, reply) => {
    const errand = errandOf(services, request.cookies[COOKIE]);
    void reply.clearCookie(COOKIE, cookie);
    if (!errand) throw refused('auth.oidc', {});
    const login = await provider.finish(new URL(`${redirectUri}${new URL(request.url, redirectUri).search}`), errand).catch((error: unknown) => {
      request.log.warn({ err: error instanceof Error ? error.message : 'unknown' }, 'oidc');
      throw refused('auth.oidc', {});
    });
    const session = await signInAs(services, login);
    setSession(request, reply, session.token, session.seconds);
    return reply.redirect('/');
  });
}

function errandOf({ vault, clock }: Services, sealed: string | undefined): Errand | null {
  if (sealed === undefined) return null;
  try {
    const errand = JSON.parse(vault.open(sealed, 'oidc')) as Errand;
    return clock() - errand.begunAt <= ERRAND_SECONDS * 1000 ? errand : null;
  } catch {
    return null;
  }
}

/** Somebody whom the provider knows, but who has no account here, gets in no more than a stranger. */
async function signInAs(services: Services, login: string): Promise<{ token: string; seconds: number }> {
  const found = await services.store.db.selectFrom('account').selectAll().where('login', '=', login).limit(2).execute();
  const [account] = found;
  const now = timeText(services.clock());
  if (!account || found.length > 1) {
    const failure = refused('auth.oidc', {});
    await recordStranger(services, { at: now, act: 'session.oidc', code: failure.problem.code, login });
    throw failure;
  }
  const refusal = whyNot(services, account, now);
  const entry = { at: now, accountId: account.accountId, role: account.role, act: 'session.oidc', target: `account/${account.accountId}` };
  if (refusal) {
    await inTransaction(services.store, account.districtId, (db) =>
      record(db, account.districtId, { ...entry, outcome: 'denied', detail: { code: refusal.problem.code } }),
    );
    throw refusal;
  }
  return inTransaction(services.store, account.districtId, async (db) => {
    await record(db, account.districtId, { ...entry, outcome: 'done', detail: {} });
    return beginSession(db, services, account, 'full');
  });
}

/** Powerful roles and whoever has set one up use our own second factor; a provider that may not have one does not stand in for it. */
function whyNot({ config }: Services, account: AccountRow, now: string) {
  if (account.disabledAt !== null) return refused('auth.disabled', {});
  const usesTotp = account.totpConfirmedAt !== null || (config.requireTotp && POWERFUL.includes(account.role));
  return lockOf(account, now) ?? (usesTotp ? refused('auth.oidcPowerful', {}) : null);
}

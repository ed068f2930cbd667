// Signing in with an identity provider: one is run here, honest or not as the test wants.
import { createSign, generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { place, type Place } from './place.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

interface Grant {
  readonly nonce: string;
  readonly challenge: string;
}

let provider: Server;
let issuer = '';
let at: Place;
/** What the provider says of whoever comes next. */
let claims: Record<string, unknown> = {};
const grants = new Map<string, Grant>();

function idToken({ nonce }: Grant): string {
  const now = Math.floor(Date.now() / 1000);
  const head = `${base64({ alg: 'RS256', kid: 'k' })}.${base64({ iss: issuer, aud: 'onetable', sub: 's', iat: now, exp: now + 300, nonce, ...claims })}`;
  return `${head}.${createSign('RSA-SHA256').update(head).sign(privateKey).toString('base64url')}`;
}

beforeAll(async () => {
  provider = createServer((request, response) => {
    const url = new URL(request.url ?? '/', issuer);
    const json = (value: unknown, status = 200): void => void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    if (url.pathname === '/.well-known/openid-configuration')
      return json({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        response_types_supported: ['code'],
        id_token_signing_alg_values_supported: ['RS256'],
      });
    if (url.pathname === '/jwks') return json({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'RS256', use: 'sig' }] });
    let body = '';
    request.on('data', (part) => (body += String(part)));
    request.on('end', () => {
      const grant = grants.get(new URLSearchParams(body).get('code') ?? '');
      if (!grant || !new URLSearchParams(body).get('code_verifier')) return json({ error: 'invalid_grant' }, 400);
      return json({ access_token: 'a', token_type: 'Bearer', id_token: idToken(grant) });
    });
    return undefined;
  });
  await new Promise<void>((resolve) => void provider.listen(0, '127.0.0.1', resolve));
  const address = provider.address();
  issuer = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const oidc = { issuer, clientId: 'onetable', clientSecret: 'secret', loginClaim: 'preferred_username', scope: 'openid profile' };
  at = await place({ oidc, publicUrl: 'https://onetable.example', requireTotp: true });
});
afterAll(async () => {
  await at.close();
  provider.close();
});

/** Leaves for the provider; gives the cookie and how to come back. */
async function leave(): Promise<{ cookie: string; query: URLSearchParams; code: string }> {
  const reply = await at.server.inject({ url: '/api/v1/session/oidc' });
  expect(reply.statusCode).toBe(302);
  const { searchParams } = new URL(String(reply.headers['location']));
  const code = randomUUID();
  grants.set(code, { nonce: searchParams.get('nonce') ?? '', challenge: searchParams.get('code_challenge') ?? '' });
  const [cookie] = reply.cookies;
  expect(cookie).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Lax' });
  return { cookie: `${cookie?.name}=${cookie?.value}`, query: searchParams, code };
}

const comeBack = (cookie: string, code: string, state: string) =>
  at.server.inject({
    url: `/api/v1/session/oidc/return?code=${code}&state=${encodeURIComponent(state)}&iss=${encodeURIComponent(issuer)}`,
    headers: { cookie },
  });

describe('an identity provider', () => {
  it('is asked with state, nonce and PKCE, and its word opens a session', async () => {
    claims = { preferred_username: 'community1' };
    const { cookie, query, code } = await leave();
    expect(query.get('code_challenge_method')).toBe('S256');
    expect(query.get('redirect_uri')).toBe('https://onetable.example/api/v1/session/oidc/return');
    const reply = await comeBack(cookie, code, query.get('state') ?? '');
    expect(reply.statusCode).toBe(302);
    const session = reply.cookies.find(({ name }) => name === 'onetable_session');
    expect(session).toMatchObject({ httpOnly: true, secure: true, sameSite: 'Strict' });
    const me = await at.server.inject({ url: '/api/v1/session', headers: { cookie: `onetable_session=${session?.value}` } });
    expect(me.json()).toMatchObject({ role: 'community', stage: 'full' });
    expect((await at.done('auditor', 'GET /audit?act=session.oidc')).items).toMatchObject([{ outcome: 'done', role: 'community' }]);
  });

  it.each([
    ['another state', 'community1', (state: string) => `${state}x`, {}],
    ['another nonce', 'community1', (state: string) => state, { nonce: 'other' }],
    ['another audience', 'community1', (state: string) => state, { aud: 'other' }],
    ['another issuer', 'community1', (state: string) => state, { iss: 'https://other.example' }],
    ['a login nobody has', 'stranger', (state: string) => state, {}],
    ['no login', '', (state: string) => state, {}],
  ])('is not believed with %s', async (_what, login, stateOf, more) => {
    claims = { preferred_username: login, ...more };
    const { cookie, query, code } = await leave();
    const reply = await comeBack(cookie, code, stateOf(query.get('state') ?? ''));
    expect(reply.json()).toMatchObject({ status: 401, code: 'auth.oidc' });
    if (login === 'stranger') expect((await at.done('auditor', 'GET /audit?act=session.oidc')).items[0]).toMatchObject({ outcome: 'denied', accountId: null });
    expect(reply.cookies.some(({ name }) => name === 'onetable_session')).toBe(false);
  });

  it('is not believed without the errand that began it', async () => {
    claims = { preferred_username: 'community1' };
    const { query, code } = await leave();
    for (const cookie of ['', 'onetable_oidc=v1.a.b.c']) expect((await comeBack(cookie, code, query.get('state') ?? '')).statusCode).toBe(401);
  });

  it('does not stand in for the second factor of a powerful role, nor open a disabled account', async () => {
    claims = { preferred_username: 'coordinator' };
    const first = await leave();
    expect((await comeBack(first.cookie, first.code, first.query.get('state') ?? '')).json().code).toBe('auth.oidcPowerful');
    await at.services.store.db.updateTable('account').set({ disabledAt: '2026-01-01T00:00:00Z' }).where('login', '=', 'street2').execute();
    claims = { preferred_username: 'street2' };
    const second = await leave();
    expect((await comeBack(second.cookie, second.code, second.query.get('state') ?? '')).json().code).toBe('auth.disabled');
    await at.services.store.db.updateTable('account').set({ totpConfirmedAt: '2026-01-01T00:00:00Z' }).where('login', '=', 'community1').execute();
    claims = { preferred_username: 'community1' };
    const third = await leave();
    expect((await comeBack(third.cookie, third.code, third.query.get('state') ?? '')).json().code).toBe('auth.oidcPowerful');
  });

  it('is no address at all where none is configured', async () => {
    const plain = await place();
    expect((await plain.ask(null, 'GET /session/oidc')).statusCode).toBe(404);
    await plain.close();
  });
});

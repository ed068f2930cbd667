// Signing in with the district's own identity provider (OpenID Connect, code flow with PKCE, state and nonce). The provider says who
// somebody is by a claim that holds our login; which accounts there are and what they may do stays here.
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  discovery,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  type Configuration,
} from 'openid-client';
import type { OidcSettings } from '../config.ts';

/** What must be remembered between leaving for the provider and coming back. */
export interface Errand {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** Milliseconds since 1970. */
  readonly begunAt: number;
}

export interface Provider {
  /** Where to send the browser, and what to remember. */
  readonly begin: (now: number) => Promise<{ readonly url: URL; readonly errand: Errand }>;
  /** The login that the provider vouches for; throws when anything does not fit. */
  readonly finish: (returned: URL, errand: Errand) => Promise<string>;
}

export const ERRAND_SECONDS = 600;

/** The provider's own description is fetched at the first sign-in, and again when that failed. */
export function oidcProvider(settings: OidcSettings, redirectUri: string): Provider {
  let known: Promise<Configuration> | null = null;
  const configuration = (): Promise<Configuration> => {
    known ??= discover(settings);
    known.catch(() => (known = null));
    return known;
  };
  return {
    begin: async (now) => {
      const errand = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier(), begunAt: now };
      const url = buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirectUri,
        scope: settings.scope,
        state: errand.state,
        nonce: errand.nonce,
        code_challenge: await calculatePKCECodeChallenge(errand.verifier),
        code_challenge_method: 'S256',
      });
      return { url, errand };
    },
    finish: async (returned, { state, nonce, verifier }) => {
      const tokens = await authorizationCodeGrant(await configuration(), returned, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      });
      const login = tokens.claims()?.[settings.loginClaim];
      if (typeof login !== 'string' || login === '') throw new Error(`The ID token has no claim ${settings.loginClaim}.`);
      return login;
    },
  };
}

/** Plain http only to this machine itself: for trying things out. */
function discover({ issuer, clientId, clientSecret }: OidcSettings): Promise<Configuration> {
  const url = new URL(issuer);
  const local = url.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  return discovery(url, clientId, clientSecret === '' ? undefined : clientSecret, undefined, {
    timeout: 10,
    ...(local ? { execute: [allowInsecureRequests] } : {}),
  });
}

// What must not be read by whoever holds the database: encrypted with AES-256-GCM under a key that is not in it.
import { createCipheriv, createDecipheriv, createHmac, hash, hkdfSync, randomBytes } from 'node:crypto';

export interface Vault {
  /** "v1.<iv>.<tag>.<text>", each in base64url. `about` is bound to it: a value moved to another place does not open. */
  readonly seal: (text: string, about: string) => string;
  /** Throws when it was changed, or sealed under another key or for another place. */
  readonly open: (sealed: string, about: string) => string;
  /** Equal for equal texts, and tells nothing else: for finding the same identity number. */
  readonly index: (text: string) => string;
}

/** `key`: 32 bytes. */
export function createVault(key: Uint8Array): Vault {
  if (key.length !== 32) throw new RangeError('The key must have 32 bytes.');
  const seal = Buffer.from(hkdfSync('sha256', key, 'onetable', 'seal', 32));
  const index = Buffer.from(hkdfSync('sha256', key, 'onetable', 'index', 32));
  return {
    seal: (text, about) => {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', seal, iv);
      cipher.setAAD(Buffer.from(about));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return ['v1', iv.toString('base64url'), cipher.getAuthTag().toString('base64url'), body.toString('base64url')].join('.');
    },
    open: (sealed, about) => {
      const [version, iv = '', tag = '', body = ''] = sealed.split('.');
      if (version !== 'v1') throw new Error('This was not sealed by this version.');
      const decipher = createDecipheriv('aes-256-gcm', seal, Buffer.from(iv, 'base64url'));
      decipher.setAAD(Buffer.from(about));
      decipher.setAuthTag(Buffer.from(tag, 'base64url'));
      return Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]).toString('utf8');
    },
    index: (text) => createHmac('sha256', index).update(text).digest('base64url'),
  };
}

/** A token for a browser or a link: the district it is kept in, and 256 bits. */
export function newToken(districtId: string): string {
  return `${districtId}.${randomBytes(32).toString('base64url')}`;
}

/** Where to look for what is kept of a token. */
export function districtOfToken(token: string): string {
  return token.slice(0, Math.max(0, token.indexOf('.')));
}

/** What is kept of a token. */
export function tokenHash(token: string): string {
  return hash('sha256', token, 'base64url');
}

/** SHA-256 in hex, of a blob's bytes or a text. */
export function contentHash(content: Uint8Array | string): string {
  return hash('sha256', content, 'hex');
}

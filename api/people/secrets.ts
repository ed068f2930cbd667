// What must not be read by whoever holds the database: encrypted with AES-256-GCM under a key that is not in it.
import { createCipheriv, createDecipheriv, createHmac, hash, hkdfSync, randomBytes } from 'node:crypto';

export interface Vault {
  /** "v1.<iv>.<tag>.<text>", each in base64url. `about` is bound to it: a value moved to another place does not open. */
  readonly seal: (text: string, about: string) => string;
  /** Throws when it was changed, or sealed under another key or for another place. */
  readonly open: (sealed: string, about: string) => string;
  /** The same for bytes: version, iv, tag and what is sealed, one after the other. */
  readonly sealBytes: (bytes: Uint8Array, about: string) => Buffer;
  readonly openBytes: (sealed: Uint8Array, about: string) => Buffer;
  /** Equal for equal texts, and tells nothing else: for finding the same identity number. */
  readonly index: (text: string) => string;
}

/** `key`: 32 bytes. */
export function createVault(key: Uint8Array): Vault {
  if (key.length !== 32) throw new RangeError('The key must have 32 bytes.');
  const seal = Buffer.from(hkdfSync('sha256', key, 'onetable', 'seal', 32));
  const index = Buffer.from(hkdfSync('sha256', key, 'onetable', 'index', 32));
  const close = (bytes: Uint8Array, about: string): Sealed => {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', seal, iv);
    cipher.setAAD(Buffer.from(about));
    const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
    return { iv, tag: cipher.getAuthTag(), body };
  };
  const opened = ({ iv, tag, body }: Sealed, about: string): Buffer => {
    const decipher = createDecipheriv('aes-256-gcm', seal, iv, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(about));
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(body), decipher.final()]);
  };
  return {
    seal: (text, about) => {
      const { iv, tag, body } = close(Buffer.from(text), about);
      return ['v1', iv.toString('base64url'), tag.toString('base64url'), body.toString('base64url')].join('.');
    },
    open: (sealed, about) => {
      const [version, iv = '', tag = '', body = ''] = sealed.split('.');
      if (version !== 'v1') throw new Error(OTHER_VERSION);
      return opened({ iv: Buffer.from(iv, 'base64url'), tag: Buffer.from(tag, 'base64url'), body: Buffer.from(body, 'base64url') }, about).toString('utf8');
    },
    sealBytes: (bytes, about) => {
      const { iv, tag, body } = close(bytes, about);
      return Buffer.concat([Buffer.of(1), iv, tag, body]);
    },
    openBytes: (sealed, about) => {
      const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
      if (bytes[0] !== 1) throw new Error(OTHER_VERSION);
      const [iv, tag] = [bytes.subarray(1, 1 + IV_BYTES), bytes.subarray(1 + IV_BYTES, 1 + IV_BYTES + TAG_BYTES)];
      return opened({ iv, tag, body: bytes.subarray(1 + IV_BYTES + TAG_BYTES) }, about);
    },
    index: (text) => createHmac('sha256', index).update(text).digest('base64url'),
  };
}

const [IV_BYTES, TAG_BYTES] = [12, 16];
const OTHER_VERSION = 'This was not sealed by this version.';

interface Sealed {
  readonly iv: Buffer;
  readonly tag: Buffer;
  readonly body: Buffer;
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

// Passwords: argon2id with the library's defaults (OWASP: 19 MiB, 2 passes).
import { hash, verify } from '@node-rs/argon2';
import { refused } from '../problem.ts';

export async function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'));
}

/** An account without a password takes as long to refuse as one with. */
export async function isPassword(kept: string | null, given: string): Promise<boolean> {
  const right = await verify(kept ?? (await decoy()), given.normalize('NFC'));
  return kept !== null && right;
}

let decoyHash: Promise<string> | null = null;
function decoy(): Promise<string> {
  decoyHash ??= hash('nobody has this password');
  return decoyHash;
}

/** Refuses what is too short, too long to be hashed in peace, or the login itself. */
export function requireStrong(password: string, login: string, least: number): void {
  const characters = [...password].length;
  if (characters < least || characters > 200 || password.toLowerCase() === login.toLowerCase() || new Set(password).size < 4)
    throw refused('auth.weakPassword', { least });
}

// The second factor: six digits from an authenticator (RFC 6238, 30 s), each accepted once.
import { Secret, TOTP } from 'otpauth';

const STEP_SECONDS = 30;

export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** otpauth:// address for the authenticator's QR code. */
export function totpAddress(secret: string, login: string): string {
  return totpOf(secret, login).toString();
}

/** The time step that the code belongs to, one before and after the present one included; null when it is wrong or not newer than `lastStep`. */
export function acceptedStep(secret: string, code: string, now: number, lastStep: number): number | null {
  const delta = totpOf(secret, '').validate({ token: code, timestamp: now, window: 1 });
  if (delta === null) return null;
  const step = Math.floor(now / 1000 / STEP_SECONDS) + delta;
  return step > lastStep ? step : null;
}

function totpOf(secret: string, label: string): TOTP {
  return new TOTP({ issuer: '一表通', label, secret: Secret.fromBase32(secret), digits: 6, period: STEP_SECONDS });
}

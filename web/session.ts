// Who is signed in, for all pages. Asked once of the server; changed by signing in and out.
import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { call, Refusal, type Reply } from './client/client.ts';

export type Who = Reply<'session.read'>;
export type Role = Who['role'];

/** Kept for as long as the window is open, past a reload: somebody was signed in here. */
const WAS_HERE = 'onetable.signedIn';

export const useSession = defineStore('session', () => {
  const who = ref<Who | null>(null);
  const known = ref(false);
  /** Whoever is signing out is not asked to sign in for that. */
  const leaving = ref(false);
  /** Somebody was signed in here and, without signing out, is no longer. */
  const expired = ref(false);
  const role = computed(() => who.value?.role ?? null);

  /** Asks the server who is signed in; null when nobody is. Throws Refusal when the server does not say; the next time it is asked again. */
  async function read(): Promise<Who | null> {
    if (known.value) return who.value;
    who.value = await call('session.read').catch(nobodyWhereRefused);
    known.value = true;
    expired.value = who.value === null && sessionStorage.getItem(WAS_HERE) !== null;
    if (who.value) sessionStorage.setItem(WAS_HERE, 'yes');
    return who.value;
  }

  async function signIn(login: string, password: string, code: string): Promise<Who | null> {
    await call('session.begin', { body: { login, password, ...(code === '' ? {} : { code }) } });
    known.value = false;
    return read();
  }

  /** Throws Refusal when the session may still be there; one that has expired has ended. */
  async function signOut(): Promise<void> {
    leaving.value = true;
    try {
      await call('session.end').catch(nobodyWhereRefused);
      who.value = null;
      sessionStorage.removeItem(WAS_HERE);
    } finally {
      leaving.value = false;
    }
  }

  /** After something of the account has changed, as when its second factor was set up. */
  async function readAgain(): Promise<Who | null> {
    known.value = false;
    return read();
  }

  return { who, role, leaving, expired, read, readAgain, signIn, signOut };
});

function nobodyWhereRefused(refusal: unknown): null {
  if (refusal instanceof Refusal && refusal.status === 401) return null;
  throw refusal;
}

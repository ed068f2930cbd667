// Who is signed in, for all pages. Asked once of the server; changed by signing in and out.
import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { call, Refusal, type Reply } from './client/client.ts';

export type Who = Reply<'session.read'>;
export type Role = Who['role'];

export const useSession = defineStore('session', () => {
  const who = ref<Who | null>(null);
  const known = ref(false);
  const role = computed(() => who.value?.role ?? null);

  /** Asks the server who is signed in; null when nobody is. Throws Refusal when the server cannot be reached. */
  async function read(): Promise<Who | null> {
    if (known.value) return who.value;
    const response = await fetch('/api/v1/session', { credentials: 'same-origin' }).catch(() => null);
    if (!response) throw new Refusal(0, 'unreachable', '');
    who.value = response.ok ? ((await response.json()) as Who) : null;
    known.value = true;
    return who.value;
  }

  async function signIn(login: string, password: string, code: string): Promise<Who | null> {
    await call('session.begin', { body: { login, password, ...(code === '' ? {} : { code }) } });
    known.value = false;
    return read();
  }

  async function signOut(): Promise<void> {
    await call('session.end');
    who.value = null;
  }

  /** After something of the account has changed, as when its second factor was set up. */
  async function readAgain(): Promise<Who | null> {
    known.value = false;
    return read();
  }

  return { who, role, read, readAgain, signIn, signOut };
});

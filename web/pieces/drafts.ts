// What people typed and did not save yet: kept by what it is about while they look at something else, and asked about before the browser leaves the page.
import { reactive } from 'vue';
import { useSession } from '../session.ts';

export type Drafts = Record<string, string | undefined>;
const kept = new Map<string, Drafts>();

/** The drafts of one kind (a place in the site) of whoever is signed in, by what each is about: the same ones whenever it is asked. What is saved is to be deleted from it. */
export function useDrafts(kind: string): Drafts {
  const whose = `${useSession().who?.accountId ?? ''} ${kind}`;
  const drafts = kept.get(whose) ?? reactive<Drafts>({});
  kept.set(whose, drafts);
  return drafts;
}

export function isUnsaved(): boolean {
  return [...kept.values()].some((drafts) => Object.values(drafts).some((text) => (text ?? '').trim() !== ''));
}

/** From now on, leaving the page with drafts unsaved is asked about. */
export function warnOfDrafts(): void {
  window.addEventListener('beforeunload', (event) => {
    if (!isUnsaved()) return;
    event.preventDefault();
    event.returnValue = '';
  });
}

// Words typed and not saved are never dropped without a word: they stay with the thing they are about, and leaving the page or closing it asks first.
import { onBeforeUnmount, onMounted } from 'vue';
import { onBeforeRouteLeave, onBeforeRouteUpdate, type RouteLocationNormalized } from 'vue-router';
import { words } from '../words/index.ts';

/** While something is typed, another address and the closing of the page ask first. For pages and what stands in them. */
export function useUnsaved(isTyped: () => boolean): void {
  const warn = (event: BeforeUnloadEvent): void => {
    if (isTyped()) holdOpen(event);
  };
  const mayLeave = (to: RouteLocationNormalized, from: RouteLocationNormalized): boolean =>
    to.path === from.path || !isTyped() || window.confirm(words.global.t('common.unsaved'));
  onMounted(() => window.addEventListener('beforeunload', warn));
  onBeforeUnmount(() => window.removeEventListener('beforeunload', warn));
  onBeforeRouteLeave(mayLeave);
  onBeforeRouteUpdate(mayLeave);
}

/** Makes the browser ask before it closes the page; `returnValue` is what Chrome before 119 goes by. */
export function holdOpen(event: BeforeUnloadEvent): void {
  event.preventDefault();
  event.returnValue = '';
}

/** Words by what they are about. */
export type Drafts = Readonly<Record<string, string>>;

/** With these words about that; blank ones are none. */
export function withDraft(drafts: Drafts, about: string, typed: string): Drafts {
  const others = Object.fromEntries(Object.entries(drafts).filter(([each]) => each !== about));
  return typed.trim() === '' ? others : { ...others, [about]: typed };
}

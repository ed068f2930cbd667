// The year that the coordinating office is at work on, the same on all its pages and kept on this machine; the year of today until somebody chooses.
import { readonly, ref, type Ref } from 'vue';
import { thisYear } from '../../pieces/time.ts';

const KEPT = 'onetable.year';
const kept = Number(localStorage.getItem(KEPT));
const year = ref(kept >= 2000 && kept <= 2199 ? kept : thisYear());

export function useYear(): Readonly<Ref<number>> {
  return readonly(year);
}

export function chooseYear(chosen: number): void {
  year.value = chosen;
  localStorage.setItem(KEPT, String(chosen));
}

// Is the window as narrow as a phone's? Pictures that would be scaled down beyond reading are drawn in another shape there.
import { onBeforeUnmount, ref, type Ref } from 'vue';

export function useNarrow(): Readonly<Ref<boolean>> {
  const query = window.matchMedia('(max-width: 700px)');
  const narrow = ref(query.matches);
  const follow = (): void => void (narrow.value = query.matches);
  query.addEventListener('change', follow);
  onBeforeUnmount(() => query.removeEventListener('change', follow));
  return narrow;
}

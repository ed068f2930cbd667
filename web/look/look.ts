// Light or dark, as chosen on this machine or as the system says. Element Plus takes the class `dark` on <html>.
export const LOOKS = ['auto', 'light', 'dark'] as const;
export type Look = (typeof LOOKS)[number];

const KEPT = 'onetable.look';
const prefersDark = matchMedia('(prefers-color-scheme: dark)');

export function chosenLook(): Look {
  const kept = localStorage.getItem(KEPT);
  return LOOKS.find((look) => look === kept) ?? 'auto';
}

export function chooseLook(look: Look): void {
  localStorage.setItem(KEPT, look);
  show();
}

/** Shows the chosen look now and whenever the system changes. */
export function applyLook(): void {
  show();
  prefersDark.addEventListener('change', show);
}

function show(): void {
  const look = chosenLook();
  const dark = look === 'dark' || (look === 'auto' && prefersDark.matches);
  document.documentElement.classList.toggle('dark', dark);
  document.documentElement.classList.toggle('light', !dark);
}

// The words of the pages: zh-CN first, English second, one file an area (words/zh/department.ts, words/en/department.ts …) with the same keys.
// A language is fetched when it is spoken. `t('department.title')` in scripts by useI18n, `$t` in templates.
import { shallowRef, watch } from 'vue';
import { createI18n } from 'vue-i18n';
import english from 'element-plus/es/locale/lang/en';
import type { Language as ElementLanguage } from 'element-plus/es/locale/index';

export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

const KEPT = 'onetable.language';

export const words = createI18n({ legacy: false, locale: 'zh', fallbackLocale: 'zh', missingWarn: false, fallbackWarn: false, messages: {} });
/** Element Plus's own words. */
export const elementWords = shallowRef<ElementLanguage>();

export function language(): Language {
  return words.global.locale.value === 'en' ? 'en' : 'zh';
}

/** The language chosen on this machine before, else Chinese. */
export async function startLanguage(): Promise<void> {
  const kept = localStorage.getItem(KEPT);
  await speak(kept === 'en' ? 'en' : 'zh');
}

/** Told whenever another language has come: words of the server's are asked for again, those of the page change by themselves. */
export function onSpoken(listener: () => unknown): void {
  watch(language, () => void listener());
}

export async function speak(chosen: Language): Promise<void> {
  // English is in Element Plus's own code already.
  const [own, element] = await Promise.all([
    chosen === 'zh' ? import('./zh/index.ts') : import('./en/index.ts'),
    chosen === 'zh' ? import('element-plus/es/locale/lang/zh-cn').then(({ default: zh }) => zh) : english,
  ]);
  words.global.setLocaleMessage(chosen, own.default as never);
  (words.global.locale as unknown as { value: Language }).value = chosen;
  elementWords.value = element;
  document.documentElement.lang = chosen === 'zh' ? 'zh-CN' : 'en';
  localStorage.setItem(KEPT, chosen);
}

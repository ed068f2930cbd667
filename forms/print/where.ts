// A register's membership in words.
import { sayExtent, type Vocabulary } from '../../engine/interpret/index.ts';
import type { Where } from '../../engine/model/datapoint.ts';
import type { Language } from '../../engine/problem/index.ts';

/** "女、60周岁及以上"; says so when everything belongs, or when the words could not be followed. */
export function sayWhere(where: Where | null, vocabulary: Vocabulary, language: Language): string {
  if (where === null) return language === 'zh' ? '范围未能识别,请人工确定' : 'who belongs on it was not understood; a person decides';
  const parts = Object.entries(where).map(([facet, extent]) => sayExtent(facet, extent, vocabulary, language));
  if (parts.length === 0) return language === 'zh' ? '全部' : 'all';
  return parts.join(language === 'zh' ? '、' : ', ');
}

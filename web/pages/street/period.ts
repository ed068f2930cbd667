// How the period before one is called.
import { frequencyOf } from '../../pieces/period.ts';
import { words } from '../../words/index.ts';

/** 去年, 上月 … */
export function beforeWords(period: string): string {
  return words.global.t(`street.before.${frequencyOf(period)}`);
}

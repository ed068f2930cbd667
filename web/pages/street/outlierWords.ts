// What is out of the ordinary, as a person would say it: 比去年多 60 %,其他 3 个社区变化在 ±10 % 以内.
import type { Reply } from '../../client/client.ts';
import { answered } from '../../pieces/figure.ts';
import { words } from '../../words/index.ts';
import { beforeWords } from './period.ts';

export type Cell = Reply<'submission.review'>['sections'][number]['cells'][number];
type Outlier = NonNullable<Cell['outlier']>;

export function outlierWords(
  { outlier, answers, value, last }: Pick<Cell, 'answers' | 'value' | 'last'> & { readonly outlier: Outlier },
  period: string,
): string {
  const { t } = words.global;
  const before = beforeWords(period);
  switch (outlier.kind) {
    case 'appeared':
      return t('street.outlier.appeared', { before, value: answered(value ?? '', answers) });
    case 'vanished':
      return t('street.outlier.vanished', { before, last: answered(last ?? '', answers) });
    case 'level':
      return t(`street.outlier.level.${direction(outlier.change)}`, { by: Math.abs(outlier.change.by), others: outlier.others });
    case 'change':
      return t('street.outlier.change', {
        change: t(`street.outlier.than.${direction(outlier.change)}`, { before, by: Math.abs(outlier.change.by) }),
        others: othersWords(outlier),
      });
  }
}

function direction({ kind, by }: { readonly kind: 'percent' | 'times'; readonly by: number }): 'times' | 'less' | 'more' {
  if (kind === 'times') return 'times';
  return by < 0 ? 'less' : 'more';
}

function othersWords({ others, from, to }: Extract<Outlier, { kind: 'change' }>): string {
  const { t } = words.global;
  if (from === null || to === null) return t('street.outlier.alone');
  if (from === 0 && to === 0) return t('street.outlier.still', { others });
  if (-from === to) return t('street.outlier.within', { others, by: to });
  return t('street.outlier.between', { others, from: signed(from), to: signed(to) });
}

function signed(percent: number): string {
  return percent > 0 ? `+${percent}` : String(percent).replace('-', '−');
}

// Everything that a reviewer should look at in one submission, gravest first, in words and with the cells concerned.
import type { Reply } from '../../client/client.ts';
import { answered, grouped } from '../../pieces/figure.ts';
import { words } from '../../words/index.ts';
import { outlierWords, type Cell } from './outlierWords.ts';

export type MarkKind = 'must' | 'unexplained' | 'outlier' | 'remark' | 'changed' | 'explained' | 'hint';

export interface Mark {
  readonly key: string;
  readonly kind: MarkKind;
  readonly title: string;
  readonly words: string;
  readonly explained: string | null;
  readonly items: readonly string[];
}

type Review = Reply<'submission.review'>;
type Check = Reply<'submission.checks'>['items'][number];
type Remark = Reply<'submission.read'>['remarks'][number];

const ORDER: readonly MarkKind[] = ['must', 'unexplained', 'outlier', 'remark', 'changed', 'explained', 'hint'];

export function marksOf(
  review: Review,
  { items: checks, zeroed }: Pick<Reply<'submission.checks'>, 'items' | 'zeroed'>,
  remarks: readonly Remark[],
  period: string,
): Mark[] {
  const cells = review.sections.flatMap((section) => section.cells);
  const titles = new Map(cells.map(({ item, title }) => [item, title]));
  const failing = checks.map((check, index): Mark => ({
    key: `check ${check.checkId ?? index}`,
    kind: kindOf(check),
    title: '',
    words: `${check.words}:${check.places.map(({ title, value }) => `${title} ${grouped(value)}`).join(';')}`,
    explained: check.explained,
    items: check.items,
  }));
  const empty = zeroed.map(({ section, title, had }): Mark => ({
    key: `zeroed ${section ?? ''}`,
    kind: 'outlier',
    title: '',
    words: words.global.t(`common.zeroed.${section === null ? 'period' : 'section'}`, { title, had }),
    explained: null,
    items:
      review.sections
        .find(({ code }) => section === null || code === section)
        ?.cells.slice(0, 1)
        .map(({ item }) => item) ?? [],
  }));
  const odd = cells.flatMap(({ item, title, answers, value, last, outlier }): Mark[] =>
    outlier === null
      ? []
      : [{ key: `outlier ${item}`, kind: 'outlier', title, words: outlierWords({ outlier, answers, value, last }, period), explained: null, items: [item] }],
  );
  const changed = cells.flatMap(({ item, title, answers, value, was }): Mark[] =>
    was === undefined
      ? []
      : [
          {
            key: `changed ${item}`,
            kind: 'changed',
            title,
            words: `${shown({ answers, value })} · ${words.global.t('street.submission.was', { was: shown({ answers, value: was }) })}`,
            explained: null,
            items: [item],
          },
        ],
  );
  const remarked = remarks.flatMap(({ remarkId, item, words: text }): Mark[] =>
    item === null ? [] : [{ key: `remark ${remarkId}`, kind: 'remark', title: titles.get(item) ?? '', words: text, explained: null, items: [item] }],
  );
  return [...failing, ...empty, ...odd, ...changed, ...remarked].sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}

function kindOf({ severity, explained }: Check): MarkKind {
  if (severity === 'A') return 'must';
  if (severity === 'D') return 'hint';
  return explained === null ? 'unexplained' : 'explained';
}

/** A blank in a word. */
export function shown({ answers, value }: Pick<Cell, 'answers' | 'value'>): string {
  return value === null ? words.global.t('street.submission.blank') : answered(value, answers);
}

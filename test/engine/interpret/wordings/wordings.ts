// Reads the tables of wordings beside this file, and asks the engine what each one means when it stands alone on a form.
//
//   what is asked, as lineOf writes it
//     label [unit] | label（unit） | row × head（unit） | heading › row [unit] | doubtful wording ?
//
// row × head is drawn both ways round, and must mean the same. A wording with ? behind it may also stay in doubt.
import type { FieldMeaning } from '../../../../engine/model/meaning.ts';
import { lineOf, understand } from '../meaning.ts';

export interface Wording {
  readonly text: string;
  readonly means: string;
  /** The words leave something open: a doubt is as good an answer. */
  readonly mayBeDoubted: boolean;
}

export function wordingsOf(table: string): Wording[] {
  const wordings: Wording[] = [];
  let means = '';
  for (const line of table.split('\n')) {
    if (line.trim() === '') continue;
    if (!line.startsWith(' ')) means = line.trim();
    else for (const text of line.split(' | ')) wordings.push(wordingOf(text.trim(), means));
  }
  return wordings;
}

function wordingOf(text: string, means: string): Wording {
  return { text: text.replace(/ \?$/u, ''), means, mayBeDoubted: text.endsWith(' ?') };
}

/** What the wording asks, as it stands and, if it has two parts, with row and column changed. */
export function meaningsOf(text: string): string[] {
  return pictures(text).map((picture) => understand(picture, { title: '基层情况统计表' }).fields.map(plainly).join(' & '));
}

/** Households and people whose population nobody states are asked about; that is not what these tables are for. */
function plainly(field: FieldMeaning): string {
  return lineOf(field).replace(' +口径未注明', '').replace(' ?scopeNotStated', '');
}

function pictures(text: string): string[] {
  const [, label = text, unit = null] = /^(.*?) ?\[(.*)\]$/u.exec(text) ?? [];
  if (label.includes(' × ')) {
    const [row = '', head = ''] = label.split(' × ');
    return [`\n| 项目 | ${head} |\n| ${row} | |`, `\n| 项目 | ${row} |\n| ${head} | |`];
  }
  const [heading, row = label] = label.includes(' › ') ? label.split(' › ') : [null, label];
  const lines = unit === null ? [`| ${row} | |`] : [`| ${row} | ${unit} | |`];
  const over = heading === null ? [] : [unit === null ? `| 一、${heading} | — |` : `| 一、${heading} | — | — |`];
  return [['', unit === null ? '| 指标 | 数量 |' : '| 指标 | 单位 | 数量 |', ...over, ...lines].join('\n')];
}

// Shared by the tests of meaning: reads a drawn sheet with the shipped lexicon, and writes what every blank asks as one line.
import type { DataPoint, Extent, PlainPoint, SumPoint } from '../../../engine/model/datapoint.ts';
import type { FieldMeaning, FormMeaning, RuledDefinition } from '../../../engine/model/meaning.ts';
import type { Frequency } from '../../../engine/model/period.ts';
import type { Sheet } from '../../../engine/model/sheet.ts';
import { cellName } from '../../../engine/model/sheet.ts';
import { interpret } from '../../../engine/interpret/index.ts';
import { readSheet } from '../../../engine/read/index.ts';
import { type Learning, loadLearning } from '../../../forms/lexicon/load.ts';
import { draw } from '../../draw.ts';

export interface Circumstances {
  readonly title?: string;
  readonly frequency?: Frequency;
  readonly year?: number;
  readonly learning?: Learning;
  readonly definitions?: readonly RuledDefinition[];
}

/** What a drawn requirement asks, as the engine understands it. */
export function understand(
  drawn: string | Sheet,
  { title = '社区情况统计表', frequency = 'quarterly', year, learning = loadLearning(), definitions = [] }: Circumstances = {},
): FormMeaning {
  const sheet = typeof drawn === 'string' ? draw(drawn) : drawn;
  const texts = new Map(sheet.cells.filter(({ text }) => text !== '').map((cell) => [cellName(cell.row, cell.column), cell.text]));
  return interpret(
    {
      requirement: 'R1',
      department: '某局',
      title,
      frequency,
      year: year ?? null,
      sheets: [{ reading: readSheet(sheet, learning.words), texts }],
      definitions,
    },
    learning.interpreter,
  );
}

/** Cell → what its blank asks. */
export function asks(picture: string, circumstances?: Circumstances): Record<string, string> {
  return Object.fromEntries(understand(picture, circumstances).fields.map((field) => [field.reading.cell, lineOf(field)]));
}

/** What a table of one column asks, row by row; rows are labels, or "label [unit]"; notes go below it. */
export function rows(labels: readonly string[], notes: readonly string[] = [], circumstances?: Circumstances): string[] {
  const lines = labels
    .map((label) => /^(.*) \[(.*)\]$/u.exec(label))
    .map((found, index) => (found ? `| ${found[1] ?? ''} | ${found[2] ?? ''} | |` : `| ${labels[index] ?? ''} | 人 | |`));
  const picture = ['| 指标 | 单位 | 数量 |', ...lines, ...notes.map((note) => `| . ${note} | ~ | ~ |`)].join('\n');
  return Object.values(asks(picture, circumstances));
}

/** What one label asks in a table for 户籍 people, without saying 户籍 again. */
export function says(label: string): string {
  const [line = ''] = rows([label], ['说明：本表均按户籍人口统计。']);
  return line.replace(' 户籍', '').replace('person ', '');
}

/** "person 常住 age=60.. sex=female", then +words no lexicon knows, then ?doubts. */
export function lineOf({ point, doubts }: FieldMeaning): string {
  return [pointOf(point), ...new Set(doubts.map(({ kind }) => `?${kind}`))].join(' ');
}

function pointOf(point: DataPoint): string {
  switch (point.kind) {
    case 'plain':
      return plainOf(point);
    case 'sum':
      return sumOf(point);
    case 'ratio':
      return `${pointOf(point.numerator)} ÷ ${pointOf(point.denominator)} × ${point.factor}`;
  }
}

function sumOf({ terms }: SumPoint): string {
  return terms.map(({ coefficient, point }, index) => `${coefficient < 0 ? '− ' : index > 0 ? '+ ' : ''}${plainOf(point)}`).join(' ');
}

function plainOf({ object, measure, where, open, period }: PlainPoint): string {
  const of = measure.kind === 'count' ? object : `${object}.${measure.of}`;
  const facets = Object.entries(where).map(([facet, extent]) => facetOf(facet, extent));
  const words = open.map((word) => word.replace(/:.*/u, ''));
  return [of, ...facets.sort(), ...words.map((word) => `+${word}`), ...(period === 'toDate' ? ['本年累计'] : [])].join(' ');
}

const POPULATIONS: Readonly<Record<string, string>> = {
  'away,resident': '户籍',
  'resident,settled': '常住',
  'settled,transient': '流动',
  'foreign,resident,settled,transient': '实有',
};

function facetOf(facet: string, extent: Extent): string {
  const name = facet.split('.')[1] ?? facet;
  if (extent.kind === 'interval') return `${name}=${extent.from ?? ''}..${extent.to ?? ''}`;
  const all =
    loadLearning()
      .knowledge.facets.get(facet)
      ?.members.map(({ id }) => id) ?? [];
  const members = [...extent.members].sort();
  const missing = all.filter((member) => !members.includes(member)).sort();
  const value = missing.length > 0 && missing.length < members.length && members.length > 3 ? `!${missing.join()}` : members.join();
  return name === 'residence' ? (POPULATIONS[members.join()] ?? `residence=${members.join()}`) : `${name}=${value}`;
}

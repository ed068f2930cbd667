// How long a district's forms take from bytes to plan, in one process and from a cold start; and how that grows with more forms.
//   tsx test/bench/consolidate.ts [PACK] [COPIES]
// Without COPIES every case runs in a process of its own, so that its peak memory is its own. The copies' ids are renamed, and in every
// second copy words are replaced by other words of the same lexicon entry, as another department would have put it.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { consolidateInput } from '../../api/pipeline.ts';
import { consolidate } from '../../engine/consolidate.ts';
import type { Pack, Requirement } from '../../engine/model/pack.ts';
import type { Cell, Workbook } from '../../engine/model/sheet.ts';
import { understand } from '../../engine/understand.ts';
import { readWorkbook } from '../../forms/excel/read.ts';
import { loadLearning, type Term } from '../../forms/lexicon/load.ts';
import { readFormBytes, readPackFile } from '../../forms/pack/load.ts';

interface Measured {
  readonly forms: number;
  readonly fields: number;
  readonly items: number;
  readonly ms: { readonly read: number; readonly understand: number; readonly consolidate: number; readonly all: number; readonly processor: number };
  /** Peak resident memory of the process, MiB. */
  readonly peak: number;
}

const CASES = [
  { copies: 1, runs: 5, limit: 'limit 2 s' },
  { copies: 5, runs: 1, limit: '' },
  { copies: 10, runs: 1, limit: '' },
  { copies: 20, runs: 1, limit: 'limit 20 s, 1,024 MiB' },
] as const;

/** Prints each case as the median of its runs, with the time for one form beside that of the sample alone. */
function compare(dir: string): void {
  let alone: number | null = null;
  for (const { copies, runs, limit } of CASES) {
    const measured = Array.from({ length: runs }, () => inOwnProcess(dir, copies)).sort((a, b) => a.ms.all - b.ms.all)[Math.floor(runs / 2)];
    if (!measured) continue;
    const each = measured.ms.all / measured.forms;
    alone ??= each;
    console.log(`${told(copies, measured)}, ${each.toFixed(1)} ms/form = ${(each / alone).toFixed(2)} × the sample's${limit === '' ? '' : ` (${limit})`}`);
  }
}

function told(copies: number, { forms, fields, items, ms, peak }: Measured): string {
  const seconds = (spent: number): string => (spent / 1000).toFixed(2);
  const stages = `read ${seconds(ms.read)} + understand ${seconds(ms.understand)} + match, register, plan ${seconds(ms.consolidate)}`;
  return `consolidate ${copies} × the sample: ${forms} forms, ${fields} fields → ${items} items: ${seconds(ms.all)} s (${stages}; processor ${seconds(ms.processor)}), peak ${peak.toFixed(0)} MiB`;
}

function inOwnProcess(dir: string, copies: number): Measured {
  const { stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', fileURLToPath(import.meta.url), dir, String(copies)], { encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Measured;
}

function measure(dir: string, copies: number): Measured {
  const learning = loadLearning();
  const { pack } = readPackFile(dir);
  if (!pack) throw new Error(`no pack in ${dir}`);
  const many = copiesOf(pack, copies);
  const aliases = copies === 1 ? new Map<string, readonly string[]>() : aliasesOf();
  const processor = process.cpuUsage();
  const [start, books] = [performance.now(), new Map<string, Workbook>()];
  for (const { requirement, copy } of many) {
    const { workbook } = readWorkbook(readFormBytes(dir, requirement).bytes ?? new Uint8Array(), requirement.file);
    if (workbook) books.set(requirement.id, copy % 2 === 1 ? reworded(workbook, copy, aliases) : workbook);
  }
  const read = performance.now();
  const requirements = many.map(({ requirement }) => requirement);
  const forms = requirements.flatMap((requirement) => {
    const book = books.get(requirement.id);
    return book ? [understand(requirement, pack.year, book, learning)] : [];
  });
  const understood = performance.now();
  const { items, fields } = consolidate(consolidateInput({ loaded: { pack: { ...pack, requirements }, books, learning, problems: [] }, forms }));
  const done = performance.now();
  const { user, system } = process.cpuUsage(processor);
  const ms = { read: read - start, understand: understood - read, consolidate: done - understood, all: done - start, processor: (user + system) / 1000 };
  return { forms: forms.length, fields: fields.length, items: items.length, ms, peak: process.resourceUsage().maxRSS / 1024 };
}

function copiesOf({ requirements }: Pack, copies: number): { requirement: Requirement; copy: number }[] {
  return Array.from({ length: copies }, (_, copy) =>
    requirements.map((requirement) => ({ requirement: copy === 0 ? requirement : { ...requirement, id: `${requirement.id}-${copy}` }, copy })),
  ).flat();
}

/** Word → all words of its entry, for words that stand in one entry only and mean a thing by themselves. */
function aliasesOf(): Map<string, readonly string[]> {
  const terms = JSON.parse(readFileSync(new URL('../../forms/lexicon/zh/terms.json', import.meta.url), 'utf8')) as Term[];
  const counts = new Map<string, number>();
  for (const { words } of terms) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const isPlain = (word: string): boolean => counts.get(word) === 1 && /^\p{Script=Han}{2,}$/u.test(word);
  const meaningful = terms.filter(({ means }) => means.includes(' ') && !means.startsWith('period '));
  return new Map(meaningful.flatMap(({ words }) => words.filter(isPlain).map((word, _index, all) => [word, all] as const)));
}

function reworded(workbook: Workbook, copy: number, aliases: ReadonlyMap<string, readonly string[]>): Workbook {
  const rewordedCell = (cell: Cell): Cell =>
    typeof cell.value === 'string' && cell.text.length <= 24 ? { ...cell, text: rewordedText(cell.text, copy, aliases) } : cell;
  return { ...workbook, sheets: workbook.sheets.map((sheet) => ({ ...sheet, cells: sheet.cells.map(rewordedCell) })) };
}

const LONGEST = 12;

/** The longest known word at each place gives way to another of its entry, a different one in each copy. */
function rewordedText(text: string, copy: number, aliases: ReadonlyMap<string, readonly string[]>): string {
  let result = '';
  for (let at = 0; at < text.length;) {
    const lengths = Array.from({ length: Math.min(LONGEST, text.length - at) - 1 }, (_, index) => Math.min(LONGEST, text.length - at) - index);
    const word = lengths.map((length) => text.slice(at, at + length)).find((slice) => aliases.has(slice));
    const others = word === undefined ? [] : (aliases.get(word) ?? []);
    result += word === undefined ? (text[at] ?? '') : (others[(others.indexOf(word) + copy) % others.length] ?? word);
    at += word?.length ?? 1;
  }
  return result;
}

const [dir = 'forms/samples/linjiang', copies] = process.argv.slice(2);
if (copies === undefined) compare(dir);
else console.log(JSON.stringify(measure(dir, Number(copies))));

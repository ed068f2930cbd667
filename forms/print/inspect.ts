// The inspection of one workbook as text for a terminal and as a page with the sheet drawn.
import type { Language } from '../../engine/problem/index.ts';
import type { Blank, BlankKind, Inspection, SheetView } from './inspection.ts';
import { pictureOf } from './picture.ts';
import { render } from './template.ts';
import { inLanguage, inspectWords, particularWords } from './words.ts';

const KINDS: readonly BlankKind[] = ['understood', 'doubtful', 'context', 'list', 'loose'];
const MARKS: Record<BlankKind, string> = { understood: '·', doubtful: '?', context: '=', list: '≡', loose: '!' };

/** A self-contained page: the sheets drawn with their blanks coloured and labelled. */
export function inspectPage(inspection: Inspection, language: Language): string {
  const words = inLanguage(inspectWords, language);
  return render('inspect', {
    language,
    pageTitle: `${inspection.file} · ${words.title}`,
    words,
    inspection,
    legend: KINDS.map((kind) => ({ kind, name: words[kind], count: inspection.counts[kind] })),
    sheets: inspection.sheets.map((sheet) => ({ ...sheet, ...pictureOf(sheet.sheet, sheet.blanks, sheet.titleCell) })),
    particulars: inspection.particulars.map(({ name, value }) => ({ name: particularWords[name][language], value })),
  });
}

/** The same as text, one blank after the other. */
export function inspectText(inspection: Inspection, language: Language): string {
  const words = inLanguage(inspectWords, language);
  const blocks = [
    [inspection.file, KINDS.map((kind) => `${MARKS[kind]} ${words[kind]} ${inspection.counts[kind]}`).join('   ')],
    listBlock(words.problems, inspection.problems),
    listBlock(
      words.particulars,
      inspection.particulars.map(({ name, value }) => `${particularWords[name][language]} ${value}`),
    ),
    ...inspection.sheets.map((sheet) => sheetBlock(sheet, words)),
    listBlock(
      words.definitions,
      inspection.definitions.map(({ word, text, cell }) => `${word} (${cell}) ${text}`),
    ),
    listBlock(
      words.relations,
      inspection.relations.map(({ text, printed }) => `${text}    ${printed}`),
    ),
    listBlock(
      `${words.unread} ${inspection.unread.length}`,
      inspection.unread.map(({ text, cell }) => `! ${cell} ${text}`),
    ),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function listBlock(heading: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [heading, ...lines.map((line) => `  ${line.replace(/\s+/gu, ' ')}`)];
}

function sheetBlock(sheet: SheetView, words: Record<keyof typeof inspectWords, string>): string[] {
  const title = [`${words.sheet} ${sheet.name}`, sheet.title, sheet.unit && `${words.unit} ${sheet.unit}`].filter(Boolean).join(' · ');
  const rosters = sheet.rosters.map(
    (roster) => `  ≡ ${roster.title} · ${roster.object} · ${words.rows} ${roster.rows} · ${words.members}: ${roster.membership}`,
  );
  return [title, ...sheet.blanks.flatMap(blankLines), ...rosters];
}

function blankLines({ kind, cell, path, unit, formula, reading, doubts, readFrom }: Blank): string[] {
  const head = `  ${MARKS[kind]} ${cell.padEnd(5)} ${path}${unit ? ` [${unit}]` : ''}${formula === null ? '' : ` ƒ =${formula}`}`;
  const evidence = kind === 'list' ? [] : readFrom.map((line) => `            ${line}`);
  return [head, `          ${reading}`, ...doubts.map((doubt) => `          ? ${doubt}`), ...evidence];
}

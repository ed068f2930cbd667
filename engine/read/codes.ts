// 09　户籍人口, 10　常住人口: which numbers before a blank are codes of rows. 50 平方米以下 and 90 后党员 begin with a quantity.
import type { Sheet } from '../model/sheet.ts';
import { foldWidth, type ReadingWords } from './words.ts';

/** The words by which one sheet is read: with the codes that its labels count up. */
export function withCodes(sheet: Sheet, words: ReadingWords): ReadingWords {
  const printed = new Set(sheet.cells.flatMap(({ text }) => codeOf(text, words) ?? []));
  if (printed.size === 0) return words;
  const codes = new Set<number>();
  let run: number[] = [];
  for (let code = 0; code <= HIGHEST + 1; code++) {
    if (printed.has(code)) {
      run.push(code);
      continue;
    }
    if (run.length >= FEWEST || (run[0] ?? HIGHEST) < 10) for (const counted of run) codes.add(counted);
    run = [];
  }
  return { ...words, codes };
}

/** Two numbers in a row may be the ends of two bands: 10 人以下, 11 人以上. One that begins with 0 is no quantity. */
const FEWEST = 3;

const HIGHEST = 99;

function codeOf(text: string, { numbering }: ReadingWords): number | null {
  const bare = foldWidth(text.trim());
  const code = numbering.map((style) => style.exec(bare)?.groups?.['code']).find((found) => found !== undefined);
  return code === undefined ? null : Number(code);
}

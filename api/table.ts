// A table from a file that somebody made: CSV in UTF-8 or GB 18030, or the first sheet of a workbook, as rows of texts.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import iconv from 'iconv-lite';
import { describe, type Problem } from '../engine/problem/index.ts';
import { readWorkbooks } from '../forms/excel/guard.ts';
import { refused, type Refused } from './problem.ts';
import { yieldTurn } from './turn.ts';

/** As the smallest rectangle around what is written. */
const MOST_CELLS = 2_000_000;

/** Rows of texts, ragged where the file is; throws Refused for what cannot be read. */
export async function readTable(name: string, bytes: Uint8Array): Promise<string[][]> {
  return /\.(xlsx|xls)$/i.test(name) ? rowsOfWorkbook(name, bytes) : rowsOfCsv(name, bytes);
}

async function rowsOfCsv(name: string, bytes: Uint8Array): Promise<string[][]> {
  const rows: string[][] = [];
  let cells = 0;
  let tooLarge: Refused | null = null;
  try {
    await pipeline(
      Readable.from(piecesOf(decode(bytes).replace(/^\uFEFF/, ''))),
      parse({ relaxColumnCount: true, skipEmptyLines: true }),
      async (parsed: AsyncIterable<string[]>) => {
        for await (const row of parsed) {
          cells += row.length;
          if (cells > MOST_CELLS) throw (tooLarge = refused('upload.tableTooLarge', { file: name, rows: rows.length, columns: row.length, cells: MOST_CELLS }));
          rows.push(row);
        }
      },
    );
  } catch (error) {
    if (tooLarge) throw tooLarge;
    throw refused('request.invalid', { at: name, why: error instanceof Error ? error.message : String(error) });
  }
  return rows;
}

/** Bytes parsed before others get their turn. */
const PIECE = 65_536;

async function* piecesOf(text: string): AsyncIterable<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += PIECE) {
    yield bytes.subarray(at, at + PIECE);
    await yieldTurn();
  }
}

/** Text in UTF-8, or else in the encoding that Excel in China saves. */
export function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return iconv.decode(Buffer.from(bytes), 'gb18030');
  }
}

async function rowsOfWorkbook(name: string, bytes: Uint8Array): Promise<string[][]> {
  const [result] = await readWorkbooks([{ file: name, bytes }], { filled: true });
  const sheet = result?.workbook?.sheets[0];
  if (!sheet) throw refused('request.invalid', { at: name, why: whyUnread(result?.problems ?? []) }, {}, result?.problems ?? []);
  const cells = sheet.cells.filter(({ text }) => text !== '');
  const height = cells.reduce((most, { row }) => Math.max(most, row), 0);
  const width = cells.reduce((most, { column }) => Math.max(most, column), 0);
  if (height * width > MOST_CELLS) throw refused('upload.tableTooLarge', { file: name, rows: height, columns: width, cells: MOST_CELLS });
  const rows: string[][] = [];
  for (const { row, column, text } of cells) {
    const line = (rows[row - 1] ??= []);
    line[column - 1] = text;
  }
  return Array.from(rows, (row) => Array.from(row ?? [], (text) => text ?? ''));
}

function whyUnread(problems: readonly Problem[]): string {
  const grave = problems.find(({ severity }) => severity === 'error');
  return grave ? `${describe(grave, 'zh')} / ${describe(grave, 'en')}` : '不是可读的工作簿 / no readable workbook';
}

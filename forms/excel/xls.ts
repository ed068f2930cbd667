// Workbooks of Excel 97–2003 and old WPS, brought into today's form. In: the bytes of an .xls. Out: the bytes of an .xlsx
// with the same texts, numbers, formulas, merges and widths; colours and borders are lost on the way.
import { createRequire } from 'node:module';
import type * as Xlsx from '@e965/xlsx';

export type Conversion = { readonly kind: 'converted'; readonly bytes: Uint8Array } | { readonly kind: 'encrypted' } | { readonly kind: 'damaged' };

/** Converts; a workbook with a password and one that makes no sense are told apart. */
export function convertXls(bytes: Uint8Array): Conversion {
  try {
    const { read, write } = converter();
    const book = read(bytes, { type: 'buffer', cellFormula: true, cellNF: true, cellStyles: true, sheetRows: 65_536 });
    const written: unknown = write(book, { type: 'buffer', bookType: 'xlsx', compression: true, cellStyles: true });
    return written instanceof Uint8Array ? { kind: 'converted', bytes: written } : { kind: 'damaged' };
  } catch (error) {
    return { kind: error instanceof Error && /password-protected/i.test(error.message) ? 'encrypted' : 'damaged' };
  }
}

/** Loaded when the first .xls comes along: it is large, and most packs have none. */
function converter(): typeof Xlsx {
  const library: typeof Xlsx = createRequire(import.meta.url)('@e965/xlsx');
  return library;
}

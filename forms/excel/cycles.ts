// Formulas that go round in a circle. In: the sheets of a workbook. Out: one circle, as the cells along it, or null.
import type { Cell, Sheet } from '../../engine/model/sheet.ts';
import { areaOf, isInside, sheetIndexes } from './area.ts';
import { tokens } from './formula.ts';

/** A formula cell on a circle. */
export interface CirclePlace {
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
}

/** Workbooks with more formulas than this are not searched; blank forms have a few dozen. */
const MOST_FORMULAS = 3000;
const MOST_LENGTH = 200_000;

/** The first circle found when formulas are followed from sheet to sheet, row by row. */
export function findCircle(sheets: readonly Sheet[]): readonly CirclePlace[] | null {
  const nodes = formulasOf(sheets);
  if (nodes.length === 0) return null;
  const length = nodes.reduce((sum, node) => sum + node.formula.length, 0);
  if (nodes.length > MOST_FORMULAS || length > MOST_LENGTH) return null;
  const book: Book = { indexes: sheetIndexes(sheets), nodes: groupBySheet(nodes) };
  for (const node of nodes) {
    const circle = node.state === 'new' ? walk(node, book) : null;
    if (circle) return circle;
  }
  return null;
}

function formulasOf(sheets: readonly Sheet[]): Node[] {
  const nodes: Node[] = [];
  sheets.forEach(({ name, cells }, index) => {
    for (const cell of cells) if (cell.formula !== null) nodes.push(nodeOf(name, index, cell, cell.formula));
  });
  return nodes;
}

interface Node extends CirclePlace {
  readonly index: number;
  readonly formula: string;
  state: 'new' | 'open' | 'done';
}

/** The formulas by the index of their sheet, and the indexes by name. */
interface Book {
  readonly indexes: ReadonlyMap<string, number>;
  readonly nodes: ReadonlyMap<number, readonly Node[]>;
}

const nodeOf = (sheet: string, index: number, { row, column }: Cell, formula: string): Node => ({ sheet, index, row, column, formula, state: 'new' });

function groupBySheet(nodes: readonly Node[]): Map<number, Node[]> {
  const groups = new Map<number, Node[]>();
  for (const node of nodes) {
    const group = groups.get(node.index);
    if (group) group.push(node);
    else groups.set(node.index, [node]);
  }
  return groups;
}

/** Depth first without recursion, so that a chain of thousands of formulas does no harm. */
function walk(start: Node, book: Book): CirclePlace[] | null {
  const path: { node: Node; rest: Node[] }[] = [{ node: start, rest: precedents(start, book) }];
  start.state = 'open';
  for (let top = path.at(-1); top; top = path.at(-1)) {
    const following = top.rest.pop();
    if (!following) {
      top.node.state = 'done';
      path.pop();
    } else if (following.state === 'open') {
      return path.slice(path.findIndex(({ node }) => node === following)).map(({ node: { sheet, row, column } }) => ({ sheet, row, column }));
    } else if (following.state === 'new') {
      following.state = 'open';
      path.push({ node: following, rest: precedents(following, book) });
    }
  }
  return null;
}

function precedents(node: Node, { indexes, nodes }: Book): Node[] {
  const found: Node[] = [];
  for (const token of tokens(node.formula)) {
    const area = token.kind === 'ref' ? areaOf(token.ref, node.index, indexes) : null;
    if (area) for (const other of nodes.get(area.sheet) ?? []) if (isInside(other.row, other.column, area)) found.push(other);
  }
  return found;
}

// Formulas that go round in a circle. In: the sheets of a workbook. Out: one circle, as the cells along it, or null.
import type { Cell, Sheet } from '../../engine/model/sheet.ts';
import { tokens, type Reference } from './formula.ts';

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
  const bySheet = groupBySheet(nodes);
  for (const node of nodes) {
    const circle = node.state === 'new' ? walk(node, bySheet) : null;
    if (circle) return circle;
  }
  return null;
}

function formulasOf(sheets: readonly Sheet[]): Node[] {
  const nodes: Node[] = [];
  for (const { name, cells } of sheets) for (const cell of cells) if (cell.formula !== null) nodes.push(nodeOf(name, cell, cell.formula));
  return nodes;
}

interface Node extends CirclePlace {
  readonly formula: string;
  state: 'new' | 'open' | 'done';
}

const nodeOf = (sheet: string, { row, column }: Cell, formula: string): Node => ({ sheet, row, column, formula, state: 'new' });

function groupBySheet(nodes: readonly Node[]): Map<string, Node[]> {
  const groups = new Map<string, Node[]>();
  for (const node of nodes) {
    const group = groups.get(node.sheet);
    if (group) group.push(node);
    else groups.set(node.sheet, [node]);
  }
  return groups;
}

/** Depth first without recursion, so that a chain of thousands of formulas does no harm. */
function walk(start: Node, bySheet: ReadonlyMap<string, readonly Node[]>): CirclePlace[] | null {
  const path: { node: Node; rest: Node[] }[] = [{ node: start, rest: precedents(start, bySheet) }];
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
      path.push({ node: following, rest: precedents(following, bySheet) });
    }
  }
  return null;
}

function precedents(node: Node, bySheet: ReadonlyMap<string, readonly Node[]>): Node[] {
  const found: Node[] = [];
  for (const token of tokens(node.formula)) {
    if (token.kind !== 'ref') continue;
    for (const other of bySheet.get(token.ref.sheet ?? node.sheet) ?? []) if (covers(token.ref, other)) found.push(other);
  }
  return found;
}

const covers = ({ from, to }: Reference, { row, column }: Node): boolean =>
  row >= (from.row ?? 1) && row <= (to.row ?? Infinity) && column >= (from.column ?? 1) && column <= (to.column ?? Infinity);

// Rows with something to fill, under the heads of a table: which words before a run of blanks are its label, unit and code.
import type { ContextKind, Label, PathLabel } from '../model/reading.ts';
import { labelOf } from './furniture.ts';
import type { Slot } from './grid.ts';
import { type ColumnLabels, type ColumnRole, type Head, isBeyond, leafOver, outlineAt, overlaps, roleOf } from './heads.ts';
import { type Outline, parseLabel } from './hierarchy.ts';
import { closeNumberedAs } from './sections.ts';
import { isLabel, isOpen, isUnit, setAside, type Walk } from './walk.ts';
import { contextOf, fold, roundBrackets, withoutAside, withoutBrackets } from './words.ts';

/** Words, the blanks they label, the units printed behind those, and what the row remarks on them. */
export interface Run {
  readonly labels: readonly Slot[];
  readonly blanks: readonly Slot[];
  /** Blank → the unit printed behind it. */
  readonly trailing: ReadonlyMap<Slot, Slot>;
  readonly remarks: readonly Slot[];
}

interface OpenRun {
  readonly labels: Slot[];
  readonly blanks: Slot[];
  readonly remarks: Slot[];
  readonly trailing: Map<Slot, Slot>;
}

/** Splits a row into runs: words, then the blanks they label; a unit printed right after a blank belongs to that run. */
export function runsOf(walk: Walk, line: readonly Slot[], head: Head | null): Run[] {
  const runs: OpenRun[] = [];
  let current: OpenRun | undefined;
  const begin = (): OpenRun => {
    const run: OpenRun = { labels: [], blanks: [], remarks: [], trailing: new Map() };
    runs.push(run);
    return run;
  };
  for (const slot of line) {
    const isWord = isLabel(walk, slot);
    if (isRemark(slot, head)) {
      if (slot.kind === 'text' && !head?.leaves.includes(slot)) current?.remarks.push(slot);
    } else if (isWord && current && isTrailingUnit(walk, slot, current, head)) trail(current, slot);
    else if (isWord) {
      if (!current || current.blanks.length > 0) current = begin();
      current.labels.push(slot);
    } else if (isOpen(walk, slot) || slot.kind === 'closed') {
      current ??= begin();
      current.blanks.push(slot);
    }
  }
  return head?.values ? withRemarkBehind(runs, head.values) : runs;
}

/** Words behind the last blank of a row, where values would stand, remark on it: 零就业家庭(户) ▢ 期末常住户. */
function withRemarkBehind(runs: OpenRun[], values: ReadonlySet<number>): OpenRun[] {
  const last = runs.at(-1);
  const before = runs.at(-2);
  if (!last || !before || last.blanks.length > 0 || !last.labels.every((slot) => overlaps(slot, values))) return runs;
  before.remarks.push(...last.labels);
  return runs.slice(0, -1);
}

function isRemark(slot: Slot, head: Head | null): boolean {
  return head?.roles.get(slot.left) === 'remark';
}

/** A unit right behind a blank that has none yet: in a column for units, or under the same head as the blank. */
function isTrailingUnit(walk: Walk, slot: Slot, run: Run, head: Head | null): boolean {
  const last = run.blanks.at(-1);
  if (!last || run.trailing.has(last) || !(isUnit(walk, slot) || isRestrictedUnit(walk, slot))) return false;
  // 食堂 over 个 ▢, 床位 over 张 ▢: a caption over the unit and the blank behind it.
  if (head === null && captionOver(walk, slot) !== captionOver(walk, last)) return false;
  const role = head?.roles.get(slot.left) ?? 'unit';
  return role === 'unit' || (head !== null && leafOver(head, slot.left) === leafOver(head, last.left));
}

/** The caption that stands over the column of a slot among pairs. */
export function captionOver({ captions }: Walk, slot: Slot): Slot | undefined {
  return captions.find((other) => other.left <= slot.left && slot.left <= other.right);
}

/** 人(户籍): a unit that says in brackets of whom. */
const RESTRICTED_UNIT = /^([^()]+)\([^()]+\)$/;

function isRestrictedUnit(walk: Walk, slot: Slot): boolean {
  const [, unit = ''] = RESTRICTED_UNIT.exec(slot.folded) ?? [];
  return walk.words.unit.test(unit);
}

/** The unit counts for the blanks before it that have none. */
function trail(run: OpenRun, unit: Slot): void {
  for (const blank of run.blanks) if (!run.trailing.has(blank)) run.trailing.set(blank, unit);
}

export interface RowRoles {
  readonly stubs: readonly Slot[];
  readonly unit: Slot | null;
  readonly code: Slot | null;
  /** The row's code as text; where it has none, the number its label begins with. */
  readonly rowCode: string | null;
  /** Does the label itself end in a unit, as 人数(人) does? */
  readonly endsInUnit: boolean;
  /** Does the label ask for a signature or seal? */
  readonly isSigned: boolean;
}

/** Which of the words before the blanks are the row's label, its unit and its code. */
export function rolesOf(walk: Walk, labels: readonly Slot[], head: Head | null): RowRoles {
  let unit: Slot | null = null;
  const codes: Slot[] = [];
  const stubs: Slot[] = [];
  const roleAt = (slot: Slot): ColumnRole => head?.roles.get(slot.left) ?? 'value';
  for (const slot of labels) {
    const leaf = head ? leafOver(head, slot.left) : null;
    if (isUnitSlot(walk, slot, leaf, roleAt(slot), labels.length > 1 && stubs.length > 0)) unit = slot;
    else if (!(leaf && walk.words.ageHead.test(leaf.folded)) && isCodeSlot(walk, slot, roleAt(slot), labels)) codes.push(slot);
    else stubs.push(slot);
  }
  const code = codes.find((slot) => roleAt(slot) === 'code') ?? codes[0] ?? null;
  if (stubs.length === 0 && code && head && nameLeaf(walk, head) !== null) return { stubs, unit, code, rowCode: null, endsInUnit: false, isSigned: false };
  if (stubs.length === 0 && code) return { stubs: [code], unit, code: null, rowCode: null, endsInUnit: false, isSigned: false };
  const label = stubs.at(-1);
  const rowCode = code ? code.folded : label ? parseLabel(label, walk.words).ordinal : null;
  return {
    stubs,
    unit,
    code,
    rowCode,
    endsInUnit: label !== undefined && unitInBrackets(walk, label) !== null,
    isSigned: label !== undefined && walk.words.signatureLabel.test(label.folded),
  };
}

function isUnitSlot(walk: Walk, slot: Slot, leaf: Slot | null, role: ColumnRole, isBehindLabel: boolean): boolean {
  // 单位 over 企业 and 个体工商户 heads their names, 计量 over 次数(次) and 参加(人次) what is counted.
  if (role === 'unit') return (isBehindLabel && !namesCounted(walk, slot)) || isUnit(walk, slot);
  return isBehindLabel && isUnit(walk, slot) && !(leaf && walk.words.labelHead.test(leaf.folded));
}

/** 参加(人次): a word for what is counted, with its unit. */
function namesCounted({ words }: Walk, { folded }: Slot): boolean {
  const [, name = '', unit = ''] = /^(\p{Script=Han}{2,})\(([^()]+)\)$/u.exec(folded) ?? [];
  return name !== '' && words.unit.test(unit) && !words.unit.test(name);
}

function isCodeSlot(walk: Walk, slot: Slot, role: ColumnRole, labels: readonly Slot[]): boolean {
  const text = slot.folded;
  if (role === 'code' || role === 'serial') return !/\p{Script=Han}/u.test(text) || walk.words.code.test(text);
  return walk.words.code.test(text) && labels.length > 1;
}

export function readTableRow(walk: Walk, row: number, line: readonly Slot[], head: Head): void {
  let beside: readonly PathLabel[] = [];
  let besideUnit: string | null = null;
  let first: readonly Slot[] = [];
  let isRead = line.some(({ kind }) => kind === 'closed');
  for (const [index, run] of runsOf(walk, line, head).entries()) {
    const own = rolesOf(walk, run.labels, head);
    if (index === 0) first = own.stubs;
    const roles = { ...own, stubs: [...groupOver(head, own.stubs, index === 0 ? [] : first), ...own.stubs] };
    const blanks = run.blanks.filter((slot) => isOpen(walk, slot) && slot.top === row && isValue(walk, head, slot));
    const unitBehind = (blank: Slot | undefined): Slot | null => roles.unit ?? (blank ? (run.trailing.get(blank) ?? null) : null);
    const unit = unitBehind(run.blanks[0]);
    const fillable = blanks.filter((slot) => !isUnnamed(walk, head, slot, own) && !takeContext(walk, head, slot, roles));
    const isGroup = fillable.length > 0 && isUnfilledGroup(walk, { ...roles, unit }, head, run);
    const left = belongsLeft(walk, head, { ...roles, unit }, besideUnit) ? beside : [];
    const path = rowPathOf(walk, head, roles, row, fillable.length === 0 || isGroup, beside, left);
    beside = path;
    besideUnit = unit ? fold(unit.text) : null;
    closeNumbered(walk, roles);
    isRead ||= isGroup || blanks.length > 0;
    if (isGroup) {
      setAside(walk, run.blanks);
      continue;
    }
    for (const blank of fillable)
      pushField(walk, blank, {
        row,
        head: isBeyond(head, blank) || isForeign(walk, head, roles, blank, line) ? null : head,
        path,
        roles,
        unit: unitBehind(blank),
        remarks: run.remarks,
      });
  }
  setAside(
    walk,
    line.filter((slot) => isMargin(head, slot) || (isRead && isForWords(walk, head, slot, first))),
  );
}

/** Behind the last head there is only margin. */
function isMargin({ leaves }: Head, slot: Slot): boolean {
  return slot.left > (leaves.at(-1)?.right ?? 0);
}

/** What is left empty under 备注, 单位 or 序号, or under 村（社区） beside 合计, beside the row's values. */
function isForWords(walk: Walk, head: Head, slot: Slot, stubs: readonly Slot[]): boolean {
  return (head.roles.get(slot.left) ?? 'value') !== 'value' || isUnnamed(walk, head, slot, { stubs });
}

/** 类别 | 项目 | 数量 | 项目 | 数量: the word under 类别 groups the items under each 项目. */
function groupOver(head: Head, [own, ...others]: readonly Slot[], first: readonly Slot[]): readonly Slot[] {
  const inner = first.at(-1);
  const headOf = (slot: Slot | undefined): string | null => (slot && leafOver(head, slot.left)?.folded) ?? null;
  const groups = first.slice(0, -1);
  const isAlike = own !== undefined && others.length === 0 && headOf(own) !== null && headOf(own) === headOf(inner);
  return isAlike && groups.every((group) => headOf(group) !== headOf(inner)) ? groups : [];
}

/**
 * In a sheet of two halves 其中 may divide the label above it or the one to its left. It belongs left when only that one has its
 * unit, or when both halves have equal heads and no codes that count down the columns, so that the row is read across.
 */
function belongsLeft(walk: Walk, head: Head, roles: RowRoles, besideUnit: string | null): boolean {
  const stub = roles.stubs.at(-1);
  if (!stub) return false;
  const parsed = parseLabel(stub, walk.words);
  const above = head.units.get(stub.left);
  const own = roles.unit ? fold(roles.unit.text) : null;
  if (parsed.relation !== 'ofWhich') {
    head.units.set(stub.left, own);
    return false;
  }
  if (parsed.under !== null || stub.indent > 0) return false;
  if (own !== null && above !== undefined && above !== besideUnit) return own === besideUnit;
  return roles.code === null && isRepeated(head, stub);
}

/** Does the column's head say the same as one further left? */
function isRepeated(head: Head, stub: Slot): boolean {
  const leaf = leafOver(head, stub.left);
  return leaf !== null && head.leaves.some((other) => other.left < leaf.left && other.folded === leaf.folded);
}

/** 三、… in the label column ends the section 二、… above the table. */
function closeNumbered(walk: Walk, roles: RowRoles): void {
  const stub = roles.stubs.at(-1);
  const numbering = stub ? parseLabel(stub, walk.words).numbering : null;
  if (numbering !== null) closeNumberedAs(walk, numbering);
}

function isValue(walk: Walk, head: Head, slot: Slot): boolean {
  if (head.roles.get(slot.left) !== 'value') return false;
  if (leafOver(head, slot.left) !== nameLeaf(walk, head)) head.values?.add(slot.left);
  return true;
}

/** 合计 under 序号: the empty cell under 村（社区） behind it stays empty. */
function isUnnamed(walk: Walk, head: Head, slot: Slot, { stubs }: Pick<RowRoles, 'stubs'>): boolean {
  const [first] = stubs;
  const leaf = leafOver(head, slot.left);
  return first !== undefined && leaf !== null && leaf === nameLeaf(walk, head) && leafOver(head, first.left) !== leaf && slot.formula === null;
}

/** A row's blank for a signature, or under a head like 社区名称 where the row label would stand (behind its 序号), is not a question. */
function contextLabel(walk: Walk, head: Head, slot: Slot, roles: RowRoles): Slot | null {
  const stub = roles.stubs.at(-1);
  const leaf = leafOver(head, slot.left);
  if (leaf && signedLeaves(walk, head).has(leaf)) return leaf;
  if (stub) return roles.isSigned ? stub : null;
  return leaf && leaf === nameLeaf(walk, head) ? leaf : null;
}

/** 经手人 behind all other heads: who signs, and nobody counted. */
function signedLeaves({ words }: Walk, head: Head): ReadonlySet<Slot> {
  const known = signed.get(head);
  if (known) return known;
  const isSigned = ({ text, folded }: Slot): boolean => ASKED.has(contextOf(text, words) ?? '') && !words.occupation.test(folded);
  const behind = head.leaves.findLastIndex((leaf) => !isSigned(leaf)) + 1;
  const made = new Set(head.leaves.slice(Math.max(behind, 1)));
  signed.set(head, made);
  return made;
}

const ASKED = new Set<string>(['person', 'phone'] satisfies ContextKind[]);

/** Every blank under a head asks for them. */
const signed = new WeakMap<Head, ReadonlySet<Slot>>();

/** The head 社区名称 where row labels would stand: each row is one community's. */
export function nameLeaf(walk: Walk, head: Head): Slot | null {
  const known = nameLeaves.get(head);
  if (known !== undefined) return known;
  const first = head.leaves.find((leaf) => head.roles.get(leaf.left) !== 'serial');
  const made = first && contextOf(first.text, walk.words) === 'community.name' ? first : null;
  nameLeaves.set(head, made);
  return made;
}

/** Every blank under a head asks for it. */
const nameLeaves = new WeakMap<Head, Slot | null>();

function takeContext(walk: Walk, head: Head, slot: Slot, roles: RowRoles): boolean {
  const label = contextLabel(walk, head, slot, roles);
  if (!label) return false;
  const kind = roles.isSigned ? 'person' : (contextOf(label.text, walk.words) ?? 'community.name');
  walk.context.push({ sheet: walk.grid.sheet.name, cell: slot.cell, label: label.text, kind, inline: false });
  return true;
}

/**
 * A heading row whose value cells were left empty: it has neither unit nor code though the table has columns for them, it says 按…分, or what its rows
 * come to stands below them.
 */
function isUnfilledGroup(walk: Walk, roles: RowRoles, head: Head, run: Run): boolean {
  const stub = roles.stubs.at(-1);
  if (!stub || run.blanks.some((slot) => slot.formula !== null)) return false;
  const parsed = parseLabel(stub, walk.words);
  if (parsed.group !== null && parsed.text === '') return true;
  const last = run.blanks.at(-1)?.left ?? 0;
  const lacks = (role: 'unit' | 'code', found: Slot | null): boolean =>
    found === null && head.leaves.some((leaf) => leaf.left > stub.left && leaf.left < last && head.roles.get(leaf.left) === role);
  return (lacks('unit', roles.unit) && (lacks('code', roles.code) || parsed.numbering !== null)) || isSummedBelow(walk, head, stub);
}

/** 一、户籍人口 | over 16—44岁, 45—59岁 and 小计 | =SUM(B5:B6), and so 二、常住人口 beside it: nobody asks for one number twice. */
function isSummedBelow(walk: Walk, head: Head, stub: Slot): boolean {
  const { numbering } = parseLabel(stub, walk.words);
  const members = membersOf(walk, stub);
  if (members.length === 0) return false;
  if (sumsUp(walk, head, members)) return true;
  return numbering !== null && summedNumberings(walk, head, stub.left).has(numbering);
}

/** Numberings of headings in a label column whose rows are added up below them. */
function summedNumberings(walk: Walk, head: Head, left: number): ReadonlySet<number> {
  const known = summed.get(head) ?? new Map<number, ReadonlySet<number>>();
  summed.set(head, known);
  const before = known.get(left);
  if (before) return before;
  const found = new Set<number>();
  for (let row = head.bottom + 1; row <= walk.block.bottom; row++) {
    const slot = walk.grid.at(row, left);
    const numbering = slot.top === row && isLabel(walk, slot) ? parseLabel(slot, walk.words).numbering : null;
    if (numbering !== null && sumsUp(walk, head, membersOf(walk, slot))) found.add(numbering);
  }
  known.set(left, found);
  return found;
}

/** Every row of a table asks for them. */
const summed = new WeakMap<Head, Map<number, ReadonlySet<number>>>();

/** The labels right below one that are set in further than it is. */
function membersOf({ grid, block }: Walk, stub: Slot): Slot[] {
  const members: Slot[] = [];
  for (let row = stub.bottom + 1; row <= block.bottom; row++) {
    const slot = grid.at(row, stub.left);
    if (slot.kind !== 'text' || slot.indent <= stub.indent) break;
    if (slot.top === row) members.push(slot);
  }
  return members;
}

/** Is the last of them, wherever it has a sum, that of all before it? */
function sumsUp({ grid }: Walk, head: Head, members: readonly Slot[]): boolean {
  const [first, last] = [members[0], members.at(-1)];
  if (!first || !last || members.length < 3) return false;
  const sums = head.leaves.flatMap(
    ({ left }) =>
      SUM.exec(grid.at(last.top, left).formula ?? '')
        ?.slice(1)
        .map(Number) ?? [],
  );
  return sums.length > 0 && sums.every((row, index) => row === (index % 2 === 0 ? first.top : last.top - 1));
}

const SUM = /^=?SUM\(\$?[A-Z]+\$?(\d+):\$?[A-Z]+\$?(\d+)\)$/iu;

function rowPathOf(
  walk: Walk,
  head: Head,
  { stubs, code }: RowRoles,
  row: number,
  heading: boolean,
  beside: readonly PathLabel[],
  left: readonly PathLabel[],
): readonly PathLabel[] {
  const inner = stubs.at(-1);
  if (!inner) return [];
  const outer = stubs.slice(0, -1).map((slot): PathLabel => ({ ...labelOf(slot), text: parseLabel(slot, walk.words).text, relation: 'below' }));
  if (inner.top < row) return [...outer, { ...unnumbered(inner, walk), relation: 'below' }];
  const whole = left.slice(0, left.findLastIndex((label) => label.relation === 'below') + 1);
  if (whole.length > 0) return [...whole, { ...labelOf(inner), text: parseLabel(inner, walk.words).text, relation: 'ofWhich' }];
  const stub = outlineAt(head, inner.left, outer.map(({ cell }) => cell).join(), walk.words);
  const total = outer.length === 0 ? totalElsewhere(walk, head, inner, stub) : null;
  if (total) return [...total, { ...labelOf(inner), text: parseLabel(inner, walk.words).text, relation: 'ofWhich' }];
  return [...outer, ...stub.next(inner, heading, inner.indent === 0 ? beside : [], code?.folded, labelBelow(walk, inner))];
}

/** 安全检查(次) ▢ under 户籍人口(人), where a remark lies over all other values, is counted in a unit of its own: the heads hold for the rows above only. */
function isForeign(walk: Walk, head: Head, { stubs }: RowRoles, blank: Slot, line: readonly Slot[]): boolean {
  const label = stubs.at(-1);
  const leaf = leafOver(head, blank.left);
  const units = [label, leaf].map((slot) => (slot ? unitInBrackets(walk, slot) : null));
  if (units.includes(null) || units[0] === units[1]) return false;
  const others = line.filter((slot) => slot !== blank && overlaps(slot, head.values ?? new Set()));
  const isOver = (slot: Slot): boolean => slot.kind === 'text' && (slot.right > slot.left || slot.bottom > slot.top);
  return others.length > 0 && others.every(isOver);
}

/** 总计中:65岁及以上 in one half of a table, where only the other half has a row 总计, divides that one. */
function totalElsewhere(walk: Walk, head: Head, slot: Slot, own: Outline): readonly PathLabel[] | null {
  const { ofTotal, under } = parseLabel(slot, walk.words);
  if (!ofTotal || under === null || own.named(under)) return null;
  const found = [...head.outlines.values()].flatMap((other) => other.named(under) ?? []);
  return found.length === 1 ? found : null;
}

/** The row label right below another one. */
function labelBelow(walk: Walk, slot: Slot): Slot | null {
  const below = slot.bottom < walk.block.bottom ? walk.grid.at(slot.bottom + 1, slot.left) : null;
  return below && isLabel(walk, below) ? below : null;
}

export interface FieldContext {
  readonly row: number;
  readonly head: Head | null;
  readonly path: readonly PathLabel[];
  readonly roles: RowRoles;
  readonly unit: Slot | null;
  readonly remarks: readonly Slot[];
  /** Path of the pair to the left in the same row. */
  readonly beside?: readonly PathLabel[];
}

/** 一、小场所 over the row labels is 小场所. */
function unnumbered(head: Slot, { words }: Walk): Label {
  const { numbering, text } = parseLabel(head, words);
  return { ...labelOf(head), text: numbering === null ? roundBrackets(head.text) : text };
}

export function pushField(walk: Walk, blank: Slot, { row, head, path, roles, unit, remarks, beside }: FieldContext): void {
  const { path: over, unit: leafUnit } = head ? labelsOver(walk, head, blank, roles) : NO_COLUMN;
  // 一、实有人口 over 项目 and 数: what lies over the row's label too heads the table, and not the column.
  const headings = (head?.over.get(blank.left) ?? []).filter((slot) => roles.stubs.some((stub) => slot.left <= stub.left && slot.right >= stub.right));
  const isHeading = ({ cell }: PathLabel): boolean => headings.some((slot) => slot.cell === cell);
  const columnPath = over.filter((label) => !isHeading(label));
  if (path.length === 0 && columnPath.length === 0) return pushUnlabelled(walk, blank);
  for (const section of walk.sections) section.used = true;
  const innermost = roles.stubs.at(-1);
  // 常住妇女 over 半年末, which labels nothing, heads the row all the same.
  const cornerAt = innermost?.left ?? (head?.values?.has(walk.block.left) === false ? walk.block.left : null);
  const corner = head && cornerAt !== null ? leafOver(head, cornerAt) : null;
  walk.fields.push({
    sheet: walk.grid.sheet.name,
    cell: blank.cell,
    row,
    column: blank.left,
    section: [...walk.sections.map(({ label }) => label), ...over.filter(isHeading)],
    rowPath: path,
    columnPath,
    corner: corner && corner !== innermost ? unnumbered(corner, walk) : null,
    unit:
      (head && unit ? columnUnit(walk, head, blank.left, unit) : null) ??
      unitOf(walk, unit, innermost && roles.endsInUnit ? unitInBrackets(walk, innermost) : null, leafUnit, head),
    rowCode: roles.rowCode,
    columnCode: head?.numbers.get(blank.left) ?? null,
    formula: blank.formula,
    choices: null,
    notes: remarks.map(labelOf),
    table: walk.tables,
    ...(beside && beside.length > 0 ? { beside } : {}),
  });
}

/** The row's unit, or the one under the heads; none where the row label itself ends in one, which then counts, unless it stands under 件 and 人次 and is another than its own head. */
function unitOf(walk: Walk, unit: Slot | null, ending: string | null, leafUnit: Slot | null, head: Head | null): Label | null {
  if (unit) return unitLabel(unit);
  if (ending !== null) return head && leafUnit && tellsUnitsApart(walk, head, leafUnit, ending) ? unitLabel(leafUnit) : null;
  return leafUnit ? unitLabel(leafUnit) : head ? walk.unit : null;
}

/** 涉及群众(人次), or a bare 人次, beside 件(次)数, in a row counted in 件: where not all heads print a unit, or the same one, a column counts in its own. */
function columnUnit(walk: Walk, head: Head, column: number, rowUnit: Slot): Label | null {
  const own = ownUnits(walk, head).get(column);
  return own && own.text !== fold(rowUnit.text) ? own : null;
}

/** The unit printed over each column of values, where they are not all the same; worked out once. */
function ownUnits(walk: Walk, head: Head): ReadonlyMap<number, Label | null> {
  const known = printedUnits.get(head);
  if (known) return known;
  const columns = [...head.over].filter(([column]) => head.roles.get(column) === 'value' && head.values?.has(column));
  const unitIn = (heads: readonly Slot[]): Label | null =>
    heads.reduce<Label | null>((found, slot) => {
      const text = unitInBrackets(walk, slot) ?? (isUnit(walk, slot) && /^\p{Script=Han}+$/u.test(slot.folded) ? slot.folded : null);
      return text === null ? found : { text, cell: slot.cell };
    }, null);
  const printed = columns.map(([column, heads]) => [column, unitIn(heads)] as const);
  const made = new Map(new Set(printed.map(([, label]) => label?.text)).size > 1 ? printed : []);
  printedUnits.set(head, made);
  return made;
}

const printedUnits = new WeakMap<Head, ReadonlyMap<number, Label | null>>();

/** Under heads of several units, is this one another than the label ends in? 件(批) is either. */
function tellsUnitsApart(walk: Walk, head: Head, leafUnit: Slot, ending: string): boolean {
  const units = head.leaves.filter((leaf) => isUnit(walk, leaf) && head.roles.get(leaf.left) === 'value').map(({ folded }) => folded);
  return new Set(units).size > 1 && !leafUnit.folded.split(/[()/]/u).includes(ending);
}

export function pushUnlabelled(walk: Walk, blank: Slot): void {
  walk.unlabelled.push({ sheet: walk.grid.sheet.name, cell: blank.cell, kind: 'unlabelled', text: '' });
}

/** (场) as a head of its own is the unit 场, and so is 6(场) in a row of column numbers. */
export function unitLabel(slot: Slot): Label {
  return { ...labelOf(slot), text: withoutBrackets(slot.text.trim().replace(/^\d{1,2}(?=[(（])/, '')) };
}

const NO_COLUMN: ColumnLabels = { path: [], unit: null };

/** 停车位(个) with a blank merged across several columns of values: it is asked of none of them, and only what stands over all of it holds. */
function labelsOver(walk: Walk, head: Head, blank: Slot, { endsInUnit, unit }: RowRoles): ColumnLabels {
  const isOneColumn = (): boolean =>
    head.leaves.filter((leaf) => leaf.left <= blank.right && leaf.right >= blank.left && head.values?.has(leaf.left)).length < 2;
  if ((!endsInUnit && !unit) || blank.left === blank.right || isOneColumn()) return columnLabels(walk, head, blank.left);
  const over = (head.over.get(blank.left) ?? []).filter((slot) => slot.left <= blank.left && slot.right >= blank.right);
  return { path: columnPathOf(walk, head, over), unit: null };
}

/** What the heads say of a column, worked out once: a unit at the end of its words is its unit, the rest its path. */
function columnLabels(walk: Walk, head: Head, column: number): ColumnLabels {
  const known = head.columns.get(column);
  if (known) return known;
  const heads = head.over.get(column) ?? [];
  const leaf = heads.at(-1);
  const isUnitLeaf = leaf !== undefined && heads.length > 1 && (isUnit(walk, leaf) || (head.unitRow && standsWithUnits(walk, head, leaf)));
  const unit = isUnitLeaf ? leaf : (head.counted.get(column) ?? null);
  const made = { path: columnPathOf(walk, head, isUnitLeaf ? heads.slice(0, -1) : heads), unit };
  head.columns.set(column, made);
  return made;
}

/** A unit that no lexicon knows, among those that it does; #女 and 男 are none. */
function standsWithUnits({ words }: Walk, { rows }: Head, leaf: Slot): boolean {
  return (rows.at(-1)?.includes(leaf) ?? false) && parseLabel(leaf, words).relation === 'below' && !words.member.test(leaf.folded);
}

/** Column labels outermost first; 其中, 按…分 and groups of heads under 性别 or 年龄段 take the head they divide along, as the label before them. A bare 其中 makes parts of what stands below it. */
function columnPathOf(walk: Walk, head: Head, heads: readonly Slot[]): PathLabel[] {
  const path: PathLabel[] = [];
  let isPart = false;
  for (const slot of heads) {
    const parsed = parseLabel(slot, walk.words);
    const whole = slot === heads.at(-1) ? null : wholeOf(walk, head, slot);
    const divided = parsed.relation === 'below' ? dividedBefore(walk, head, slot) : headBefore(walk, head, slot);
    const parent = whole ?? divided;
    if (parent) path.push({ ...labelOf(parent), text: parseLabel(parent, walk.words).text, relation: 'below' });
    if (whole) isPart = true;
    else {
      path.push({
        text: parsed.group === null ? parsed.text : parsed.group + parsed.text,
        cell: slot.cell,
        relation:
          parsed.relation !== 'below'
            ? parsed.relation
            : divided || (isDivision(walk, head, slot) && isPartOver(walk, head, slot))
              ? 'breakdown'
              : isPart
                ? 'ofWhich'
                : 'below',
      });
      isPart = false;
    }
  }
  return path;
}

/** The head that a bare 其中 or 人数中 divides: the one before it, or the one it names. */
function wholeOf(walk: Walk, head: Head, slot: Slot): Slot | null {
  const found = walk.words.ofWhichHead.exec(slot.folded);
  if (!found) return null;
  const named = found[1];
  if (named === undefined) return headBefore(walk, head, slot);
  const line = head.rows.find((row) => row.includes(slot)) ?? [];
  return line.slice(0, line.indexOf(slot)).findLast((other) => isLabel(walk, other) && isCalled(other, named)) ?? null;
}

/** 党员总数(名) is the 总数 of 总数中. */
function isCalled({ folded }: Slot, name: string): boolean {
  return folded.startsWith(name) || withoutAside(folded).endsWith(name);
}

/** The innermost heads under a head word, itself left out. */
function leavesUnder({ leaves }: Head, over: Slot): Slot[] {
  return leaves.filter((leaf) => leaf !== over && leaf.left >= over.left && leaf.right <= over.right);
}

/** A whole stands at most so many words left of its part. */
const REACH = 24;

/** The nearest head on the same line and under the same head that is not itself a part, nor a way to divide, counted in the same unit where that is known; the one that 合计中: names, or whose words it ends in (户数 of 其中:单亲家庭户数). */
function headBefore(walk: Walk, head: Head, slot: Slot): Slot | null {
  const wholes = wholesBefore(walk, head, slot);
  const { under, relation } = parseLabel(slot, walk.words);
  const named = under === null ? undefined : wholes.findLast(({ folded }) => folded.startsWith(under));
  if (named) return named;
  const all = withoutRepeated(head, slot, withoutMembers(walk, head, slot, wholes));
  const undivided = all.filter((other) => !isDivision(walk, head, other));
  const before = undivided.length > 0 ? undivided : all;
  const unit = unitInBrackets(walk, slot) ?? unitUnder(walk, head, slot);
  const nearest = before.at(-1)?.folded ?? '';
  const called = before.findLast(({ folded }) => walk.words.countWord.test(folded) && slot.folded.endsWith(folded) && !nearest.endsWith(folded));
  if (called) return called;
  const counted = before.findLast((other) => countsWhat(walk, head, other, slot, nearest));
  if (counted) return counted;
  // 主体总数(个), 取得许可(个), 按行业(个): what is divided has a name of its own.
  const names =
    relation === 'breakdown' ? before.filter(({ folded }) => !walk.words.predicate.test(folded) || walk.words.countedLabel.test(withoutAside(folded))) : [];
  const isAlike = (other: Slot): boolean => unit !== null && unitUnder(walk, head, other) === unit;
  return names.findLast(isAlike) ?? before.findLast(isAlike) ?? before.at(-1) ?? null;
}

/** 小区数 before 楼栋 and 电梯 counts what 其中:老旧小区, or 老旧小区 under 其中, is called. */
function countsWhat({ words }: Walk, head: Head, whole: Slot, part: Slot, nearest: string): boolean {
  const name = words.counted.exec(withoutAside(whole.folded))?.[1] ?? '';
  return (
    name.length > 1 && !withoutAside(nearest).endsWith(name) && [part, ...leavesUnder(head, part)].some(({ folded }) => withoutAside(folded).endsWith(name))
  );
}

/** 合计(户), 从业(人), 其中:个体户 over 户数 and 从业(人): what is counted once more below a part is not what the part divides. */
function withoutRepeated(head: Head, part: Slot, wholes: readonly Slot[]): readonly Slot[] {
  const below = leavesUnder(head, part);
  const rest = wholes.filter(({ folded }) => !below.some((leaf) => leaf.folded === folded));
  return rest.length > 0 ? rest : wholes;
}

/** 合计, 女; 男, 女; 0—17岁, 18—59岁; 其中:在业: those that divide a whole beside it, or go on from a part of it, are not divided in their turn; a band may be by another band. */
function withoutMembers(walk: Walk, head: Head, slot: Slot, wholes: readonly Slot[]): readonly Slot[] {
  const isBand = ({ folded }: Slot): boolean => walk.words.band.test(folded);
  const isMember = (other: Slot): boolean => walk.words.member.test(other.folded) || (isBand(other) && !isBand(slot));
  const line = head.rows.find((row) => row.includes(slot)) ?? [];
  const goesOn = (other: Slot): boolean => {
    const before = line[line.indexOf(other) - 1];
    if (before === undefined) return false;
    if (parseLabel(before, walk.words).relation === 'ofWhich') return true;
    const isOne = isMember(before) ? isMember(other) : walk.words.whole.test(before.folded) && walk.words.member.test(other.folded);
    return isOne && wholes.includes(before);
  };
  const members = wholes.filter(isMember);
  const divided = members.filter((other, index) => [other, ...members.slice(index + 1, index + 2)].some(goesOn));
  const rest = wholes.filter((other) => !divided.includes(other));
  return rest.length > 0 ? rest : wholes;
}

/** The column that 性别 or 年龄段 over several heads divides: the only one before it that has values of its own and may be counted in its unit. */
function dividedBefore(walk: Walk, head: Head, slot: Slot): Slot | null {
  if (!isDivision(walk, head, slot) || isPartOver(walk, head, slot)) return null;
  const wholes = wholesBefore(walk, head, slot).filter((other) => head.leaves.includes(other) && !walk.words.member.test(other.folded));
  const [only] = wholes;
  if (!only || wholes.length > 1) return null;
  const units = [unitUnder(walk, head, only), unitUnder(walk, head, slot)];
  return units[0] === units[1] || units.includes(null) ? only : null;
}

/** Under a bare 其中 over several heads (女, 少数民族, 年龄) each of them divides what 其中 does. */
function isPartOver(walk: Walk, head: Head, slot: Slot): boolean {
  const over = (head.over.get(slot.left) ?? []).filter(({ bottom }) => bottom < slot.top).at(-1);
  return over !== undefined && over.right - over.left > slot.right - slot.left && wholeOf(walk, head, over) !== null;
}

function isDivision(walk: Walk, head: Head, slot: Slot): boolean {
  return walk.words.division.test(slot.folded) && !head.leaves.includes(slot);
}

function wholesBefore(walk: Walk, head: Head, slot: Slot): Slot[] {
  const index = head.rows.findIndex((row) => row.includes(slot));
  const line = head.rows[index] ?? [];
  const end = line.indexOf(slot);
  const group = head.rows[index - 1]?.find((other) => other.left <= slot.left && slot.left <= other.right && other.bottom < slot.top);
  const isWhole = (other: Slot): boolean =>
    isLabel(walk, other) &&
    parseLabel(other, walk.words).relation === 'below' &&
    roleOf(other, walk.words) === 'value' &&
    (head.values === null || overlaps(other, head.values));
  return line.slice(Math.max(0, end - REACH), end).filter((other) => (!group || (other.left >= group.left && other.right <= group.right)) && isWhole(other));
}

function unitUnder(walk: Walk, head: Head, slot: Slot): string | null {
  const leaf = leafOver(head, slot.left);
  if (!leaf) return null;
  return leaf !== slot && isUnit(walk, leaf) ? leaf.folded : unitInBrackets(walk, leaf);
}

/** 套 of 套数(套). */
export function unitInBrackets(walk: Walk, slot: Slot): string | null {
  const found = /\(([^()]+)\)$/.exec(slot.folded)?.[1];
  return found !== undefined && walk.words.unit.test(found) ? found : null;
}

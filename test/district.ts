// A whole district drawn in a test: each requirement is a picture of its form. Gives meanings, consolidations and filled forms.
import { consolidate, type ConsolidateInput } from '../engine/consolidate.ts';
import type { CellEdit } from '../engine/model/edits.ts';
import type { Consolidation } from '../engine/model/consolidation.ts';
import type { Decision } from '../engine/model/decision.ts';
import type { FieldMeaning, FormMeaning } from '../engine/model/meaning.ts';
import type { Requirement } from '../engine/model/pack.ts';
import type { Frequency } from '../engine/model/period.ts';
import type { Scalar } from '../engine/model/sheet.ts';
import type { CommunityValues } from '../engine/model/values.ts';
import { definitionsOn, paperOf } from '../engine/decide/index.ts';
import { textsOf, understand } from '../engine/understand.ts';
import { createView, type FilledForm, type View } from '../engine/view/index.ts';
import { compile } from '../engine/compile/index.ts';
import type { AnnualForm } from '../engine/model/annual.ts';
import { loadCheckValue, loadFormRules } from '../forms/lexicon/form.ts';
import { loadLearning } from '../forms/lexicon/load.ts';
import { draw } from './draw.ts';

export interface DrawnForm {
  readonly id: string;
  readonly department?: string;
  readonly frequency?: Frequency;
  readonly title?: string;
  readonly picture: string;
}

/** What `consolidate` takes, from drawn forms. */
export function district(forms: readonly DrawnForm[], decisions: readonly Decision[] = []): ConsolidateInput {
  const learning = loadLearning();
  const requirements = forms.map(requirementOf);
  const sheets = new Map(forms.map(({ id, picture }) => [id, draw(picture)]));
  const meanings = requirements.flatMap((requirement): FormMeaning[] => {
    const sheet = sheets.get(requirement.id);
    return sheet ? [understand(requirement, 2026, { file: requirement.file, sheets: [sheet] }, learning, definitionsOn(requirement.id, decisions))] : [];
  });
  const departments = [...new Set(requirements.map(({ department }) => department))].map((id) => ({ id, name: id }));
  return {
    pack: { name: '测试区', district: '测试区', year: 2026, departments, requirements },
    forms: meanings,
    textAt: (requirement, _, cell) => {
      const sheet = sheets.get(requirement);
      return (sheet && textsOf(sheet).get(cell)) ?? '';
    },
    papers: (requirement) => {
      const sheet = sheets.get(requirement);
      return sheet ? [paperOf(sheet)] : null;
    },
    knowledge: learning.knowledge,
    lexicon: learning.interpreter.lexicon,
    spellings: learning.spellings,
    decisions,
  };
}

function requirementOf({ id, department = id.split('-')[0] ?? id, frequency = 'annual', title = id }: DrawnForm): Requirement {
  return { id, department, title, file: `${id}.xlsx`, frequency, legalBasis: null, description: null };
}

export function consolidated(forms: readonly DrawnForm[], decisions: readonly Decision[] = []): Consolidation {
  return consolidate(district(forms, decisions));
}

/** All fields of drawn forms, as understood. */
export function fieldsOf(...forms: readonly DrawnForm[]): FieldMeaning[] {
  return district(forms).forms.flatMap(({ fields }) => fields);
}

/** The field of a consolidation at a requirement's cell. */
export function fieldAt({ fields }: Consolidation, requirement: string, cell: string): Consolidation['fields'][number] {
  const found = fields.find((field) => field.requirement === requirement && field.cell === cell);
  if (!found) throw new Error(`No field at ${requirement} ${cell}: ${fields.map((field) => `${field.requirement} ${field.cell}`).join(', ')}`);
  return found;
}

/** Answers to items given by the requirement and cell of one of their sources, the same in every period unless given by period. */
export interface Told {
  readonly items?: Readonly<Record<string, Scalar | Readonly<Record<string, Scalar>>>>;
  readonly registers?: Readonly<Record<string, readonly Readonly<Record<string, Scalar>>[]>>;
}

/** A community's values: items are named "requirement cell". */
export function community({ items: known, pack }: Consolidation, { items = {}, registers = {} }: Told): CommunityValues {
  const answers = Object.entries(items).map(([place, told]): [string, Map<string, Scalar>] => {
    const item = known.find(({ sources }) => sources.some(({ requirement, cell }) => `${requirement} ${cell}` === place));
    if (!item) throw new Error(`Nobody is asked for ${place}`);
    return [item.id, new Map(told !== null && typeof told === 'object' ? Object.entries(told) : [[String(pack.year), told]])];
  });
  return {
    code: '001',
    name: '第一社区',
    items: new Map(answers),
    registers: new Map(Object.entries(registers).map(([register, rows]) => [register, rows.map((row) => new Map(Object.entries(row)))])),
  };
}

/** The annual form of a drawn district. */
export function annualForm(consolidation: Consolidation): AnnualForm {
  return compile({ consolidation, ...loadFormRules(), language: 'zh' }).form;
}

/** Ready to read answers and to fill forms, with the shipped words. */
export function viewOf(consolidation: Consolidation, form = annualForm(consolidation)): View {
  return createView({ consolidation, form, spellings: loadLearning().spellings, checkValue: loadCheckValue() });
}

/** One requirement's form as filled, its cells by name. */
export function filled(
  consolidation: Consolidation,
  told: Told,
  requirement: string,
  period = '2026',
): FilledForm & { readonly cells: Readonly<Record<string, CellEdit['value']>> } {
  const view = viewOf(consolidation).community(community(consolidation, told));
  const form = view.form(requirement, period);
  const cells = Object.fromEntries(form.edits.flatMap((sheet) => sheet.cells.map(({ cell, value }) => [cell, value])));
  return { ...form, problems: [...view.problems, ...form.problems], cells };
}

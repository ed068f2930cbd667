// The main job in one place: what departments' forms ask → what communities are asked, and how every form follows from that.
//
//     meanings ─decide→ meanings ─match→ elements ─┬─register→ free counts ─┐
//                                                  └──────────────────────plan→ items, derivations ─describe→ Consolidation
import { decide, type Decided, type Papers, printOf } from './decide/index.ts';
import type { Lexicon } from './interpret/index.ts';
import { elementsOf, type DataElement } from './match/index.ts';
import type { Knowledge } from './model/knowledge.ts';
import { CONSOLIDATION_VERSION, type Consolidation, type ConsolidationPolicy, type ContextBlank } from './model/consolidation.ts';
import type { Decision } from './model/decision.ts';
import type { FieldMeaning, FormMeaning } from './model/meaning.ts';
import type { Pack } from './model/pack.ts';
import type { Register } from './model/register.ts';
import { DEFAULT_POLICY, plan, type Asking, type PlanInput } from './plan/index.ts';
import type { Problem } from './problem/index.ts';
import { describeElements, describeFields, describeItems } from './describe.ts';
import { questionsOf } from './questions.ts';
import { freeCounts, registersOf, type Countable, type FreeCount, type Spellings } from './register/index.ts';

export interface ConsolidateInput {
  readonly pack: Pack;
  /** One for each requirement that could be read, with what the decisions define (`definitionsOn`). */
  readonly forms: readonly FormMeaning[];
  /** Text of a cell as printed, for context blanks inside a cell. */
  readonly textAt: (requirement: string, sheet: string, cell: string) => string;
  /** The sheets themselves, to find the places that rulings name. */
  readonly papers?: Papers;
  readonly knowledge: Knowledge;
  readonly lexicon: Lexicon;
  readonly spellings: Spellings;
  readonly decisions?: readonly Decision[];
  readonly policy?: ConsolidationPolicy;
  /** What was found on the way here. */
  readonly problems?: readonly Problem[];
}

/** Facts that stand all year are asked once, everything else as often as the form that asks it most often. */
export const SOUND_POLICY: ConsolidationPolicy = { ...DEFAULT_POLICY, slowFacts: 'once' };

/** Consolidates a pack. Pure, and independent of the order in which requirements were registered. */
export function consolidate(input: ConsolidateInput): Consolidation {
  return consolidateAsked(input, whatIsAsked(input));
}

/** The same, for one who has worked out what is asked. */
export function consolidateAsked(input: ConsolidateInput, asked: Asked): Consolidation {
  const { pack, knowledge, decisions = [], policy = SOUND_POLICY } = input;
  const { forms, elements, registers, decided } = asked;
  const planned = plan(asked.planInput, policy);
  const items = describeItems(planned.items, elements, policy.units);
  return {
    version: CONSOLIDATION_VERSION,
    pack,
    policy,
    fields: describeFields(forms, elements, planned, items, registers, asked.counts),
    elements: describeElements(elements, knowledge),
    items,
    registers,
    counts: asked.counts.map(({ count }) => count),
    derivations: planned.derivations,
    relations: planned.relations,
    printed: forms.flatMap(({ requirement, relations }) => relations.map((relation) => ({ ...relation, requirement }))),
    context: contextOf(forms, input.textAt),
    questions: questionsOf(elements, knowledge),
    loose: forms.flatMap(({ requirement, loose }) => loose.map((blank) => ({ ...blank, requirement }))),
    particulars: forms.map(({ requirement, particulars }) => ({ requirement, particulars })),
    prints: printsOf(forms, input.papers),
    decisions,
    rulings: decided.rulings,
    aliases: decided.aliases,
    certificate: planned.certificate,
    problems: [...(input.problems ?? []), ...decided.problems, ...planned.problems],
  };
}

/** What departments ask, as the planner and the certificate's checker need it. */
export interface Asked {
  /** In the order of their ids, with rulings applied. */
  readonly forms: readonly FormMeaning[];
  readonly decided: Decided;
  readonly elements: readonly DataElement[];
  readonly registers: readonly Register[];
  readonly counts: readonly FreeCount[];
  readonly planInput: PlanInput;
}

/** From meanings and rulings alone: elements, registers and free counts. The checker builds its own, to trust nothing else. */
export function whatIsAsked({ forms, decisions = [], lexicon, knowledge, spellings, policy = SOUND_POLICY, papers }: ConsolidateInput): Asked {
  const ordered = [...forms].sort((a, b) => (a.requirement < b.requirement ? -1 : 1));
  const decided = decide(ordered, decisions, lexicon, papers);
  const elements = elementsOf(
    decided.forms.flatMap(({ fields }) => fields),
    knowledge,
    policy.slowFacts,
  );
  const registers = registersOf(
    decided.forms.flatMap(({ rosters }) => rosters),
    knowledge,
    spellings,
  );
  const counts = freeCounts(registers, countable(elements), knowledge, spellings);
  return { forms: decided.forms, decided, elements, registers, counts, planInput: planInputOf(elements, counts) };
}

/** Stocks that are plain numbers: what a list at the year's end can tell. */
function countable(elements: readonly DataElement[]): Countable[] {
  return elements.flatMap(({ id, point, kind, content }) =>
    kind === 'stock' && content.kind === 'plain' && point.kind === 'plain' ? [{ id, point, functional: content.functional }] : [],
  );
}

function planInputOf(elements: readonly DataElement[], counts: readonly FreeCount[]): PlanInput {
  const input = { elements: [] as PlanInput['elements'][number][], ratios: [] as PlanInput['ratios'][number][], opaque: [] as PlanInput['opaque'][number][] };
  for (const { id, content, kind, reading, fields, key } of elements) {
    const base = { id, title: fields[0]?.title ?? key, reading, asked: fields.map(askingOf) };
    if (content.kind === 'plain') input.elements.push({ ...base, kind, functional: content.functional });
    else if (content.kind === 'text') input.opaque.push({ ...base, kind });
    else
      input.ratios.push({
        ...base,
        numerator: content.numerator,
        denominator: content.denominator,
        kinds: content.times,
        readings: content.readings,
        factor: content.factor,
        decimals: content.decimals,
      });
  }
  return { ...input, free: counts.map(({ count, functional }) => ({ reference: count.reference, functional, kind: 'stock' })) };
}

function askingOf({ key, department, requirement, frequency }: FieldMeaning): Asking {
  return { field: key, department, requirement, frequency };
}

function printsOf(forms: readonly FormMeaning[], papers: Papers = () => null): NonNullable<Consolidation['prints']> {
  return forms.flatMap(({ requirement }) => {
    const sheets = papers(requirement);
    return sheets ? [{ requirement, print: printOf(sheets) }] : [];
  });
}

function contextOf(forms: readonly FormMeaning[], textAt: ConsolidateInput['textAt']): ContextBlank[] {
  return forms.flatMap(({ requirement, context }) =>
    context.map(({ sheet, cell, label, kind, inline }) => ({ requirement, sheet, cell, label, kind, inline, text: textAt(requirement, sheet, cell) })),
  );
}

// The annual form and what proves it, as schemas for replies: the shapes of engine/model in words that a reader of the API document can follow.
import Type, { type TSchema } from 'typebox';
import type { AnnualForm } from '../../engine/model/annual.ts';
import type { Question } from '../../engine/model/consolidation.ts';
import { FREQUENCIES } from '../../engine/model/period.ts';
import type { Certificate } from '../../engine/model/plan.ts';
import { closed, oneOf, orNull } from '../http/operation.ts';

const Text = Type.String();
const Texts = Type.Array(Text);
const Frequency = oneOf(FREQUENCIES);

const Asked = closed({
  item: Text,
  code: Text,
  title: Text,
  words: Text,
  unit: orNull(Text),
  factor: Text,
  answers: oneOf(['count', 'decimal', 'date', 'text', 'any']),
  choices: orNull(Texts),
  period: Text,
  definitions: Texts,
  neededBy: Type.Array(closed({ requirement: Text, title: Text, department: Text })),
  sources: Type.Array(closed({ requirement: Text, sheet: Text, cell: Text })),
});

const Block = Type.Union([
  closed({ kind: Type.Literal('list'), heading: Text, questions: Type.Array(Asked) }),
  closed({
    kind: Type.Literal('crossTab'),
    heading: Text,
    rowHead: Text,
    rows: Texts,
    columnHead: Text,
    columns: Texts,
    cells: Type.Array(Type.Array(orNull(Asked))),
  }),
]);

const Register = closed({
  register: Text,
  code: Text,
  title: Text,
  columns: Type.Array(closed({ column: Text, code: Text, title: Text, choices: orNull(Texts), suggested: Type.Optional(orNull(Texts)) })),
  memberships: Type.Array(closed({ membership: Text, code: Text, title: Text, department: Text, who: Text })),
});

const Terms = Type.Array(
  closed({
    coefficient: closed({ numerator: Text, denominator: Text }),
    from: Type.Union([closed({ kind: Type.Literal('item'), item: Text }), closed({ kind: Type.Literal('free'), reference: Text })]),
    over: oneOf(['end', 'sum', 'toDate', 'difference', 'year']),
  }),
);

/** Where a rule is printed: only what is known of it. */
const Origin = Type.Partial(closed({ community: Text, period: Text, department: Text, requirement: Text, file: Text, sheet: Text, cell: Text }), {
  additionalProperties: false,
});

const EveryCheck = { id: Text, severity: oneOf(['A', 'B', 'C', 'D']), owner: Text, origin: Origin, words: Text, frequency: Frequency };

const COMPARISONS = ['=', '≥', '≤', '>', '<'] as const;

const Check = Type.Union([
  closed({ ...EveryCheck, kind: oneOf(['part', 'printed', 'circuit', 'remainder']), left: Terms, comparison: oneOf(COMPARISONS), right: Terms }),
  closed({ ...EveryCheck, kind: Type.Literal('written'), expression: Text, amounts: Type.Record(Text, Terms) }),
]);

const WORDS = ['title', 'community', 'communityCode', 'communityName', 'registers', 'inRegister', 'ofRoster', 'byHand', 'measure', 'total', 'comma'] as const;
const MORE_WORDS = ['unit', 'partOf', 'equals'] as const;
/** Words that forms published before have not. */
const LATER_WORDS = {
  ...all(['remainder', 'remainderOfRegister', 'printed', 'by'], Type.Optional(Text)),
  comparisons: Type.Optional(closed(all(COMPARISONS, Text))),
};

function all<const Names extends readonly string[]>(names: Names, schema: TSchema): Record<string, TSchema> {
  return Object.fromEntries(names.map((name) => [name, schema]));
}

/** The annual form: parts by frequency, sections, questions in lists and cross-tabs, registers, checks. */
export const AnnualFormShape = Type.Unsafe<AnnualForm>(
  closed({
    title: Text,
    district: Text,
    year: Type.Integer(),
    parts: Type.Array(closed({ frequency: Frequency, title: Text, sections: Type.Array(closed({ code: Text, title: Text, blocks: Type.Array(Block) })) })),
    registers: Type.Array(Register),
    checks: Type.Array(Check),
    words: closed({ ...all([...WORDS, ...MORE_WORDS], Text), ...LATER_WORDS, parts: closed(all(FREQUENCIES, Text)) }),
  }),
);

const Stage = closed({
  stage: oneOf(['standing', ...FREQUENCIES]),
  fields: Type.Integer(),
  valuesBefore: Type.Integer(),
  items: Type.Integer(),
  valuesNow: Type.Integer(),
  least: Type.Integer(),
});

/** What proves that nothing less could be asked: `onetable certify` checks it. */
export const CertificateShape = Type.Unsafe<Certificate>(
  closed({
    prime: Type.Integer(),
    pivots: Type.Array(closed({ item: Text, column: Text })),
    stages: Type.Array(Stage),
    valuesBefore: Type.Integer(),
    valuesNow: Type.Integer(),
    least: Type.Integer(),
    complete: Type.Boolean(),
  }),
);

/** A question for people, as the engine puts it. */
export const QuestionShape = Type.Unsafe<Question>(closed({ id: Text, kind: Text, words: Text, fields: Texts, candidates: Texts }));

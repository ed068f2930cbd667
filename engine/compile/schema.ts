// The annual form as JSON Schema (2020-12): what a community's answers for one year look like. Every key is readable ASCII, every
// title is in the form's words. A blank is null and never 0; nothing unknown gets in.
import type { AnnualForm, AnswerKind, FormPart, FormQuestion, FormSection, RegisterTable } from '../model/annual.ts';
import { periodsOf } from '../model/period.ts';
import { questionsIn } from './compile.ts';
import { snake } from './codes.ts';
import { type FormWords, worded } from './wording.ts';

/** A node of a JSON Schema. */
export type SchemaNode = { readonly [keyword: string]: unknown };

/** Name of a definition, kept with it so that types get readable names. */
export const NAME = 'x-name';

/** The schema of one community's answers. */
export function schemaOf(form: AnnualForm): SchemaNode {
  const parts = form.parts.map((part) => partEntry(part, form.year));
  const definitions = [...form.parts.flatMap((part) => partDefinitions(part, form.words)), ...form.registers.map(registerDefinition)];
  const registers = Object.fromEntries(
    form.registers.map(({ code, title }) => [code, { type: 'array', title, description: title, items: { $ref: `#/$defs/${rowName(code)}` } }]),
  );
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `urn:onetable:annual-form:${form.year}`,
    ...objectOf('AnnualForm', form.title, {
      community: objectOf('Community', form.words.community, {
        code: { type: 'string', minLength: 1, maxLength: 40, description: form.words.communityCode },
        name: { type: 'string', minLength: 1, maxLength: 100, description: form.words.communityName },
      }),
      ...Object.fromEntries(parts),
      registers: objectOf('Registers', form.words.registers, registers),
    }),
    $defs: Object.fromEntries(definitions),
  };
}

function partEntry({ frequency, title }: FormPart, year: number): [string, SchemaNode] {
  const name = typeName(frequency);
  const periods = Object.fromEntries(periodsOf(year, frequency).map((period) => [period, { $ref: `#/$defs/${name}` }]));
  return [snake(frequency), objectOf(`${name}Periods`, title, periods)];
}

function partDefinitions({ frequency, title, sections }: FormPart, words: FormWords): [string, SchemaNode][] {
  const name = typeName(frequency);
  const whole = objectOf(name, title, Object.fromEntries(sections.map(({ code }) => [code, { $ref: `#/$defs/${name}${typeName(code)}` }])));
  return [[name, whole], ...sections.map((section): [string, SchemaNode] => [`${name}${typeName(section.code)}`, sectionNode(section, name, words)])];
}

function sectionNode(section: FormSection, part: string, words: FormWords): SchemaNode {
  const questions = Object.fromEntries(questionsIn(section).map((question) => [question.code, questionNode(question, words)]));
  return objectOf(`${part}${typeName(section.code)}`, section.title, questions);
}

function questionNode(question: FormQuestion, words: FormWords): SchemaNode {
  return { title: question.title, description: describe(question, words), ...ANSWERS[question.answers] };
}

/** Full title, unit, the department's words and who needs it: what a doc comment should say. */
function describe({ title, unit, words, period, neededBy }: FormQuestion, form: FormWords): string {
  const departments = [...new Set(neededBy.map(({ department }) => department))].join(form.comma);
  return [`${title}${unit === null ? '' : worded(form.unit, { unit })}`, period, `“${words}”`, departments].filter((text) => text !== '').join(' · ');
}

/** Decimals may come as numbers or, to be exact, as text; how many places they have is a rule of `check`, not of the schema. */
const ANSWERS: Readonly<Record<AnswerKind, SchemaNode>> = {
  count: { type: ['integer', 'null'], minimum: 0, maximum: 999_999_999_999 },
  decimal: { type: ['number', 'string', 'null'], minimum: 0, maximum: 999_999_999_999_999, pattern: '^\\d{1,15}(\\.\\d{1,8})?$' },
  date: { type: ['string', 'null'], pattern: '^\\d{4}(-\\d{2}(-\\d{2})?)?$' },
  text: { type: ['string', 'null'], maxLength: 2000 },
  any: { type: ['number', 'string', 'null'], maxLength: 2000 },
};

function registerDefinition({ code, title, columns, memberships }: RegisterTable): [string, SchemaNode] {
  const cells = columns.map((column): [string, SchemaNode] => [column.code, { type: ['string', 'number', 'null'], maxLength: 500, description: column.title }]);
  const ticks = memberships.map((membership): [string, SchemaNode] => [
    membership.code,
    { type: 'boolean', description: `${membership.department} ${membership.title}` },
  ]);
  return [rowName(code), objectOf(rowName(code), title, Object.fromEntries([...cells, ...ticks]))];
}

function objectOf(name: string, title: string, properties: SchemaNode): SchemaNode {
  return { [NAME]: name, type: 'object', title, description: title, additionalProperties: false, required: Object.keys(properties), properties };
}

function rowName(code: string): string {
  return `${typeName(code)}Row`;
}

/** "half-yearly" → "HalfYearly". */
function typeName(code: string): string {
  return code.replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

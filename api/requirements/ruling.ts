// A ruling as people hand it in and as it is kept: the format of decisions.json (forms/schemas/decisions.schema.json).
import Type, { type Static } from 'typebox';
import { readTerm } from '../../engine/decide/index.ts';
import { sayPoint } from '../../engine/interpret/index.ts';
import type { Decision } from '../../engine/model/decision.ts';
import type { Language } from '../../engine/problem/index.ts';
import { loadVocabulary } from '../../forms/lexicon/form.ts';
import { closed, oneOf } from '../http/operation.ts';

const FieldPointed = closed({
  requirement: Type.String(),
  label: Type.Optional(Type.Array(Type.String())),
  sheet: Type.Optional(Type.String()),
  cell: Type.Optional(Type.String()),
});

export const RULING_KINDS = ['same', 'different', 'means', 'notABlank', 'isABlank', 'unit', 'definition'] as const satisfies readonly Decision['kind'][];

/** same, different: `fields` · means, isABlank: `field` and `means`, a term or another field · notABlank: `field` · unit: `field` and `unit` · definition: `requirement`, `word` and `text`. */
export const KeptRuling = closed({
  kind: oneOf(RULING_KINDS),
  fields: Type.Optional(Type.Array(FieldPointed)),
  field: Type.Optional(FieldPointed),
  means: Type.Optional(Type.Union([Type.String(), FieldPointed])),
  unit: Type.Optional(Type.String()),
  requirement: Type.Optional(Type.String()),
  word: Type.Optional(Type.String()),
  text: Type.Optional(Type.String()),
  who: Type.String(),
  when: Type.String(),
  why: Type.String(),
});

/** What a ruling says that its blank asks, or that a word means, in words; null where it says nothing of the kind. */
export function saidBy({ means, word, text }: Static<typeof KeptRuling>, language: Language): string | null {
  if (word !== undefined && text !== undefined) return definitionWords({ word, text }, language);
  return typeof means === 'string' ? termWords(means, language) : null;
}

/** A term in words; as it stands where the lexicon no longer knows it. */
export function termWords(term: string, language: Language): string {
  const vocabulary = loadVocabulary();
  const { point } = readTerm(term, vocabulary.lexicon);
  return point === null ? term : sayPoint(point, vocabulary, language);
}

/** What a word was ruled to mean, as a note of the form would say it. */
export function definitionWords({ word, text }: { readonly word: string; readonly text: string }, language: Language): string {
  return language === 'zh' ? `“${word}”指${text}` : `“${word}” means ${text}`;
}

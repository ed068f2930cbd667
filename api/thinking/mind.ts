// What the engine's thread does with a question: it reads, understands, consolidates, compiles. It keeps read workbooks by their hash,
// and what each asks by hash, by what the requirement says of itself and by what people ruled its words to mean.
import { certifyConsolidation, consolidate, SOUND_POLICY, textsOf, understand, type ConsolidateInput } from '../../engine/index.ts';
import { decide, definitionsOn, paperOf, type Paper as SheetPaper } from '../../engine/decide/index.ts';
import type { Decision } from '../../engine/model/decision.ts';
import type { FormMeaning } from '../../engine/model/meaning.ts';
import type { Requirement } from '../../engine/model/pack.ts';
import type { Workbook } from '../../engine/model/sheet.ts';
import { readSheet } from '../../engine/read/index.ts';
import { drawWorkbook } from '../../forms/excel/drawing.ts';
import { readWorkbooks } from '../../forms/excel/guard.ts';
import { loadVocabulary } from '../../forms/lexicon/form.ts';
import { loadLearning, withTerms, type Learning, type Term } from '../../forms/lexicon/load.ts';
import { inspection } from '../../forms/print/inspection.ts';
import { compileForm } from '../compiled.ts';
import { Recent } from '../recent.ts';
import { blanksOf } from '../requirements/blanks.ts';
import { differenceOf } from '../requirements/difference.ts';
import { reachOf } from '../requirements/reach.ts';
import type { Answers, Paper, Question } from './thinker.ts';

const workbooks = new Map<string, Workbook>();
/** Blanks and lists of kept meanings: more than a large district asks for in a year. What somebody only tried goes again. */
const MOST_READ = 50_000;
const meanings = new Recent<FormMeaning>(MOST_READ);

/** Answers one question; throws for what only we can cause. */
export async function answer(question: Question): Promise<Answers[Question['kind']]> {
  switch (question.kind) {
    case 'know':
      return know(question);
    case 'draw':
      return drawWorkbook(question.bytes, question.name);
    case 'inspect':
      return inspect(question);
    case 'blanks':
      return blanks(question);
    case 'reach':
      return reach(question);
    case 'compare':
      return differenceOf(meaningOf(question.before, question.decisions), meaningOf(question.after, question.decisions), question.decisions);
    case 'draft':
      return draft(question);
    case 'certify':
      return certifyConsolidation(question.consolidation, inputOf({ ...question, decisions: question.consolidation.decisions }));
  }
}

async function know({ hash, bytes, name }: Extract<Question, { kind: 'know' }>): Promise<Answers['know']> {
  const [result] = await readWorkbooks([{ file: name, bytes }]);
  if (result?.workbook) workbooks.set(hash, result.workbook);
  return { usable: Boolean(result?.workbook), problems: result?.problems ?? [] };
}

function bookOf({ hash }: Paper): Workbook {
  const book = workbooks.get(hash);
  if (!book) throw new Error(`The workbook ${hash} has not been read by this thread.`);
  return book;
}

function meaningOf(paper: Paper, decisions: readonly Decision[] = []): FormMeaning {
  const { requirement, year, hash, terms } = paper;
  const definitions = definitionsOn(requirement.id, decisions);
  const key = JSON.stringify([hash, requirement, year, terms, definitions]);
  const known = meanings.get(key) ?? understand(requirement, year, bookOf(paper), learningWith(terms), definitions);
  meanings.keep(key, known, known.fields.length + known.rosters.length);
  return known;
}

const taught = new Map<string, Learning>();

/** The shipped words with a district's own; compiled once for as long as these stay. */
function learningWith(terms: readonly Term[]): Learning {
  const key = JSON.stringify(terms);
  const known = taught.get(key) ?? withTerms(loadLearning(), terms);
  if (!taught.has(key)) taught.clear();
  taught.set(key, known);
  return known;
}

function inspect({ paper, language }: Extract<Question, { kind: 'inspect' }>): Answers['inspect'] {
  const workbook = bookOf(paper);
  const readings = workbook.sheets.map((sheet) => readSheet(sheet, loadLearning().words));
  return inspection({ workbook, readings, meaning: meaningOf(paper), problems: [] }, loadVocabulary(), language);
}

function blanks({ paper, decisions, language }: Extract<Question, { kind: 'blanks' }>): Answers['blanks'] {
  const [before, meaning] = [meaningOf(paper), meaningOf(paper, decisions)];
  const sheets = bookOf(paper).sheets.map(paperOf);
  const decided = decide([meaning], decisions, loadLearning().interpreter.lexicon, (requirement) => (requirement === meaning.requirement ? sheets : null));
  return blanksOf(before, decided, decisions, loadVocabulary(), language);
}

function reach({ papers, decisions, tried, language }: Extract<Question, { kind: 'reach' }>): Answers['reach'] {
  return reachOf(ruled(papers, decisions), ruled(papers, [...decisions, ...tried.decisions], tried.terms), loadVocabulary(), language);
}

function ruled(papers: readonly Paper[], decisions: readonly Decision[], tried: readonly Term[] = []): readonly FormMeaning[] {
  const forms = papers.map((paper) => (tried.length > 0 ? tryTerms(paper, tried, decisions) : meaningOf(paper, decisions)));
  const { lexicon } = learningWith([...(papers[0]?.terms ?? []), ...tried]).interpreter;
  return decide(forms, decisions, lexicon, sheetsIn(papers)).forms;
}

/** Not kept: what is tried is seldom what is taught in the end. */
function tryTerms(paper: Paper, terms: readonly Term[], decisions: readonly Decision[]): FormMeaning {
  const { requirement, year } = paper;
  return understand(requirement, year, bookOf(paper), learningWith([...paper.terms, ...terms]), definitionsOn(requirement.id, decisions));
}

/** The sheets of each of these papers, by requirement. */
function sheetsIn(papers: readonly Paper[]): (requirement: string) => readonly SheetPaper[] | null {
  const books = new Map(papers.map((paper) => [paper.requirement.id, bookOf(paper)]));
  return (requirement) => books.get(requirement)?.sheets.map(paperOf) ?? null;
}

function draft({ pack, papers, decisions, units }: Extract<Question, { kind: 'draft' }>): Answers['draft'] {
  const consolidation = consolidate({ ...inputOf({ pack, papers, decisions }), policy: { ...SOUND_POLICY, units } });
  const { form, problems } = compileForm(consolidation, 'zh');
  return { consolidation, form, problems: [...consolidation.problems, ...problems] };
}

/** What the engine consolidates. */
function inputOf({ pack, papers, decisions }: Pick<Extract<Question, { kind: 'draft' }>, 'pack' | 'papers' | 'decisions'>): ConsolidateInput {
  const { knowledge, spellings, interpreter } = learningWith(papers[0]?.terms ?? []);
  const books = new Map(papers.map((paper) => [paper.requirement.id, bookOf(paper)]));
  return {
    pack,
    forms: papers.map((paper) => meaningOf(paper, decisions)),
    decisions,
    textAt: textIn(books),
    papers: sheetsIn(papers),
    knowledge,
    lexicon: interpreter.lexicon,
    spellings,
  };
}

function textIn(books: ReadonlyMap<Requirement['id'], Workbook>): (requirement: string, sheet: string, cell: string) => string {
  const texts = new Map<string, ReadonlyMap<string, string>>();
  return (requirement, sheet, cell) => {
    const key = `${requirement}|${sheet}`;
    const found = books.get(requirement)?.sheets.find(({ name }) => name === sheet);
    const known = texts.get(key) ?? (found ? textsOf(found) : new Map<string, string>());
    texts.set(key, known);
    return known.get(cell) ?? '';
  };
}

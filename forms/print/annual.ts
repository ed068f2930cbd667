// The annual form as a page to look at and to print: sections, cross-tabs, units, definitions and who needs each figure.
import { questionsIn } from '../../engine/compile/index.ts';
import type { AnnualForm, FormBlock, FormQuestion, FormSection } from '../../engine/model/annual.ts';
import type { Scalar } from '../../engine/model/sheet.ts';
import type { Language } from '../../engine/problem/index.ts';
import { render } from './template.ts';
import { inLanguage } from './words.ts';

const words = {
  registers: { zh: '台账', en: 'Registers' },
  memberships: { zh: '每行另勾选在哪些名册上:', en: 'Each row also says on which rosters it belongs:' },
  blank: { zh: '空白表', en: 'blank form' },
};

/** What one community answered to an item in the period shown; null for a blank. */
export type AnswerOf = (item: string) => Scalar;

/** A self-contained page; without answers it is the blank form. */
export function annualPage(form: AnnualForm, language: Language, community = words.blank[language], answerOf: AnswerOf = () => null): string {
  return render('annual', {
    language,
    pageTitle: form.title,
    form,
    community,
    words: inLanguage(words, language),
    registers: form.registers,
    parts: form.parts.map(({ frequency, title, sections }) => ({
      title,
      count: sections.reduce((sum, section) => sum + questionsIn(section).length, 0),
      sections: sections.map((section) => sectionView(section, `${frequency}-${section.code}`, language, answerOf)),
    })),
  });
}

function sectionView(section: FormSection, id: string, language: Language, answerOf: AnswerOf): object {
  return { id, title: section.title, count: questionsIn(section).length, blocks: section.blocks.map((block) => blockView(block, language, answerOf)) };
}

function blockView(block: FormBlock, language: Language, answerOf: AnswerOf): object {
  if (block.kind === 'list')
    return {
      ...block,
      isList: true,
      questions: block.questions.map((question) => ({
        ...question,
        unit: question.unit ?? '',
        who: whoNeeds([question], language),
        answer: shown(answerOf(question.item)),
      })),
    };
  const questions = block.cells.flatMap((row) => row.flatMap((cell) => cell ?? []));
  return {
    ...block,
    isList: false,
    unit: unitsOf(questions),
    who: whoNeeds(questions, language),
    rows: block.rows.map((label, index) => ({
      label,
      cells: (block.cells[index] ?? []).map((cell) => ({ kind: cell ? 'answer' : 'closed', answer: cell ? shown(answerOf(cell.item)) : '' })),
    })),
  };
}

/** Departments by name, each once. */
export function whoNeeds(questions: readonly FormQuestion[], language: Language): string {
  return [...new Set(questions.flatMap(({ neededBy }) => neededBy.map(({ department }) => department)))].join(language === 'zh' ? '、' : ', ');
}

/** Units of a table, each once. */
export function unitsOf(questions: readonly FormQuestion[]): string {
  return [...new Set(questions.flatMap(({ unit }) => unit ?? []))].join('/');
}

function shown(answer: Scalar): string {
  return answer === null ? '' : String(answer);
}

// The annual form as a page to look at and to print: sections, cross-tabs, units, definitions and who needs each figure; a cell for every period.
import { questionsIn } from '../../engine/compile/index.ts';
import type { AnnualForm, CrossTabBlock, FormBlock, FormQuestion, FormSection } from '../../engine/model/annual.ts';
import { periodsOf } from '../../engine/model/period.ts';
import type { Scalar } from '../../engine/model/sheet.ts';
import type { CommunityValues } from '../../engine/model/values.ts';
import type { Language } from '../../engine/problem/index.ts';
import { render } from './template.ts';
import { inLanguage, sayPeriod } from './words.ts';

const words = {
  registers: { zh: '台账', en: 'Registers' },
  columns: { zh: '每条登记:', en: 'Each row has:' },
  memberships: { zh: '另选它在哪些名册上:', en: 'and says on which of these rosters it belongs:' },
  rows: { zh: '条', en: 'rows' },
  blank: { zh: '空白表', en: 'blank form' },
  howTo: {
    zh: '没有的填 0;没有这类事物的填“不适用”;暂时不知道的留空。空白不等于 0。只填数字,不写单位。',
    en: 'Where there is none, fill in 0; where there is no such thing, n/a; what you do not know yet stays blank, and blank is not 0. Numbers only, without units.',
  },
};

/** A self-contained page; `filled` is whose answers it shows, without it the form is blank. */
export function annualPage(form: AnnualForm, language: Language, filled: CommunityValues | null = null): string {
  const answered: Answered = (item, period) => shown(filled?.items.get(item)?.get(period) ?? null);
  return render('annual', {
    language,
    pageTitle: form.title,
    form,
    community: filled ? `${filled.name} ${filled.code}` : words.blank[language],
    words: inLanguage(words, language),
    registers: form.registers.map((table) => ({ ...table, count: filled?.registers.get(table.register)?.length ?? 0 })),
    parts: form.parts.map(({ frequency, title, sections }) => ({
      title,
      count: sections.reduce((sum, section) => sum + questionsIn(section).length, 0),
      sections: sections.map((section) =>
        sectionView(section, `${frequency}-${section.code}`, { periods: periodsOf(form.year, frequency), language, answered }),
      ),
    })),
  });
}

/** What was answered to an item in a period, as text; '' for a blank. */
type Answered = (item: string, period: string) => string;

interface Showing {
  readonly periods: readonly string[];
  readonly language: Language;
  readonly answered: Answered;
}

function sectionView(section: FormSection, id: string, showing: Showing): object {
  return { id, title: section.title, count: questionsIn(section).length, blocks: section.blocks.map((block) => blockView(block, showing)) };
}

/** A table whose cells are asked more than once a year is shown line by line, with a cell for every period. */
function blockView(block: FormBlock, showing: Showing): object {
  if (block.kind === 'list') return listView(block.heading, block.questions, showing);
  const questions = block.cells.flatMap((row) => row.flatMap((cell) => cell ?? []));
  return showing.periods.length > 1 ? listView(block.heading, questions, showing) : tabView(block, questions, showing);
}

function listView(heading: string, questions: readonly FormQuestion[], { periods, language, answered }: Showing): object {
  return {
    isList: true,
    heading,
    periods: periods.length > 1 ? periods.map((period) => sayPeriod(period, language)) : [],
    isWide: periods.length > 4,
    questions: questions.map((question) => ({
      ...question,
      unit: question.unit ?? '',
      who: whoNeeds([question], language),
      answers: periods.map((period) => answered(question.item, period)),
    })),
  };
}

function tabView(block: CrossTabBlock, questions: readonly FormQuestion[], { periods: [period = ''], language, answered }: Showing): object {
  return {
    ...block,
    isList: false,
    definitions: [...new Set(questions.flatMap(({ definitions }) => definitions))],
    unit: unitsOf(questions),
    who: whoNeeds(questions, language),
    rows: block.rows.map((label, index) => ({
      label,
      cells: (block.cells[index] ?? []).map((cell) => ({ kind: cell ? 'answer' : 'closed', answer: cell ? answered(cell.item, period) : '' })),
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

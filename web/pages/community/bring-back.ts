// A file of what could not be saved, laid beside what stands now, in the same shape as the server lays a workbook beside it: nothing is changed before a person has chosen.
import { call, Refusal, type Reply } from '../../client/client.ts';
import { unsavedIn, type Unsaved } from './fill/unsaved-file.ts';
import { judgeWith, type Question, type SectionForm } from './fill/values.ts';
import { frequencyOf, periodWords, yearOf } from '../../pieces/period.ts';

export type Comparison = Reply<'year.compare'>;
type Say = (key: string, values?: Record<string, unknown>) => string;

/** null: the file is none of these. */
export async function besideWhatStands(own: { readonly communityId: string; readonly name: string }, bytes: ArrayBuffer, t: Say): Promise<Comparison | null> {
  const unsaved = unsavedIn(bytes);
  if (unsaved === null) return null;
  const sections = new Map<string, Unsaved[]>();
  for (const each of unsaved) {
    const key = `${each.period}/${each.section}`;
    sections.set(key, [...(sections.get(key) ?? []), each]);
  }
  const found = await Promise.all([...sections.values()].map((rows) => besideSection(own.communityId, rows, t)));
  return {
    requirement: null,
    otherCommunity: unsaved.find(({ community }) => community !== null && community !== own.name)?.community ?? null,
    cells: found.flatMap(({ cells }) => cells),
    same: found.reduce((sum, { same }) => sum + same, 0),
    left: 0,
    problems: found.flatMap(({ problems }) => problems),
  };
}

/** Rows of one section of one period. */
async function besideSection(communityId: string, rows: readonly Unsaved[], t: Say): Promise<Pick<Comparison, 'cells' | 'same' | 'problems'>> {
  const { period = '', section = '' } = rows[0] ?? {};
  const asked = await Promise.all([
    call('section.form', { params: { year: yearOf(period), frequency: frequencyOf(period), section } }),
    call('section.read', { params: { communityId, period, section } }),
  ]).catch((error: unknown) => {
    if (error instanceof Refusal && error.status === 404) return null;
    throw error;
  });
  const unknown = (title: string): string => t('community.offline.noSection', { title, period: periodWords(period) });
  if (!asked) return { cells: [], same: 0, problems: rows.map(({ title }) => unknown(title)) };
  const [form, answers] = asked;
  const judge = judgeWith(form.valueWords);
  const [cells, problems]: [Comparison['cells'], string[]] = [[], []];
  let same = 0;
  for (const { item, title, text } of rows) {
    const question = questionsOf(form).find((each) => each.item === item);
    const judged = question && judge(question, text);
    const now = answers.answers[answers.items.indexOf(item)] ?? null;
    if (!question || !judged) problems.push(unknown(title));
    else if (judged.kind === 'refused') problems.push(judged.why);
    else if (judged.value === now) same += 1;
    else
      cells.push({
        period,
        section,
        sectionTitle: form.title,
        version: answers.version,
        item,
        title: question.title,
        unit: question.unit,
        now,
        file: judged.value,
      });
  }
  return { cells, same, problems };
}

function questionsOf({ blocks }: SectionForm): readonly Question[] {
  return blocks.flatMap((block) => (block.kind === 'list' ? block.questions : block.cells.flat().flatMap((each) => each ?? [])));
}

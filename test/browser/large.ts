// A section as large as wanted — questions one below the other, then a table of 15 columns, with sums and rules — in the shape that the server gives it.
export interface Large {
  /** What `section.form` answers. */
  readonly layout: object;
  /** What `section.read` answers: nothing is filled. */
  readonly answers: object;
}

const COLUMNS = 15;

/** `form`: any section as the server gives it, for its words and version. */
export function largeSection(form: { readonly formVersionId: string }, { questions, rows }: { readonly questions: number; readonly rows: number }): Large {
  const list = Array.from({ length: questions }, (_, at) => question(`q${at}`));
  const cells = Array.from({ length: rows }, (_, row) => Array.from({ length: COLUMNS }, (_each, at) => question(`r${row}c${at}`)));
  const terms = cells.map((row) => row.map(({ item }) => ({ item, weight: '1' })));
  const table = {
    kind: 'crossTab',
    heading: '大表',
    rowHead: '行',
    rows: cells.map((_row, at) => `第${at}行`),
    columnHead: '列',
    columns: Array.from({ length: COLUMNS }, (_, at) => `第${at}列`),
    cells,
  };
  const layout = {
    ...form,
    blocks: [{ kind: 'list', heading: '', questions: list }, ...(rows > 0 ? [table] : [])],
    following: terms.map((each, row) => ({ title: `第${row}行合计`, unit: '人', departments: ['民政局'], terms: each })),
    rules: Array.from({ length: rows * 3 }, (_, at) => ({
      id: `rule${at}`,
      severity: 'A',
      words: '规则',
      owner: '',
      left: terms[at % rows],
      comparison: '≥',
      right: [{ item: `q${at}`, weight: '1' }],
    })),
    requirements: [],
  };
  const items = [...list, ...cells.flat()].map(({ item }) => item);
  const answers = {
    version: 0,
    formVersionId: form.formVersionId,
    items,
    answers: items.map(() => null),
    origins: items.map(() => ''),
    beside: items.map(() => ({ fed: [], counted: null, last: null })),
    notes: [],
    updatedBy: null,
    updatedAt: null,
  };
  return { layout, answers };
}

function question(item: string) {
  return { item, title: item, words: '', unit: '人', answers: 'count', choices: null, period: '', definitions: [], neededBy: [] };
}

// The street's desk over HTTP: the queue, what stands beside an answer, remarks and nudges — and that nobody else sees any of it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishedPlace, type Json, type Place } from './place.ts';

let at: Place;
let first = '';
let second = '';
let minutes = 0;
beforeAll(async () => {
  at = await publishedPlace();
  const start = at.services.clock();
  Object.assign(at.services, { clock: () => start + minutes * 60_000 });
  await at.done('coordinator', 'POST /forms/2025/versions', { body: {} });
  [first, second] = [at.unit('001001'), at.unit('001002')];
});
afterAll(() => at.close());

interface Asked {
  readonly code: string;
  readonly items: readonly { readonly item: string; readonly title: string }[];
}

async function sectionsOf(year: number): Promise<readonly Asked[]> {
  const { form } = await at.done('community1', `GET /forms/${year}`);
  return form.parts.flatMap((part: Json) =>
    part.sections.map((section: Json) => ({
      code: section.code,
      items: section.blocks.flatMap((block: Json) => (block.kind === 'list' ? block.questions : block.cells.flat().filter(Boolean))),
    })),
  );
}

/** Fills everything; `special` where the title has the words. */
async function fill(login: string, community: string, year: number, usual: number, special: readonly (readonly [string, number])[] = []): Promise<void> {
  for (const { code, items } of await sectionsOf(year)) {
    const { version } = await at.done(login, `GET /submissions/${community}/${year}/sections/${code}`);
    const cells = items.map(({ item, title }) => ({ item, value: special.find(([words]) => title.includes(words))?.[1] ?? usual }));
    await at.done(login, `PATCH /submissions/${community}/${year}/sections/${code}`, { body: { baseVersion: version, cells } });
  }
}

async function queue(): Promise<Json> {
  const { items } = await at.done('street1', 'GET /reviews/2026');
  return Object.fromEntries(items.map((each: Json) => [each.communityId, each]));
}

describe('the desk', () => {
  it('shows who has not begun, and nudges at most once a day until it is handed in', async () => {
    const before = await queue();
    expect(Object.keys(before)).toEqual([first, second]);
    expect(before[first]).toMatchObject({ state: 'open', answered: 0, quiet: false, nudgedAt: null, outliers: 0 });
    await at.done('street1', `POST /submissions/${first}/2026/nudge`, { body: { words: '请本周内上报' } });
    expect((await at.ask('street1', `POST /submissions/${first}/2026/nudge`, { body: { words: '再催' } })).json()).toMatchObject({
      status: 409,
      code: 'submission.nudged',
    });
    const { remarks } = await at.done('community1', `GET /submissions/${first}/2026`);
    expect(remarks).toMatchObject([{ item: null, words: '请本周内上报', resolvedAt: null }]);
    const { periods } = await at.done('community1', `GET /communities/${first}/years/2026`);
    expect(periods.find(({ period }: Json) => period === '2026')).toMatchObject({ nudgedWith: '请本周内上报' });
    expect((await queue())[first].nudgedAt).not.toBeNull();
  });

  it('lets the coordinating office nudge too: the community is told by whom, everybody sees when', async () => {
    const filling = async (): Promise<Json> => {
      const { communities } = await at.done('coordinator', 'GET /filling/2026');
      return Object.fromEntries(communities.map((each: Json) => [each.communityId, each.nudgedAt]));
    };
    expect(await filling()).toMatchObject({ [first]: expect.any(String), [second]: null });
    await at.done('coordinator', `POST /submissions/${second}/2026/nudge`, { body: { words: '全区只差你们' } });
    expect((await queue())[second].nudgedAt).toBe((await filling())[second]);
    expect((await at.ask('street1', `POST /submissions/${second}/2026/nudge`, { body: { words: '再催' } })).json().code).toBe('submission.nudged');
    const { name } = await at.done('coordinator', 'GET /session');
    const { remarks } = await at.done('community2', `GET /submissions/${second}/2026`);
    expect(remarks).toMatchObject([{ item: null, words: '全区只差你们', who: name }]);
  });

  it('points at what is out of the ordinary, and calls the others quiet', async () => {
    await fill('community1', first, 2025, 600);
    await fill('community2', second, 2025, 500);
    // All zeros where there were numbers is the first thing to be said, to the street and to the community itself.
    await fill('community2', second, 2026, 0);
    expect((await queue())[second]).toMatchObject({ zeroed: 1, quiet: false });
    const { zeroed } = await at.done('community2', `GET /submissions/${second}/2026/checks`);
    expect(zeroed).toEqual([{ section: null, title: '', had: expect.any(Number) }]);
    await fill('community1', first, 2026, 1000, [['男', 620]]);
    await fill('community2', second, 2026, 505);
    for (const [login, community] of [
      ['community1', first],
      ['community2', second],
    ] as const) {
      const { items } = await at.done(login, `GET /submissions/${community}/2026/checks`);
      for (const { checkId } of items) await at.done(login, `PUT /submissions/${community}/2026/explanations`, { body: { checkId, words: '属实' } });
      await at.done(login, `POST /submissions/${community}/2026/submit`, { body: {} });
    }
    const found = await queue();
    expect(found[first].state).toBe('submitted');
    expect(found[first].nudgedAt).toBeNull();
    expect(found[first].outliers).toBeGreaterThan(0);
    expect(found[first].quiet).toBe(false);
    expect(found[second]).toMatchObject({ outliers: 0, zeroed: 0, changed: null });
    expect(found[second].quiet).toBe(found[second].checks.must + found[second].checks.unexplained + found[second].checks.explained === 0);
    const { before, sections } = await at.done('street1', `GET /submissions/${first}/2026/review`);
    expect(before).toBe('2025');
    const cells = sections.flatMap((section: Json) => section.cells);
    const odd = cells.filter((cell: Json) => cell.outlier !== null);
    expect(odd.length).toBe(found[first].outliers);
    expect(odd[0]).toMatchObject({ value: 1000, last: 600, middle: '505', neighbours: 1, outlier: { kind: 'change', change: { kind: 'percent', by: 65 } } });
  });

  it('keeps remarks until they are answered, tells what was changed after a return', async () => {
    const { sections } = await at.done('street1', `GET /submissions/${first}/2026/review`);
    const section = sections.find((each: Json) => each.cells.some((cell: Json) => cell.outlier !== null));
    const { item } = section.cells.find((cell: Json) => cell.outlier !== null);
    const remark = await at.done('street1', `POST /submissions/${first}/2026/remarks`, { body: { item, words: '与去年相差太大' } });
    const other = await at.done('street1', `POST /submissions/${first}/2026/remarks`, { body: { item, words: '写错了' } });
    await at.done('street1', `DELETE /submissions/${first}/2026/remarks/${other.remarkId}`);
    expect((await queue())[first].remarks).toBe(1);
    expect((await at.ask('street1', `POST /submissions/${first}/2026/remarks`, { body: { item: 'nothing', words: '?' } })).statusCode).toBe(404);
    await at.done('street1', `POST /submissions/${first}/2026/return`, { body: { reason: '请核对批注的格子' } });
    expect((await at.ask('street1', `POST /submissions/${first}/2026/remarks`, { body: { item, words: '晚了' } })).json().code).toBe('state.wrong');
    const { version } = await at.done('community1', `GET /submissions/${first}/2026/sections/${section.code}`);
    // The community sees why, from whom, and that nothing was changed yet.
    const returned = async (): Promise<Json> => (await at.done('community1', `GET /submissions/${first}/2026`)).returned;
    expect(await returned()).toMatchObject({ reason: '请核对批注的格子', who: 'street1的人', changed: 0 });
    minutes = 5;
    await at.done('community1', `PATCH /submissions/${first}/2026/sections/${section.code}`, { body: { baseVersion: version, cells: [{ item, value: 610 }] } });
    expect(await returned()).toMatchObject({ changed: 1 });
    const { items } = await at.done('community1', `GET /submissions/${first}/2026/checks`);
    for (const { checkId } of items) await at.done('community1', `PUT /submissions/${first}/2026/explanations`, { body: { checkId, words: '属实' } });
    await at.done('community1', `POST /submissions/${first}/2026/submit`, { body: {} });
    expect(await returned()).toBeNull();
    const again = (await queue())[first];
    expect(again).toMatchObject({ state: 'submitted', changed: 1, remarks: 0 });
    const reviewed = (await at.done('street1', `GET /submissions/${first}/2026/review`)).sections.flatMap((each: Json) => each.cells);
    expect(reviewed.filter((cell: Json) => 'was' in cell)).toMatchObject([{ item, value: 610, was: 1000, outlier: null }]);
    const { remarks } = await at.done('community1', `GET /submissions/${first}/2026`);
    expect(remarks.find((each: Json) => each.remarkId === remark.remarkId).resolvedAt).not.toBeNull();
  });

  it('counts the periods of the year, and approving settles what was remarked', async () => {
    const { year, items } = await at.done('street1', 'GET /reviews');
    expect(year).toBe(2026);
    expect(items.find((each: Json) => each.period === '2026')).toMatchObject({ communities: 2, waiting: 2, approved: 0, begun: true });
    const { sections } = await at.done('street1', `GET /submissions/${second}/2026/review`);
    await at.done('street1', `POST /submissions/${second}/2026/remarks`, { body: { item: sections[0].cells[0].item, words: '可以' } });
    await at.done('street1', `POST /submissions/${second}/2026/approve`, { body: {} });
    const { remarks } = await at.done('community2', `GET /submissions/${second}/2026`);
    expect(remarks.every((each: Json) => each.resolvedAt !== null)).toBe(true);
    expect((await at.ask('street1', `POST /submissions/${second}/2026/nudge`, { body: { words: '?' } })).json().code).toBe('state.wrong');
  });

  it('keeps this year when the next one is published, and the last until all of it is approved', async () => {
    await at.done('coordinator', 'POST /forms/2027/versions', { body: {} });
    const listed = async (): Promise<Json> => {
      const { year, items } = await at.done('street1', 'GET /reviews');
      return [year, items.map(({ period }: Json) => period)];
    };
    expect(await listed()).toEqual([2026, ['2025', '2026', '2027']]);
    for (const [login, community] of [
      ['community1', first],
      ['community2', second],
    ] as const) {
      await at.done(login, `POST /submissions/${community}/2025/submit`, { body: {} });
      await at.done('street1', `POST /submissions/${community}/2025/approve`, { body: {} });
    }
    expect(await listed()).toEqual([2026, ['2026', '2027']]);
  });

  it('belongs to the street alone', async () => {
    for (const [login, path] of [
      ['street2', `/submissions/${first}/2026/review`],
      ['community1', `/submissions/${first}/2026/review`],
      ['mz', '/reviews/2026'],
    ] as const)
      expect([403, 404]).toContain((await at.ask(login, `GET ${path}`)).statusCode);
    expect((await at.ask('street2', `POST /submissions/${first}/2026/nudge`, { body: { words: '越界' } })).statusCode).toBe(404);
    expect((await at.done('street2', 'GET /reviews/2026')).items.map((each: Json) => each.communityId)).toEqual([at.unit('002001')]);
  });
});

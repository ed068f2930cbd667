// What becomes of a row when answers are lost on the way: nothing is added twice, nobody is in conflict with oneself, and nothing removed comes back.
import { expect, test } from 'vitest';
import { byRow, keptBeside, type Change } from '../../web/pages/grid/changes.ts';
import { changedIn, nameMissing, nameWidth, type RegisterRow } from '../../web/pages/registers/model.ts';
import { sender, type Written } from '../../web/pages/registers/sender.ts';
import { asBrowser, json, problem } from './browser.ts';

const PLACE = { communityId: 'unit', register: 'person' };
const named = (name: string): Written => ({ values: { name }, gridId: null, month: '2026-11' });

interface Row {
  readonly rowId: string;
  version: number;
  name: string;
}

/** A server that keeps rows and does the same key once; of the answers named here none arrives. */
function serverLosing(...lost: readonly number[]): Row[] {
  const rows: Row[] = [];
  const done = new Map<string, Row>();
  let asked = 0;
  asBrowser((path, body, method, key) => {
    const isLost = lost.includes((asked += 1));
    const { name } = (body as { values: { name: string } }).values;
    if (name === '') return problem(422, 'row.invalid', '请填姓名');
    let row = done.get(key);
    if (!row && method === 'POST') rows.push((row = { rowId: `r${rows.length}`, version: 1, name }));
    else if (!row) {
      row = rows.find(({ rowId }) => path.endsWith(rowId));
      if (row) Object.assign(row, { version: row.version + 1, name });
    }
    if (row) done.set(key, { ...row });
    if (isLost) throw new TypeError('Failed to fetch');
    return json({ row: done.get(key), hints: [] });
  });
  return rows;
}

test('the answer to a new row is lost, and it is saved once more: one row', async () => {
  const [rows, send] = [serverLosing(1), sender(PLACE)];
  await expect(send.save(null, named('王一'))).rejects.toMatchObject({ status: 0 });
  await send.save(null, named('王一'));
  expect(rows.map(({ name }) => name)).toEqual(['王一']);
});

test('the answer is lost and it is mended before it is saved once more: one row, as mended', async () => {
  const [rows, send] = [serverLosing(1), sender(PLACE)];
  await expect(send.save(null, named('王一'))).rejects.toMatchObject({ status: 0 });
  await send.save(null, named('王二'));
  expect(rows.map(({ name }) => name)).toEqual(['王二']);
  await send.save(null, named('李三'));
  expect(rows.map(({ name }) => name)).toEqual(['王二', '李三']);
});

test('what the server refused was not taken: the mended row is a new one', async () => {
  const [rows, send] = [serverLosing(), sender(PLACE)];
  await expect(send.save(null, named(''))).rejects.toMatchObject({ status: 422 });
  await send.save(null, named('王一'));
  expect(rows.map(({ name }) => name)).toEqual(['王一']);
});

let order = 0;
function change(kind: Change['kind'], rowId: string, values: Change['values'] = {}, more: Partial<Change> = {}): Change {
  order += 1;
  const rest = { register: 'person', name: rowId, baseVersion: 1, month: '2026-11', reason: null, key: `k${order}`, sent: false, trouble: null, theirs: null };
  return { order, kind, rowId, values, ...rest, ...more };
}

test('what was never sent is laid together, and what was added and removed again is nothing', () => {
  const added = change('add', 'new-1', { name: '王一' });
  expect(keptBeside([added], change('add', 'new-1', { ethnic: '回族' })).put).toMatchObject({
    kind: 'add',
    order: added.order,
    values: { name: '王一', ethnic: '回族' },
  });
  expect(keptBeside([added], change('remove', 'new-1'))).toEqual({ put: null, drop: added });
});

test('what may have been sent stays as it is: what follows goes behind it', () => {
  const sent = change('add', 'new-1', { name: '王一' }, { sent: true });
  const edited = change('add', 'new-1', { ethnic: '回族' });
  expect(keptBeside([sent], edited)).toEqual({ put: { ...edited, kind: 'change' }, drop: null });
  const removed = change('remove', 'new-1');
  expect(keptBeside([sent], removed)).toEqual({ put: removed, drop: null });
  expect([...byRow([sent, edited]).values()]).toMatchObject([{ kind: 'add', values: { name: '王一', ethnic: '回族' } }]);
  expect([...byRow([sent, edited, removed]).values()]).toEqual([]);
});

test('what the server refused is mended in its place', () => {
  const refused = change('change', 'r1', { ethnic: '?' }, { sent: true, trouble: '没有这个民族' });
  expect(keptBeside([refused], change('change', 'r1', { ethnic: '回族' })).put).toMatchObject({
    order: refused.order,
    trouble: null,
    values: { ethnic: '回族' },
  });
});

test('what somebody else changed in a row, of all its cells', () => {
  const row = (values: Record<string, string>): RegisterRow => ({
    id: 'r1',
    version: 1,
    grid: null,
    month: '',
    removed: null,
    values: new Map(Object.entries(values)),
  });
  expect(changedIn(row({ name: '王一', ethnic: '回族' }), row({ name: '王一', phone: '1' }))).toEqual(['ethnic', 'phone']);
});

test('a row of people cannot be left without a name; what has no names may', () => {
  const name = { column: 'name', title: '姓名', attribute: 'name', choices: null, personal: false };
  const lift = { ...name, column: 'lifts', title: '电梯', attribute: 'lifts' };
  expect(nameMissing({ columns: [lift, name] }, new Map(), { lifts: '2', name: ' ' })).toBe(name);
  expect(nameMissing({ columns: [name] }, new Map([['name', '张三']]), { lifts: '2' })).toBeNull();
  expect(nameMissing({ columns: [name] }, new Map([['name', '张三']]), { name: '' })).toBe(name);
  expect(nameMissing({ columns: [lift] }, new Map(), {})).toBeNull();
});

test('the column of names is as wide as the longest, and leaves room for others', () => {
  expect([nameWidth([]), nameWidth(['王芳', '欧阳建国'])]).toEqual([90, 90]);
  expect(nameWidth(['王芳', '柳岸街道便民综合超市'])).toBe(176);
  expect(nameWidth(['临江区柳岸街道'.repeat(5)])).toBe(200);
});

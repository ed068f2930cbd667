// Rosters as one register, and what is counted from it instead of asked.
import fc from '../../random.ts';
import { describe, expect, it } from 'vitest';
import { createDistinct, registersOf, tally, type RegisterRow } from '../../../engine/register/index.ts';
import type { Register, RegisterCount } from '../../../engine/model/register.ts';
import { loadLearning } from '../../../forms/lexicon/load.ts';
import { consolidated, district, filled, type DrawnForm } from '../../district.ts';

const { spellings, knowledge } = loadLearning();
const DISABLED: DrawnForm = {
  id: 'cl-01',
  picture: '| 持证残疾人名册 | ~ | ~ | ~ | ~ |\n| 序号 | 姓名 | 性别 | 残疾类别 | 备注 |\n| | | | | |\n| | | | | |',
};
const ELDERS: DrawnForm = {
  id: 'mz-01',
  picture: '| 80岁以上常住老年人花名册 | ~ | ~ | ~ |\n| 序号 | 姓名 | 年龄 | 性别 |\n| | | | |\n| | | | |',
};
const COUNTED: DrawnForm = {
  id: 'cl-02',
  picture:
    '| 残疾人基本情况 | ~ | ~ |\n| 指标 | 单位 | 数量 |\n| 持证残疾人 | 人 | |\n| 持证残疾人中女性 | 人 | |\n| 持证视力残疾人 | 人 | |\n| 持证残疾人中60岁以上 | 人 | |',
};

describe('one register for each class of things', () => {
  const [register] = registersOf(
    district([DISABLED, ELDERS]).forms.flatMap(({ rosters }) => rosters),
    knowledge,
    spellings,
  );
  it('columns of one attribute are one column, with every head that asks for it', () => {
    expect(register?.columns.filter(({ attribute }) => attribute !== null).map(({ id, sources }) => [id, sources.length])).toEqual([
      ['name', 2],
      ['sex', 2],
      ['disability', 1],
      ['age', 1],
    ]);
  });
  it('a serial number and a remark stay each roster’s own', () => {
    expect(register?.columns.filter(({ attribute }) => attribute === null).map(({ title, sources }) => [title, sources.length])).toEqual([
      ['序号', 1],
      ['备注', 1],
      ['序号', 1],
    ]);
  });
  it('every roster is a membership', () => {
    expect(register?.memberships.map(({ requirement }) => requirement)).toEqual(['cl-01', 'mz-01']);
  });
});

describe('choices of a column', () => {
  const columnOf = (attribute: string, ...choices: readonly (readonly string[])[]) => {
    const [roster] = district([ELDERS]).forms.flatMap(({ rosters }) => rosters);
    const rosters = choices.map((each, index) => {
      const column = { cell: 'C2', column: 3, title: '栏', attribute, serial: false, choices: each };
      return roster ? [{ ...roster, key: `${index}`, columns: [column] }] : [];
    });
    return registersOf(rosters.flat(), knowledge, spellings)[0]?.columns[0]?.choices;
  };
  it('a roster of graduates does not keep pupils from being entered', () =>
    expect(columnOf('education', ['大专', '本科', '研究生'])).toEqual(['学龄前', '未上过学', '小学', '初中', '高中', '大专', '本科', '研究生']));
  it('what one value does not say is kept behind them', () =>
    expect(columnOf('education', ['本科', '大专及以上'])?.slice(-4)).toEqual(['大学专科', '本科', '研究生', '大专及以上']));
  it('the choices of every roster are there', () => expect(columnOf('phone', ['有', '无'], ['无', '不详'])).toEqual(['有', '无', '不详']));
  it('yes and no stay yes and no', () => expect(columnOf('dibao', ['是', '否'])).toEqual(['是', '否']));
});

describe('a list of two groups', () => {
  const roster = (title: string): DrawnForm => ({
    id: 'mz-03',
    picture: `| ${title} | ~ | ~ | ~ |\n| 序号 | 姓名 | 年龄 | 性别 |\n| | | | |\n| | | | |\n| . 登记范围：户籍在住和外来居住半年以上的空巢老年人，独居老年人按空巢登记。 | ~ | ~ | ~ |`,
  });
  const asked: DrawnForm = { id: 'mz-04', picture: '| 老年人情况 | ~ | ~ |\n| 指标 | 单位 | 数量 |\n| 60岁以上常住独居老人 | 人 | |' };
  const kindOf = (title: string) => consolidated([roster(title), asked]).fields.find(({ requirement }) => requirement === 'mz-04')?.resolution.kind;

  it('does not tell how many are of one of them', () => expect(kindOf('独居、空巢老年人探访名册')).toBe('collected'));
  it('one of a single group does', () => {
    const alone = { id: 'mz-03', picture: '| 60岁以上常住独居老人名册 | ~ | ~ | ~ |\n| 序号 | 姓名 | 年龄 | 性别 |\n| | | | |\n| | | | |' };
    expect(consolidated([alone, asked]).fields.find(({ requirement }) => requirement === 'mz-04')?.resolution.kind).toBe('derived');
  });
});

describe('counted instead of asked', () => {
  const consolidation = consolidated([DISABLED, COUNTED]);
  const on = consolidation.registers[0]?.memberships[0]?.id ?? '';
  const person = (sex: string, disability: string, isListed = true) => ({ name: '某', sex, disability, [on]: isListed });
  it('what the roster’s columns tell is not asked; an age, which they do not, is', () => {
    expect(consolidation.items.map(({ title }) => title)).toEqual([expect.stringContaining('60岁以上')]);
  });
  it('and comes out of the rows', () => {
    const rows = [person('男', '视力'), person('女', '视力残疾'), person('女', '1'), person('女', '肢体'), person('女', '听力', false)];
    expect(filled(consolidation, { registers: { person: rows } }, 'cl-02').cells).toMatchObject({ C3: 4, C4: 3, C5: 3 });
  });
  it('a row that cannot be followed leaves the number blank, and says so', () => {
    const { cells, problems } = filled(consolidation, { registers: { person: [person('男', '视力'), person('待查', '肢体')] } }, 'cl-02');
    expect(cells).toMatchObject({ C3: 2, C5: 1 });
    expect(cells).not.toHaveProperty('C4');
    expect(problems.map(({ code }) => code)).toContain('register.unreadable');
  });
  it('a register that was not handed in leaves numbers blank, never 0', () => {
    const { cells, problems } = filled(consolidation, {}, 'cl-02');
    expect(cells).toEqual({});
    expect(problems.map(({ code }) => code)).toContain('view.missing');
  });
  it('a list of people that leaves open whose people they are is not counted by', () => {
    const open = consolidated([
      { ...ELDERS, picture: ELDERS.picture.replace('常住', '') },
      { id: 'mz-02', picture: '| 老年人情况 | ~ | ~ |\n| 指标 | 单位 | 数量 |\n| 80岁以上常住女性老年人 | 人 | |' },
    ]);
    expect(open.counts).toEqual([]);
  });
});

it('a roster of those who live alone tells nothing of those who do not', () => {
  const alone = { id: 'mz-01', picture: '| 户籍独居老年人名册 | ~ | ~ | ~ |\n| 序号 | 姓名 | 性别 | 是否独居 |\n| 1 | | | |\n| 2 | | | |' };
  const others = { id: 'mz-02', picture: '| 老年人情况 | ~ | ~ |\n| 指标 | 单位 | 数量 |\n| 户籍非独居老年人 | 人 | |' };
  const { items, counts } = consolidated([alone, others]);
  expect(counts).toEqual([]);
  expect(items).toHaveLength(1);
});

it.each([
  ['11010519491231002x', true],
  ['１１０１０５１９４９１２３１００２Ｘ', true],
  ['110105 19491231 002X', true],
  ['110105194912310038', false],
  ['', false],
])('a person that another place has counted as 11010519491231002X is left out as %j: %s', (written, isRepeated) => {
  const register = { id: 'person', columns: [{ id: 'number', attribute: 'idNumber' }] } as unknown as Register;
  const count = { reference: 'x' } as RegisterCount;
  const { mayCount, placed } = createDistinct(register, 'idNumber');
  expect(mayCount(count, new Map([['number', '11010519491231002X']]))).toBe(true);
  placed('x');
  expect(mayCount(count, new Map([['number', written]]))).toBe(!isRepeated);
});

it.each([
  [['-0.5'], '-0.5'],
  [['0.000001', '-1'], '-0.999999'],
  [['1234.5', '0.5'], '1235'],
  [['1.1234567', '1.1234567'], '2.2469134'],
  [['0.0000004', '0.0000004'], '0.0000008'],
  [['123456789012.345678', '123456789012.345678'], '246913578024.691356'],
])('amounts %j add up to %s', (amounts, sum) => {
  const count: RegisterCount = { reference: 'x', register: 'person', membership: 'on', sum: 'amount', conditions: [] } as unknown as RegisterCount;
  const rows: RegisterRow[] = amounts.map(
    (amount) =>
      new Map<string, string | boolean>([
        ['on', true],
        ['amount', amount],
      ]),
  );
  expect(tally(count, rows, loadLearning().spellings)).toEqual({ kind: 'counted', value: sum });
});

describe('laws of counting', () => {
  const count = (condition: RegisterCount['conditions'][number] | null): RegisterCount => ({
    reference: 'x',
    register: 'person',
    membership: 'on',
    conditions: condition ? [condition] : [],
    sum: null,
  });
  const sex = (...members: string[]): RegisterCount['conditions'][number] => ({
    facet: 'person.sex',
    extent: { kind: 'members', members },
    column: 'sex',
    attribute: 'sex',
    implied: false,
  });
  const rows = fc.array(fc.record({ sex: fc.constantFrom('男', '女', '1', '2', '男性'), on: fc.boolean() }));
  const counted = (asked: RegisterCount, given: readonly { sex: string; on: boolean }[]): number => {
    const found = tally(
      asked,
      given.map((row): RegisterRow => new Map(Object.entries(row))),
      spellings,
    );
    return found.kind === 'counted' ? Number(found.value) : NaN;
  };
  it('parts add up to the whole', () => {
    fc.assert(fc.property(rows, (given) => counted(count(sex('male')), given) + counted(count(sex('female')), given) === counted(count(null), given)));
  });
  it('an unknown spelling is never counted as anything', () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !/^[男女12MFmf]|female|male/u.test(text.normalize('NFKC').trim())),
        (text) => {
          expect(
            tally(
              count(sex('male')),
              [
                new Map<string, string | boolean>([
                  ['on', true],
                  ['sex', text],
                ]),
              ],
              spellings,
            ).kind,
          ).toBe('unreadable');
        },
      ),
    );
  });
});

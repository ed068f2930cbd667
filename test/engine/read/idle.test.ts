// Empty drawn cells that nobody is to fill: frames wider than one of their tables, rows of signatures, and rows of pairs above heads.
import { expect, test } from 'vitest';
import { labels, read } from './reading.ts';

test('a table narrower than its frame asks nothing behind its last head', () => {
  const found = labels(`
    | 指标 | 单位 | 全村 | 脱贫户 | 监测户 |
    | 户数 | 户 | | | |
    | 活动 | 本季场次 | 本季人次 | 累计场次 | |
    | 走访入户 | | | | |
    | 招聘会 | | | | |`);
  expect(found).toMatchObject({ B4: '走访入户 / 本季场次', D4: '走访入户 / 累计场次', B5: '招聘会 / 本季场次' });
  expect(Object.keys(found)).toEqual(['C2', 'D2', 'E2', 'B4', 'C4', 'D4', 'B5', 'C5', 'D5']);
});

test('a frame with an empty column behind heads of several rows and their numbers', () => {
  const found = labels(`
    | 类别 | 等级 | ~ | 合计 | |
    | ^ | 一级 | 二级 | ^ | |
    | 甲 | 1 | 2 | 3 | |
    | 视力 | | | =B4+C4 | |
    | 听力 | | | =B5+C5 | |`);
  expect(found).toEqual({
    B4: '视力 / 等级 › 一级 (1)',
    C4: '视力 / 等级 › 二级 (2)',
    D4: '视力 / 合计 (3)',
    B5: '听力 / 等级 › 一级 (1)',
    C5: '听力 / 等级 › 二级 (2)',
    D5: '听力 / 合计 (3)',
  });
});

test('labels with their units, and rows with labels below, keep the blank behind them', () => {
  expect(Object.keys(labels('\n| 设施 | 公厕 | 座 | |\n| ^ | 电梯 | 部 | |'))).toEqual(['D1', 'D2']);
  expect(Object.keys(labels('\n| 户籍 | 男 | 儿童 | |\n| ^ | 女 | 儿童 | |'))).toEqual(['D1', 'D2']);
});

test('behind the blanks for a name and a telephone a frame has nothing to fill', () => {
  const picture = '\n| 项目 | 本季 | 累计 | 上年 |\n| 走访 | | | |\n| 讲座 | | | |\n| 填表人 | | | |';
  expect(Object.keys(labels(picture))).toEqual(['B2', 'C2', 'D2', 'B3', 'C3', 'D3']);
  expect(read(picture).context).toMatchObject([{ cell: 'B4', kind: 'person' }]);
  expect(Object.keys(labels(picture.replace('填表人', '站长：')))).not.toContain('C4');
});

test('pairs right above new heads are pairs', () => {
  const found = labels(`
    | 类别 | 常住 | 户籍 | 外出 | 女 | 党员 |
    | 劳动力 | | | | | |
    | 零就业家庭（户） | | 毕业生（人） | | 其中：女 | |
    | 就业服务 | 本季场次 | 本季人次 | 累计场次 | 累计人次 | 备注 |
    | 招聘会 | | | | | |`);
  expect(found).toMatchObject({ B3: '零就业家庭(户)', D3: '毕业生(人)', B5: '招聘会 / 本季场次', E5: '招聘会 / 累计人次' });
});

test('以下为 in a frame heads the rows below, and asks for nothing', () => {
  expect(labels('\n| 内容 | 单位 | 当月 | 累计 |\n| 宣传 | 场 | | |\n| 以下为月末数 | | ~ | ~ |\n| 公厕 | 座 | | |')).toMatchObject({
    C4: '以下为月末数 § 公厕 / 当月 [座]',
  });
});

test('单位 over the names of employers heads no units', () => {
  expect(labels('\n| 单位 | 单位数（个） | 从业人员（人） |\n| 企业 | | |\n| 社会组织 | | |')).toMatchObject({ B2: '企业 / 单位数(个)' });
});

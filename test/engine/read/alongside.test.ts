// What stands beside a numbered or marked row, and what within it; pairs that go on in the next half of a row; units over columns.
import { expect, test } from 'vitest';
import { labels } from './reading.ts';

test('what begins right below the words behind 其中 stands beside them, however many 其中 there are', () => {
  const found = labels(`
      | 指标 | 数量 |
      | 老年人 | |
      | 　其中：女性 | |
      | 　其中：70周岁及以上 | |
      | 　其中：独居 | |
      | 　　　　空巢 | |`);
  expect(found['B6']).toBe('老年人 › #空巢 / 数量');
});

test('an unnumbered 其中 behind (一)男 and (二)女 divides what these two divide', () => {
  const found = labels(`
      | 指标 | 数量 |
      | 一、户籍人口 | |
      | （一）男 | |
      | （二）女 | |
      | 其中：17岁及以下 | |
      | 其中：外出人口 | |`);
  expect(found).toMatchObject({ B5: '户籍人口 › #17岁及以下 / 数量', B6: '户籍人口 › #外出人口 / 数量' });
});

test('a plain row as deep as three numbered ones divides what they do', () => {
  const found = labels(`
      | 指标 | 数量 |
      | 二、排查隐患 | |
      | 　　1.一般隐患 | |
      | 　　2.较大隐患 | |
      | 　　3.重大隐患 | |
      | 　　已完成整改 | |
      | 　　正在整改 | |`);
  expect(found).toMatchObject({ B6: '排查隐患 › 已完成整改 / 数量', B7: '排查隐患 › 正在整改 / 数量' });
});

test('低保对象中: behind (二) names whom it divides, and what is set in as far as its words stands beside them', () => {
  const found = labels(`
      | 指标 | 数量 |
      | 二、最低生活保障对象 | |
      | 　（一）城市低保 | |
      | 　（二）农村低保 | |
      | 　低保对象中：老年人 | |
      | 　　　　　　　未成年人 | |
      | 三、特困人员 | |`);
  expect(found).toMatchObject({
    B5: '最低生活保障对象 › 低保对象中 › #老年人 / 数量',
    B6: '最低生活保障对象 › 低保对象中 › #未成年人 / 数量',
    B7: '特困人员 / 数量 (三)',
  });
});

test('beside a tall group, parts go on along the row', () => {
  const found = labels(`
      | 妇女 | 常住妇女 | | 　其中：户籍的 | |
      | ^ | 　其中：外来的 | | 60周岁及以上 | |
      | ^ | 16—59周岁 | | 　其中：单位就业 | |
      | ^ | 　其中：灵活就业 | | 　其中：登记失业 | |
      | 儿童 | 常住儿童 | | 　其中：女童 | |
      | ^ | 　其中：3岁以下 | | 　其中：0—6岁 | |`);
  expect(found).toMatchObject({
    E1: expect.stringContaining('常住妇女 › #户籍的'),
    E3: expect.stringContaining('16—59周岁 › #单位就业'),
    E4: expect.stringContaining('16—59周岁 › #登记失业'),
    E5: expect.stringContaining('常住儿童 › #女童'),
    E6: expect.stringContaining('常住儿童 › #0—6岁'),
  });
});

test('a row of parts below a row of wholes divides each in its column', () => {
  const found = labels(`
      | 人口 | 户籍人口 | | 流动人口 | |
      | ^ | 　其中：外出 | | 　其中：居住半年以上 | |
      | ^ | 实有人口 | | 境外人员 | |`);
  expect(found).toMatchObject({ C2: expect.stringContaining('户籍人口 › #外出'), E2: expect.stringContaining('流动人口 › #居住半年以上') });
});

test('a head that is nothing but a unit counts its column in that, whatever the row is counted in', () => {
  const found = labels(`
      | 活动 | 单位 | 本季 | ~ |
      | ^ | ^ | 场（期）数 | 人次 |
      | 招聘会 | 场 | | |
      | 技能培训 | 期 | | |`);
  expect(found).toMatchObject({ C3: expect.stringContaining('[场]'), D3: expect.stringContaining('[人次]'), D4: expect.stringContaining('[人次]') });
});

test('网格员(在册,人) counts, and asks for nobody’s name', () => {
  const found = labels('\n| 避难场所（处） | | 网格员（在册，人） | |');
  expect(Object.keys(found)).toEqual(['B1', 'D1']);
});

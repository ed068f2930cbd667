// What forms say by listing: definitions that list their groups, rows that name what a whole takes in, remarks behind rows.
import { expect, test } from 'vitest';
import { asks, rows } from './meaning.ts';

test.each([
  '说明：常住指在本社区实际居住的人，包括本社区户籍且居住在此的，以及外来居住半年以上的，不含境外人员。',
  '说明：常住人口指在本社区居住的人员，包括户籍在住人口和外来居住半年以上人口。',
])('the groups that a definition lists are all that it means: %s', (note) => {
  expect(rows(['常住老年人'], [note])).toEqual(['person age=60.. 常住']);
});

test('one group behind 包括 is only not to be forgotten, and an open list lists nothing', () => {
  const [away] = rows(['户籍老年人'], ['说明：户籍人口指户口在本社区的人口，包括外出居住的。']);
  expect(away).toBe('person age=60.. 户籍');
  const [open] = rows(['实有人口'], ['说明：实有人口指实际居住的人口，包括户籍在住人口、外来居住半年以上人口等。']);
  expect(open).not.toBe('person 常住');
});

test('a whole takes in what its own rows name', () => {
  const picture = (inner: string): string => `
    | 项目 | 单位 | 数量 |
    | 出租房屋 | 套 | |
    |   普通出租 | 套 | |
    |   ${inner} | 套 | |`;
  expect(asks(picture('群租'))).toEqual({ C2: 'dwelling use=group,rented', C3: 'dwelling use=rented', C4: 'dwelling use=group' });
  expect(asks(picture('C级危房'))['C2']).not.toContain('group');
});

test.each([
  ['含群租', 'dwelling use=group,rented'],
  ['含甲乙丙', 'dwelling use=rented'],
  ['含群租，每季更新', 'dwelling use=rented'],
])('a remark that only includes or leaves out stands for brackets behind the label: %s', (remark, line) => {
  expect(asks(`| 项目 | 单位 | 数量 | 备注 |\n| 出租房屋 | 套 | | ${remark} |`)['C2']).toBe(line);
});

test('a remark that is the right side of an equation says what its row adds up', () => {
  const picture = (remark: string): string => `
    | 序号 | 项目 | 单位 | 数量 | 备注 |
    | 1 | 甲乙类房屋 | 套 | | ${remark} |
    | 2 | 自住房屋 | 套 | | |
    | 3 | 空置房屋 | 套 | | |`;
  expect(asks(picture('第2项＋第3项'))['D2']).toBe('dwelling use=own + dwelling use=vacant');
  expect(asks(picture('2至3'))['D2']).toContain('甲乙');
});

test.each([
  ['说明：本表统计企业和个体工商户，不包括民办非企业单位。', 'business.staff kind=enterprise,individual'],
  ['说明：本表统计口径以企业和个体工商户年报为准。', 'business.staff'],
])('what a sheet says it counts limits all its rows: %s', (note, line) => {
  expect(asks(`| 行业 | 从业人员（人） |\n| 总计 | |\n| . ${note} | ~ |`, { title: '单位情况' })['B2']).toBe(line);
});

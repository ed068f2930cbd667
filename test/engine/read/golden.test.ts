// Whole readings as text, for the eye: a change in any of them must be meant.
import { expect, test } from 'vitest';
import { read, rendering } from './reading.ts';

test('a monthly sheet with everything around its table', () => {
  const picture = `
    | . 表号：综治1表 | . | . | . |
    | . 网格工作月报 | ~ | ~ | ~ |
    | . 填报单位：________ | . | . | . 单位：件 |
    | 事项 | 代码 | 本月 | 本年累计 |
    | 甲 | 乙 | 1 | 2 |
    | 一、调解纠纷 | 01 | | |
    |   其中：成功 | 02 | | |
    | 二、在册对象 | 03 | | × |
    | . 负责人：____ | . | . 填报日期：____ | . |
    | . 说明：01≥02。 | ~ | ~ | ~ |`;
  expect(`\n${rendering(read(picture))}\n`).toBe(`
title 网格工作月报
unit 件
A3 @community.name inline
A9 @person inline
C9 @date inline
C6 调解纠纷 / 本月 (01, 1)
D6 调解纠纷 / 本年累计 (01, 2)
C7 调解纠纷 › #成功 / 本月 (02, 1)
D7 调解纠纷 › #成功 / 本年累计 (02, 2)
C8 在册对象 / 本月 (03, 1)
A10 note 说明：01≥02。
`);
});

test('a card with a list below it', () => {
  const picture = `
    | . 患者管理 | ~ | ~ | ~ |
    | 社区 | | 在册（人） | |
    | 序号 | 姓名 | 等级 | 备注 |
    | | | | |
    | | | | |
    | . 等级填0-2级或3-5级。 | ~ | ~ | ~ |`;
  expect(`\n${rendering(read(picture))}\n`).toBe(`
title 患者管理
unit -
B2 @community.name
D2 在册(人)
list 3→4 (2): 序号, 姓名, 等级, 备注
A6 note 等级填0-2级或3-5级。
`);
});

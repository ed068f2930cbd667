// Which label a row divides: by the name it gives, by the number of its question, and after 男 and 女.
import { expect, test } from 'vitest';
import { labels } from './reading.ts';

/** Cell → the labels of its row, without the head over it. */
function rowsOf(picture: string): Record<string, string> {
  return Object.fromEntries(Object.entries(labels(picture)).map(([cell, path]) => [cell, path.replace(/ \/.*$/u, '')]));
}

test('a row that names the label it divides stands under it, and so do those aligned with its words', () => {
  const read = rowsOf(`
      | 指标 | 人数 |
      | 一、农业人口 | |
      |   1.在家 | |
      |   2.在外 | |
      |   农业人口中：儿童 | |
      |               成年人 | |
      |                 #老年人 | |
      | 二、其他人口 | |`);
  expect(read).toMatchObject({
    B4: '农业人口 › 在外',
    B5: '农业人口 › #儿童',
    B6: '农业人口 › #成年人',
    B7: '农业人口 › #成年人 › #老年人',
    B8: '其他人口',
  });
});

test('words before 中: that name no label are part of the label', () => {
  expect(rowsOf('| 指标 | 人数 |\n| 老年人 | |\n| 活动中：骨干 | |')).toMatchObject({ B3: '活动中:骨干' });
});

test('其中 behind 男 and 女 divides what they divide when it names the other or both, else the nearest', () => {
  expect(
    rowsOf(`
      | 类别 | 人数 |
      | 学生 | |
      |   男 | |
      |   女 | |
      |   其中：男生住校 | |
      |   其中：男女混住 | |`),
  ).toMatchObject({ B4: '学生 › 女', B5: '学生 › #男生住校', B6: '学生 › #男女混住' });
  const part = rowsOf('| 类别 | 人数 |\n| 学生 | |\n|   男 | |\n|   女 | |\n|   其中：住校 | |\n| 教师 | |');
  expect(part).toMatchObject({ B5: '学生 › 女 › #住校', B6: '教师' });
  expect(rowsOf('| 类别 | 人数 |\n| 学生 | |\n|   男 | |\n|   其中：住校 | |')).toMatchObject({ B4: '学生 › 男 › #住校' });
});

test('questions divide the one before them, or the one whose number they give', () => {
  expect(
    rowsOf(`
      | 问题 | 答 |
      | 1. 志愿者有多少人？ | |
      | 2. 其中，党员有多少人？ | |
      | 3. 舞蹈队有多少人？ | |
      | 4. 第2题里，妇女有多少人？ | |
      | 5. 第三部分以外的人 | |`),
  ).toMatchObject({
    B3: '志愿者有多少人? › #党员有多少人?',
    B4: '舞蹈队有多少人?',
    B5: '志愿者有多少人? › #党员有多少人? › #妇女有多少人?',
    B6: '第三部分以外的人',
  });
});

test('按…分 in brackets before a label divides the row above, and so do the labels that stand under its words', () => {
  const picture = `
      | 指标 | 人数 | 指标 | 人数 |
      | 一、农业人口 | | 二、其他人口 | |
      | （按性别分）男 | | （按居住地分）镇上 | |
      |             女 | |             村里 | |
      | （按年龄）0—14岁 | | （按行业划分）工业 | |
      |           15岁以上 | |             商业 | |
      |             其中：65岁以上 | |               其中：个体 | |
      | 三、户数 | | 四、产量 | |`;
  expect(rowsOf(picture)).toMatchObject({
    B3: '农业人口 › ÷按性别分 › #男',
    B4: '农业人口 › ÷按性别分 › #女',
    B5: '农业人口 › ÷按年龄 › #0—14岁',
    B6: '农业人口 › ÷按年龄 › #15岁以上',
    B7: '农业人口 › ÷按年龄 › #15岁以上 › #65岁以上',
    B8: '户数',
    D4: '其他人口 › ÷按居住地分 › #村里',
    D7: '其他人口 › ÷按行业划分 › #商业 › #个体',
    D8: '产量',
  });
});

test('other words in brackets before a label are part of it', () => {
  expect(rowsOf('| 指标 | 人数 |\n| 补助 | |\n| （按月）发放 | |\n| （按规定）上报 | |\n| 老人（按年龄分） | |')).toMatchObject({
    B3: '(按月)发放',
    B4: '(按规定)上报',
    B5: '老人(按年龄分)',
  });
});

test('several 其中 behind 男 and 女, or behind bands, at their depth divide what these divide', () => {
  const below = (...rows: string[]): Record<string, string> => rowsOf(`\n| 类别 | 人数 |\n| 学生 | |\n${rows.map((row) => `|${row} | |`).join('\n')}`);
  expect(below('   男', '   女', '   其中：住校', '   其中：独生子女')).toMatchObject({ B5: '学生 › #住校', B6: '学生 › #独生子女' });
  expect(below('   7—12岁', '   13—18岁', '   其中：住校', '   其中：走读', '   其中：借读')).toMatchObject({
    B5: '学生 › #住校',
    B6: '学生 › #走读',
    B7: '学生 › #借读',
  });
  expect(below('   不满12岁', '   12岁以上', '     其中：女', '   其中：住校', '   其中：走读')).toMatchObject({
    B5: '学生 › 12岁以上 › #女',
    B6: '学生 › #住校',
    B7: '学生 › #走读',
  });
});

test('several 其中 divide the label above them when they are bands of a band, stand deeper, or follow labels that may overlap', () => {
  const below = (...rows: string[]): Record<string, string> => rowsOf(`\n| 类别 | 人数 |\n| 村民 | |\n${rows.map((row) => `|${row} | |`).join('\n')}`);
  expect(below('   0—59岁', '   60岁以上', '   其中：65岁以上', '   其中：80岁以上')).toMatchObject({ B6: '村民 › 60岁以上 › #80岁以上' });
  expect(below('   男', '   女', '     其中：育龄妇女', '     其中：孕妇')).toMatchObject({ B5: '村民 › 女 › #育龄妇女', B6: '村民 › 女 › #孕妇' });
  expect(below('   党员', '   残疾人', '   其中：重度', '   其中：轻度')).toMatchObject({ B5: '村民 › 残疾人 › #重度', B6: '村民 › 残疾人 › #轻度' });
  expect(below('   60岁以上', '   其中：独居', '   其中：失能')).toMatchObject({ B5: '村民 › 60岁以上 › #失能' });
});

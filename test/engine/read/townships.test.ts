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
  const parts = rowsOf('| 类别 | 人数 |\n| 学生 | |\n|   男 | |\n|   女 | |\n|   其中：住校 | |\n|   其中：独生子女 | |');
  expect(parts).toMatchObject({ B5: '学生 › 女 › #住校', B6: '学生 › 女 › #独生子女' });
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

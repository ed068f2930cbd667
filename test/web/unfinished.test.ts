// A street that approves what is unfinished is told what is.
import { beforeAll, expect, test } from 'vitest';
import { unfinished } from '../../web/pages/street/unfinished.ts';
import { words } from '../../web/words/index.ts';
import zh from '../../web/words/zh/index.ts';

beforeAll(() => words.global.setLocaleMessage('zh', zh as never));

const whole = { name: '柳岸社区', blank: 0 };

test('nothing is said of a period that has ended and has no blanks', () => {
  expect(unfinished('2026-10', '2026-11-02', [whole])).toEqual([]);
});
test('a month or year with days to come is named', () => {
  expect(unfinished('2026-11', '2026-11-30', [whole]).join()).toContain('2026年11月还没有结束');
  expect(unfinished('2026', '2026-12-31', [whole])).toHaveLength(1);
});
test('blanks are told community by community', () => {
  expect(unfinished('2026-10', '2026-11-02', [whole, { name: '书院社区', blank: 3 }, { name: '梅园社区', blank: 1 }]).join()).toContain(
    '书院社区 3 格、梅园社区 1 格',
  );
});

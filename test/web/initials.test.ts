// Names are found by characters and by pinyin initials.
import { beforeAll, expect, test } from 'vitest';
import { initialsOf, isFound, learnPinyin } from '../../web/shell/initials.ts';

beforeAll(learnPinyin);

test('initials of a name', () => {
  expect(initialsOf('残疾人基本状况调查表')).toBe('cjrjbzkdcb');
});

test('found by part of the name, by its number, by initials; not by a single letter or by nothing', () => {
  const initials = initialsOf('柳岸社区');
  expect(isFound('岸社', '柳岸社区', '001001', initials)).toBe(true);
  expect(isFound('1001', '柳岸社区', '001001', initials)).toBe(true);
  expect(isFound('lasq', '柳岸社区', '001001', initials)).toBe(true);
  expect(isFound('l', '柳岸社区', '001001', initials)).toBe(false);
  expect(isFound('', '柳岸社区', '001001', initials)).toBe(false);
});

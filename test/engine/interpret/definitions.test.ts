// Definitions that no one condition can say: the word is open on that form.
import { expect, test } from 'vitest';
import { rows } from './meaning.ts';

test.each([
  ['困难群众', '困难群众指低保对象和残疾人。'],
  ['重点人员', '重点人员指党员和退役军人。'],
  ['老年人', '老年人指60周岁及以上人员，以及低保对象。'],
  ['老年人', '老年人指60周岁及以上和55周岁以上失能人员。'],
  ['儿童', '儿童指14岁以下儿童和18岁以下在校学生。'],
])('%s is open: %s', (label, note) => {
  expect(rows([label], [`说明：${note}`])[0]).toContain('?unknownWords');
});

test.each([
  ['困难群众', '困难群众指低保对象、特困人员。', 'person aid=ruralDibao,tekun,urbanDibao'],
  ['户籍老年人', '老年人指年满65周岁的人员。', 'person age=65.. 户籍'],
])('%s is followed: %s', (label, note, line) => {
  expect(rows([label], [`说明：${note}`])).toEqual([line]);
});

// How rows write ages, sexes and birthdays: the words of forms/lexicon/zh/person.json, which pages cannot read.
import type { PersonWords } from '../../../engine/check/person.ts';

export const PERSON_WORDS: PersonWords = {
  years: '周?岁',
  male: ['男', '男性'],
  female: ['女', '女性'],
  birthday: '^(?:出生(?:年月日?|日期|时间)?|生日)$',
  dateMarks: ['年', '月', '日'],
};

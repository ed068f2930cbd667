// Words of the report page in both languages.
import type { Frequency } from '../../engine/model/period.ts';
import type { Language } from '../../engine/problem/index.ts';

type Bilingual = Readonly<Record<Language, string>>;

export const reportWords = {
  title: { zh: '一张表编制报告', en: 'One table: what it asks, and why' },
  askedBefore: { zh: '原来每年要填的数', en: 'values a year asked today' },
  askedNow: { zh: '一张表每年要填的数', en: 'values a year with one table' },
  least: { zh: '理论上最少', en: 'the least possible' },
  saved: { zh: '少填', en: 'less' },
  burden: { zh: '各部门的填报量', en: 'What each department asks' },
  burdenIntro: {
    zh: '每个社区一年要填多少个数:一张月报里的一个填报字段算 12 个。几个部门共用的填报项,由这几个部门平均分摊。',
    en: 'How many values one community fills in a year: a blank on a monthly form counts 12. A question that several departments need is shared equally among them.',
  },
  before: { zh: '原来', en: 'today' },
  now: { zh: '一张表', en: 'one table' },
  leastMark: { zh: '最少', en: 'least' },
  frequency: { zh: '频次', en: 'Frequency' },
  blanks: { zh: '填报字段', en: 'Blanks' },
  items: { zh: '填报项', en: 'Items' },
  shared: { zh: '一数多用', en: 'Asked once, used by many' },
  sharedIntro: {
    zh: '下面每个数有两张以上的表要。展开可看到各表原来的叫法,以及每个字被读成了什么——读出来的口径完全相同,才算同一个数。',
    en: 'Each of these is on two or more forms. Open one to see what the forms call it and how their words were read: only if all that is stated is the same are they one datum.',
  },
  form: { zh: '报表', en: 'Form' },
  itsWords: { zh: '表上的叫法', en: 'Its words' },
  readAs: { zh: '识读', en: 'Read as' },
  apart: { zh: '看着像,但不是一个数', en: 'Alike in words, kept apart' },
  apartIntro: {
    zh: '这些填报字段叫法相近,只差一处口径,因此没有合并;最容易弄混的在前。如果其实是一回事,请作人工认定。',
    en: 'These are called nearly the same, but one thing that they state differs, so they were not merged; those most easily mistaken come first. If they are the same after all, a person can rule so.',
  },
  questions: { zh: '口径待确认', en: 'Questions for people' },
  questionsIntro: { zh: '表上没有写清,引擎不猜。答复一次,同一问题不再问。', en: 'The forms do not say, and the engine does not guess. Each is asked once.' },
  rulings: {
    zh: '答复写法(补上姓名、日期、理由,放进 --decisions 文件的方括号里)',
    en: 'Ways to answer (add who, when and why, and put it between the brackets of the file for --decisions)',
  },
  doubtful: { zh: '有疑问', en: 'doubtful' },
  noQuestions: { zh: '没有需要确认的口径。', en: 'There are none.' },
  question: { zh: '要确认什么', en: 'What is to be decided' },
  onForms: { zh: '涉及的填报字段', en: 'Blanks concerned' },
  legal: { zh: '没有依据或依据过期的报表', en: 'Forms without a legal basis, or with an expired one' },
  legalIntro: {
    zh: '按登记的依据和表上印的有效期判断。年内到期的一并列出。',
    en: 'By the basis registered and the validity printed on the form. Those that run out this year are listed too.',
  },
  basis: { zh: '依据', en: 'Basis' },
  validUntil: { zh: '有效期', en: 'Valid until' },
  status: { zh: '状态', en: 'Status' },
  repeated: { zh: '换个名字又要一遍的报表', en: 'Forms that repeat others under a new name' },
  repeatedIntro: { zh: '这些表要的数,大半别的表也要。', en: 'Most of what these ask is asked by others too.' },
  noRepeated: { zh: '没有。', en: 'None.' },
  elements: { zh: '数据元', en: 'Data elements' },
  alsoAsked: { zh: '别的表也要', en: 'Also asked by others' },
  mostLike: { zh: '最像', en: 'Most like' },
  problems: { zh: '读表时的问题', en: 'Problems on the way' },
} satisfies Record<string, Bilingual>;

export const frequencyWords: Record<Frequency | 'standing', Bilingual> = {
  standing: { zh: '固定信息', en: 'standing facts' },
  annual: { zh: '年报', en: 'annual' },
  'half-yearly': { zh: '半年报', en: 'half-yearly' },
  quarterly: { zh: '季报', en: 'quarterly' },
  monthly: { zh: '月报', en: 'monthly' },
};

export const legalWords = {
  none: { zh: '没有依据', en: 'no basis' },
  expired: { zh: '已过期', en: 'expired' },
  expiring: { zh: '年内到期', en: 'expires this year' },
} satisfies Record<string, Bilingual>;

export const relationWords = {
  part: { zh: '前者是后者的一部分', en: 'the first is part of the second' },
  whole: { zh: '后者是前者的一部分', en: 'the second is part of the first' },
  disjoint: { zh: '互不重叠', en: 'they do not overlap' },
  overlap: { zh: '部分重叠', en: 'they overlap in part' },
  unstated: { zh: '没有限定', en: 'not restricted' },
} satisfies Record<string, Bilingual>;

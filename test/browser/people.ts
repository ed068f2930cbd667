// Made-up people as a roster somebody keeps in Excel.
import ExcelJS from 'exceljs';
import { checkDigit } from '../../engine/check/identity.ts';

export const sound = (digits: string): string => digits + checkDigit(digits);

const FAMILY = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨'];
const GIVEN = [...'伟芳娜敏静强磊军洋勇艳杰涛明超霞'];
const KINDS = ['视力残疾', '听力残疾', '言语残疾', '肢体残疾', '智力残疾', '精神残疾', '多重残疾'];
const LEVELS = ['一级', '二级', '三级', '四级'];

export interface Person {
  readonly name: string;
  readonly sex: string;
  readonly idCard: string;
  readonly phone: string;
  readonly kind: string;
  readonly level: string;
}

/** The `index`-th person; always the same, no two alike. */
export function person(index: number): Person {
  const year = 1935 + (index % 70);
  const day = `${String((index % 12) + 1).padStart(2, '0')}${String((index % 28) + 1).padStart(2, '0')}`;
  const order = String(Math.floor(index / 70) % 1000).padStart(3, '0');
  const pick = (list: readonly string[], at: number): string => list[at % list.length] ?? '';
  return {
    name: pick(FAMILY, index) + pick(GIVEN, Math.floor(index / 16)) + pick(GIVEN, Math.floor(index / 256)),
    sex: Number(order[2]) % 2 === 1 ? '男' : '女',
    idCard: sound(`110105${year}${day}${order}`),
    phone: `138${String(10_000_000 + index)}`,
    kind: pick(KINDS, index),
    level: pick(LEVELS, index),
  };
}

/** A workbook with a title, heads and these people; `more` heads have the given text in every line. */
export async function rosterOf(people: readonly Person[], more: Readonly<Record<string, string>> = {}): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('名册');
  sheet.addRow(['残疾人名册']);
  sheet.addRow(['序号', '姓名', '性别', '身份证号码', '联系电话', '残疾类别', '残疾等级', '爱好', ...Object.keys(more)]);
  for (const [index, { name, sex, idCard, phone, kind, level }] of people.entries())
    sheet.addRow([index + 1, name, sex, idCard, phone, kind, level, '下棋', ...Object.values(more)]);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

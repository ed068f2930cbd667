// The words for every problem, in Chinese and English: where it is (added by `describe`), what it is, what to do next.

type Entry<Params> = { readonly zh: (params: Params) => string; readonly en: (params: Params) => string };
const entry = <Params>(zh: (params: Params) => string, en: (params: Params) => string): Entry<Params> => ({ zh, en });

export const words = {
  'workbook.notAWorkbook': entry<object>(
    () => '这不是 Excel 工作簿,请用 Excel 或 WPS 另存为 .xlsx 后重新上传。',
    () => 'This is not an Excel workbook. Save it as .xlsx in Excel or WPS and hand it in again.',
  ),
};

export type Words = typeof words;

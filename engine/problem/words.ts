// The words for every problem, in Chinese and English: where it is (added by `describe`), what it is, what to do next.

type Entry<Params> = { readonly zh: (params: Params) => string; readonly en: (params: Params) => string };
const entry = <Params>(zh: (params: Params) => string, en: (params: Params) => string): Entry<Params> => ({ zh, en });

export const words = {
  'workbook.notAWorkbook': entry<object>(
    () => '这不是 Excel 工作簿,请用 Excel 或 WPS 另存为 .xlsx 后重新上传。',
    () => 'This is not an Excel workbook. Save it as .xlsx in Excel or WPS and hand it in again.',
  ),
  'plan.budget': entry<{ elements: number }>(
    ({ elements }) => `有 ${elements} 个数据元彼此牵连过多,未能在限定步数内判断能否由其他项推出,已逐项填报;可提高步数上限后重新编制。`,
    ({ elements }) => `${elements} data elements are too entangled to tell in the steps allowed whether they follow from others; they are asked as they stand. Raise the limit and plan again.`,
  ),
  'plan.empty': entry<{ title: string }>(
    ({ title }) => `“${title}”的限定条件互相矛盾,可能识别有误;已照原样填报,请核对口径。`,
    ({ title }) => `The conditions of “${title}” exclude each other, so it was probably read wrongly; it is asked as it stands. Please check what it means.`,
  ),
  'certificate.askedTwice': entry<{ item: string }>(
    ({ item }) => `填报项“${item}”在方案中出现了两次,请重新编制方案。`,
    ({ item }) => `Item “${item}” is asked twice in this plan. Plan again.`,
  ),
  'certificate.nobodyAsks': entry<{ item: string }>(
    ({ item }) => `没有部门按此频次和口径要求填报项“${item}”,请重新编制方案。`,
    ({ item }) => `No department asks for item “${item}” in this way. Plan again.`,
  ),
  'certificate.notCovered': entry<{ element: string; frequency: string }>(
    ({ element, frequency }) => `数据元“${element}”(${frequency})没有唯一的取数规则,请重新编制方案。`,
    ({ element, frequency }) => `Data element “${element}” (${frequency}) has no derivation, or more than one. Plan again.`,
  ),
  'certificate.notIdentity': entry<{ element: string; frequency: string }>(
    ({ element, frequency }) => `数据元“${element}”(${frequency})的取数规则不成立,请重新编制方案。`,
    ({ element, frequency }) => `The derivation of data element “${element}” (${frequency}) does not hold. Plan again.`,
  ),
  'certificate.wrongTime': entry<{ element: string; frequency: string; source: string }>(
    ({ element, frequency, source }) => `“${source}”的填报时期推不出数据元“${element}”(${frequency}),请重新编制方案。`,
    ({ element, frequency, source }) => `The periods of “${source}” cannot give data element “${element}” (${frequency}). Plan again.`,
  ),
  'certificate.dependent': entry<{ item: string }>(
    ({ item }) => `填报项“${item}”可由其他填报项推出,不必填报,请重新编制方案。`,
    ({ item }) => `Item “${item}” follows from other items and need not be asked. Plan again.`,
  ),
};

export type Words = typeof words;

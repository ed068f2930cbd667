// The words for every problem, in Chinese and English: where it is (added by `describe`), what it is, what to do next.

type Entry<Params> = { readonly zh: (params: Params) => string; readonly en: (params: Params) => string };
const entry = <Params>(zh: (params: Params) => string, en: (params: Params) => string): Entry<Params> => ({ zh, en });

/** Who ruled, and when; nothing when the ruling does not say. */
const byZh = (by: string): string => (by === '' ? '' : `(${by})`);
const byEn = (by: string): string => (by === '' ? '' : ` (${by})`);

export const words = {
  'workbook.notAWorkbook': entry<object>(
    () => '这不是 Excel 工作簿,请用 Excel 或 WPS 另存为 .xlsx ,再试一次。',
    () => 'This is not an Excel workbook. Save it as .xlsx in Excel or WPS and try again.',
  ),
  'plan.budget': entry<{ elements: number }>(
    ({ elements }) => `有 ${elements} 个数据元彼此牵连过多,未能在限定步数内判断能否由其他项推出,已逐项填报;可提高步数上限后重新编制。`,
    ({ elements }) =>
      `${elements} data elements are too entangled to tell in the steps allowed whether they follow from others; they are asked as they stand. Raise the limit and plan again.`,
  ),
  'plan.empty': entry<{ title: string }>(
    ({ title }) => `“${title}”的限定条件互相矛盾,可能识别有误;已照原样填报,请核对口径。`,
    ({ title }) => `The conditions of “${title}” exclude each other, so it was probably read wrongly; it is asked as it stands. Please check what it means.`,
  ),
  'values.unknownItem': entry<{ item: string }>(
    ({ item }) => `一张表里没有填报项“${item}”,填报的数据未采用。请核对编号,或改用编制这批数据时的方案。`,
    ({ item }) => `The annual form has no item “${item}”, so its answers were not used. Check the id, or use the plan that these answers were made for.`,
  ),
  'values.unknownPeriod': entry<{ question: string; period: string; periods: readonly string[] }>(
    ({ question, period, periods }) => `“${question}”没有“${period}”这一期,填报的数据未采用。应为 ${periods.join('、')} 之一。`,
    ({ question, period, periods }) => `“${question}” is not asked for “${period}”, so that answer was not used. It must be one of ${periods.join(', ')}.`,
  ),
  'register.unreadable': entry<{ register: string; row: number; column: string; value: string }>(
    ({ register, row, column, value }) => `${register}第 ${row} 行“${column}”填的是“${value}”,无法据此计数,相关数字未算出。请改成规范写法。`,
    ({ register, row, column, value }) =>
      `Row ${row} of ${register} has “${value}” under “${column}”, which cannot be counted by, so the numbers that need it are missing. Write it in the usual form.`,
  ),
  'register.countedOnce': entry<{ register: string; persons: number }>(
    ({ register, persons }) =>
      `有 ${persons} 人(按身份证号)同时在几个社区的${register}上,汇总人数时只计一次,记在编码在前的社区;各社区自己的表不变。请核对他们该在哪个社区。`,
    ({ register, persons }) =>
      `${persons} persons stand on ${register} of several communities, by identity number; the sum counts each once, with the first of these communities by code. Each community’s own form is unchanged. See to which community they belong.`,
  ),
  'register.noEntries': entry<{ register: string; places: readonly string[]; communities: number }>(
    ({ register, places, communities }) =>
      `${places.join('、')}${communities > places.length ? ` 等 ${communities} 个社区` : ''}的${register}到这一期为止还没有登记过,由它得出的数留空,不算 0。请先登记或导入名册。`,
    ({ register, places, communities }) =>
      `Nothing was entered in ${register} by the end of this period in ${places.join(', ')}${communities > places.length ? ` and others, ${communities} communities in all` : ''}. What it would tell is left blank, not zero. Enter the rows first, or import a roster.`,
  ),
  'register.badText': entry<{ register: string; row: number; column: string }>(
    ({ register, row, column }) => `${register}第 ${row} 行“${column}”的文字过长,或有不能显示的字符(控制字符、乱码),这一格留空。请重新填写。`,
    ({ register, row, column }) =>
      `Row ${row} of ${register} has a text under “${column}” that is too long or has characters that cannot be shown; it is left blank. Fill it in again.`,
  ),
  'view.missing': entry<{ needs: readonly string[] }>(
    ({ needs }) => `缺少 ${needs.join('、')},这一格留空。请补填后重新生成。`,
    ({ needs }) => `${needs.join(', ')} not answered, so this cell is left blank. Answer and generate again.`,
  ),
  'view.awaits': entry<{ period: string; needs: readonly string[] }>(
    ({ period, needs }) => `取自 ${period} 的表(${needs.join('、')}),那里还没有填,所以这一格先留空;填了就有,不必再填本期。`,
    ({ period, needs }) =>
      `Taken from the form of ${period} (${needs.join(', ')}), where it is not answered yet, so this cell is left blank until it is; nothing is wanting in this period’s own form.`,
  ),
  'view.notAsked': entry<{ needs: readonly string[] }>(
    ({ needs }) => `该社区没有被要求填报 ${needs.join('、')},这一格留空。`,
    ({ needs }) => `The community was not asked ${needs.join(', ')}, so this cell is left blank.`,
  ),
  'view.notANumber': entry<{ needs: readonly string[] }>(
    ({ needs }) => `${needs.join('、')} 填的不是数字,这一格留空。请改正后重新生成。`,
    ({ needs }) => `The answer to ${needs.join(', ')} is no number, so this cell is left blank. Correct it and generate again.`,
  ),
  'view.negative': entry<{ value: string; label: string }>(
    ({ value, label }) => `“${label}”推算出来是 ${value},而它数的是人或事物,不会是负数。照写在这一格里了;请核对它所依据的填报数。`,
    ({ value, label }) =>
      `“${label}” comes out as ${value}, but it counts people or things and cannot be negative. It was written all the same; check the answers that it follows from.`,
  ),
  'view.inexact': entry<{ value: string; label: string }>(
    ({ value, label }) => `“${label}”由几个填报数推算,它们除不尽,得到 ${value}。照写在这一格里了;请核对它所依据的填报数是否一致。`,
    ({ value, label }) =>
      `“${label}” follows from answers that do not divide evenly: ${value}. It was written all the same; check that they agree with one another.`,
  ),
  'view.partNotApplicable': entry<{ label: string }>(
    ({ label }) => `“${label}”的一部分在这里不适用,没有计入。`,
    ({ label }) => `A part of “${label}” does not apply here and was not counted.`,
  ),
  'rollup.incomplete': entry<{ places: readonly string[]; missing: number; cells: number; which: readonly string[] }>(
    ({ places, missing, cells, which }) =>
      `${places.join('、')}${missing > places.length ? ` 等 ${missing} 个社区` : ''}还没有填全,有 ${cells} 格的汇总不完整:${which.join('、')}${cells > which.length ? ' 等' : ''}。请催报后重新汇总。`,
    ({ places, missing, cells, which }) =>
      `${places.join(', ')}${missing > places.length ? ` and others, ${missing} communities in all,` : ''} have not answered everything, so ${cells} totals are incomplete: ${which.join(', ')}${cells > which.length ? ' and others' : ''}. Remind them and roll up again.`,
  ),
  'rollup.awaits': entry<{ period: string; places: number; cells: number; which: readonly string[] }>(
    ({ period, places, cells, which }) =>
      `${which.join('、')}${cells > which.length ? ` 等 ${cells} 格` : ''}取自 ${period} 的表,${places} 个社区那一期还没有填到这里;填了就有,不必催报本期。`,
    ({ period, places, cells, which }) =>
      `${which.join(', ')}${cells > which.length ? ` and others, ${cells} cells in all,` : ''} are taken from the form of ${period}, which ${places} communities have not filled in that far; nothing is wanting in this period’s own form.`,
  ),
  'rollup.words': entry<{ places: number }>(
    ({ places }) => `${places} 个社区填的文字各不相同,汇总表放不下,这一格留空。请看各社区的表。`,
    ({ places }) => `${places} communities answered in different words, too many for one cell, so it is left blank. Look at each community’s form.`,
  ),
  'pack.notThere': entry<object>(
    () => '找不到这个文件。请检查路径:表样文件夹里应有 pack.json 和其中列出的各张表。',
    () => 'There is no such file. Check the path: the folder should have pack.json and the forms that it lists.',
  ),
  'pack.notJson': entry<{ line: number }>(
    ({ line }) => `不是正确的 JSON${line > 0 ? `(第 ${line} 行有错)` : ''}。请用文本编辑器或 JSON 校验工具改正。`,
    ({ line }) => `This is not valid JSON${line > 0 ? ` (line ${line})` : ''}. Correct it in a text editor.`,
  ),
  'pack.invalid': entry<{ at: string; why: InWords }>(
    ({ at, why }) => `${at || '(根)'} 不合要求:${why.zh}。请对照说明改正。`,
    ({ at, why }) => `${at || '(root)'} is not as it should be: ${why.en}. Correct it by the description of the format.`,
  ),
  'file.unusable': entry<{ fault: FileFault }>(
    ({ fault }) => fileFaults[fault].zh,
    ({ fault }) => fileFaults[fault].en,
  ),
  'values.duplicateCommunity': entry<{ at: string; code: string; first: string }>(
    ({ at, code, first }) => `${at} 的社区代码“${code}”与 ${first} 相同(不分大小写),两份数据无法区分,未采用。请改正代码或合并成一个社区。`,
    ({ at, code, first }) =>
      `The community code “${code}” of ${at} is that of ${first} (capitals do not count), so the two cannot be told apart and neither is used. Correct the code or make them one.`,
  ),
  'values.notScalar': entry<{ name: string; value: string }>(
    ({ name, value }) => `“${name}”收到的是 ${value},应为一个数字、一段文字或空白;这一个值未采用。请改正数据文件。`,
    ({ name, value }) => `“${name}” was given ${value}, but must be one number, one text or blank; this value was not used. Correct the data.`,
  ),
  'consolidation.otherPack': entry<{ made: string; pack: string; missing: readonly string[] }>(
    ({ made, pack, missing }) =>
      made === pack
        ? `方案里的报表 ${missing.slice(0, 5).join('、')}${missing.length > 5 ? ` 等 ${missing.length} 张` : ''} 不在文件夹的 pack.json 里(可能删去或改了编号)。请重新编制方案,或换成编制时的文件夹。`
        : `这份方案是为“${made}”编制的,而给出的文件夹是“${pack}”,其中没有方案里的报表 ${missing.slice(0, 5).join('、')}${missing.length > 5 ? ` 等 ${missing.length} 张` : ''}。请换成同一个区的文件夹,或重新编制方案。`,
    ({ made, pack, missing }) =>
      made === pack
        ? `The forms ${missing.slice(0, 5).join(', ')}${missing.length > 5 ? ` and ${missing.length - 5} more` : ''} of the plan are not in the folder's pack.json (removed, or given another id). Plan again, or give the folder that it was made from.`
        : `This plan was made for “${made}”, but the folder given is “${pack}” and has not the forms ${missing.slice(0, 5).join(', ')}${missing.length > 5 ? ` and ${missing.length - 5} more` : ''}. Give the folder that it was made from, or plan again.`,
  ),
  'consolidation.otherForm': entry<object>(
    () => '这张空白表和编制方案时用的不一样了(或方案是较早的程序编制的),照方案填会填错格,所以没有填。请用 consolidate 重新编制方案,再生成。',
    () =>
      'This blank form is not the one that the plan was made from (or an older program made the plan), and answers would end up in wrong cells, so it was not filled. Consolidate again, then generate.',
  ),
  'values.unknownRegister': entry<{ register: string; community: string; others: number }>(
    ({ register, community, others }) =>
      `${community}${others > 0 ? `等 ${others + 1} 个社区` : ''}交了台账“${register}”,但一张表里没有这本台账,未采用。请核对台账编号。`,
    ({ register, community, others }) =>
      `${community}${others > 0 ? ` and ${others} more` : ''} gave the register “${register}”, which is none of the annual form's, so it was not used. Check its id.`,
  ),
  'values.unknownColumn': entry<{ register: string; column: string; community: string; others: number }>(
    ({ register, column, community, others }) =>
      `${community}${others > 0 ? `等 ${others + 1} 个社区` : ''}的${register}里有“${column}”一栏,但这本台账没有这一栏,未采用。请核对栏目或名册编号。`,
    ({ register, column, community, others }) =>
      `${community}${others > 0 ? ` and ${others} more` : ''}: ${register} has no column or membership “${column}”, so it was not used. Check its id.`,
  ),
  'pack.duplicateId': entry<{ at: string; id: string }>(
    ({ at, id }) => `${at} 的编号“${id}”重复。每个编号只能用一次,请改成不同的编号。`,
    ({ at, id }) => `The id “${id}” of ${at} is used twice. Give each its own.`,
  ),
  'pack.unknownDepartment': entry<{ at: string; id: string }>(
    ({ at, id }) => `${at} 的部门“${id}”不在 departments 里。请补上该部门或改正编号。`,
    ({ at, id }) => `The department “${id}” of ${at} is not among departments. Add it or correct the id.`,
  ),
  'pack.outside': entry<{ path: string }>(
    ({ path }) => `文件路径“${path}”指向文件夹之外,未读取。请把表样放进文件夹里。`,
    ({ path }) => `The path “${path}” leads out of the pack, so it was not read. Put the form into the pack's folder.`,
  ),
  'decision.noRequirement': entry<{ by: string; label: string }>(
    ({ by, label }) => `人工认定${byZh(by)}所指的报表已不在册(“${label}”),这条认定没有生效。请删除或改指现有报表。`,
    ({ by, label }) =>
      `The requirement that the ruling${byEn(by)} is about (“${label}”) is not registered any more, so it has no effect. Remove it or point it at a form that is.`,
  ),
  'decision.noField': entry<{ by: string; label: string }>(
    ({ by, label }) => `人工认定${byZh(by)}所指的填报字段“${label}”在表样中找不到,这条认定没有生效。表样可能改过,请重新认定。`,
    ({ by, label }) =>
      `The blank “${label}” that the ruling${byEn(by)} is about is not on the form any more, so it has no effect. The form may have changed; rule again.`,
  ),
  'decision.noSheet': entry<{ by: string; label: string }>(
    ({ by, label }) => `人工认定${byZh(by)}说“${label}”是填报字段,但表样中没有所写的工作表,这条认定没有生效。请改正工作表名称。`,
    ({ by, label }) => `The ruling${byEn(by)} says that “${label}” is a blank, but the form has no such sheet, so it has no effect. Correct the sheet's name.`,
  ),
  'decision.noCell': entry<{ by: string; label: string }>(
    ({ by, label }) => `人工认定${byZh(by)}说“${label}”是填报字段,但所写的单元格不在表样上,这条认定没有生效。请改正单元格。`,
    ({ by, label }) => `The ruling${byEn(by)} says that “${label}” is a blank, but its cell is not on the form, so it has no effect. Correct the cell.`,
  ),
  'decision.taken': entry<{ by: string; label: string }>(
    ({ by, label }) => `人工认定${byZh(by)}说这一格是“${label}”,但表样上这一格现在是别的填报字段,这条认定没有生效。表样可能改过,请重新认定。`,
    ({ by, label }) =>
      `The ruling${byEn(by)} says that this cell is “${label}”, but another blank stands there now, so it has no effect. The form may have changed; rule again.`,
  ),
  'decision.moved': entry<{ by: string; label: string; now: string }>(
    ({ by, label, now }) => `人工认定${byZh(by)}所指的“${label}”现在在 ${now},认定继续沿用。请核对。`,
    ({ by, label, now }) => `“${label}” of the ruling${byEn(by)} now stands at ${now}; the ruling is kept. Please check.`,
  ),
  'decision.badUnit': entry<{ by: string; unit: string; label: string; known: readonly string[] }>(
    ({ by, unit, label, known }) =>
      `人工认定${byZh(by)}把“${label}”的计量单位定为“${unit}”,但没有这个单位,或它不能计量这一格所问的,未采用。可用:${known.join('、')}。`,
    ({ by, unit, label, known }) =>
      `The ruling${byEn(by)} gives “${label}” the unit “${unit}”, which nobody knows or which cannot measure what the blank asks, so it is not used. These can: ${known.join(', ')}.`,
  ),
  'decision.oneField': entry<{ by: string; label: string }>(
    ({ by, label }) => `人工认定${byZh(by)}要比较几个填报字段,但所指的都是同一个“${label}”,这条认定没有生效。请改正其中一个。`,
    ({ by, label }) => `All blanks of the ruling${byEn(by)} are one and the same, “${label}”, so it has no effect. Correct one of them.`,
  ),
  'decision.contradiction': entry<{ by: string; kind: RulingKind; other: RulingKind; otherBy: string; label: string }>(
    ({ by, kind, other, otherBy, label }) =>
      `人工认定“${rulingKinds[kind].zh}”${byZh(by)}与认定“${rulingKinds[other].zh}”${byZh(otherBy)}在“${label}”上互相矛盾,前一条没有生效。请删去或改正其中一条。`,
    ({ by, kind, other, otherBy, label }) =>
      `The ruling “${rulingKinds[kind].en}”${byEn(by)} contradicts the ruling “${rulingKinds[other].en}”${byEn(otherBy)} on “${label}”; the former has no effect. Remove or correct one of them.`,
  ),
  'decision.ambiguous': entry<{ by: string; label: string }>(
    ({ by, label }) => `表样中有几个填报字段的文字都是“${label}”,无法确定人工认定${byZh(by)}指的是哪一个,没有生效。请在认定中写明工作表和单元格。`,
    ({ by, label }) =>
      `Several blanks of the form read “${label}”, so it cannot be told which one the ruling${byEn(by)} is about, and it has no effect. Give sheet and cell.`,
  ),
  'decision.byCell': entry<{ by: string; label: string; now: string }>(
    ({ by, label, now }) => `人工认定${byZh(by)}所指的“${label}”现在写作“${now}”,按单元格位置继续沿用。请核对。`,
    ({ by, label, now }) => `What was ruled on as “${label}”${byEn(by)} now reads “${now}”; the ruling is kept by its cell. Please check.`,
  ),
  'decision.noLabel': entry<{ by: string; label: string; ready: string }>(
    ({ by, label, ready }) => `人工认定${byZh(by)}只写了单元格,现在是“${label}”。表样改版、格子移动后会认错格。请写上文字,可以照抄:${ready}`,
    ({ by, label, ready }) =>
      `The ruling${byEn(by)} gives a cell only, which is “${label}” now; once rows of the form move it would be taken for another blank. Give the words too, ready to copy: ${ready}`,
  ),
  'decision.otherUnits': entry<{ by: string; one: string; other: string; used: boolean }>(
    ({ by, one, other, used }) =>
      `人工认定${byZh(by)}说 ${one} 和 ${other} 是同一个数,但计量的事物不同,${used ? '已照认定合并。请核对,认错格的请改正' : '这条认定没有生效。请核对所指的格子'}。`,
    ({ by, one, other, used }) =>
      `The ruling${byEn(by)} holds ${one} and ${other} to be the same, but they are counted in different things; ${used ? 'it is followed. Check that it points at the right cells' : 'it has no effect. Check the cells that it points at'}.`,
  ),
  'decision.siblings': entry<{ by: string; label: string; cells: readonly string[] }>(
    ({ by, label, cells }) =>
      `人工认定${byZh(by)}“${label}”也用于同一张表里有同样疑问的 ${cells.length} 格:${cells.slice(0, 12).join('、')}${cells.length > 12 ? ' ……' : ''}。其中有不同的,请单独认定。`,
    ({ by, label, cells }) =>
      `The ruling${byEn(by)} on “${label}” also holds for ${cells.length} cells of the form with the same doubt: ${cells.slice(0, 12).join(', ')}${cells.length > 12 ? ' …' : ''}. Where one of them is otherwise, rule on it by itself.`,
  ),
  'decision.badDefinition': entry<{ by: string; word: string; text: string }>(
    ({ by, word, text }) =>
      `人工认定${byZh(by)}说本表中“${word}”是指“${text}”,但这句话没有完全看懂,或者没有说到这个词本来的意思,未采用。请换个说法,写明年龄、户籍等条件,例如“65周岁及以上户籍人口”。`,
    ({ by, word, text }) =>
      `The ruling${byEn(by)} says that “${word}” means “${text}” on this form, which is not understood to the last word, or says nothing of what the word means by itself, so it is not used. Say it otherwise, with age, registration and so on, for example “65周岁及以上户籍人口”.`,
  ),
  'decision.noWord': entry<{ by: string; word: string; text: string }>(
    ({ by, word, text }) => `人工认定${byZh(by)}说本表中“${word}”是指“${text}”,但没有哪一格的文字用到这个词,这条认定没有生效。请照表上的写法填写这个词。`,
    ({ by, word, text }) =>
      `The ruling${byEn(by)} says that “${word}” means “${text}” on this form, but no blank is read with that word, so it has no effect. Write the word as the form has it.`,
  ),
  'decision.badTerm': entry<{ by: string; term: string; why: string }>(
    ({ by, term, why }) =>
      `人工认定${byZh(by)}里的含义“${term}”看不懂(${why}),未采用。写法如 person sex=female residence=resident,settled,占比如 person sex=female / person * 100。`,
    ({ by, term, why }) =>
      `The meaning “${term}” of the ruling${byEn(by)} is not understood (${why}), so it is not used. Write for example: person sex=female residence=resident,settled, or for a share: person sex=female / person * 100.`,
  ),
  'consolidation.dangling': entry<{ section: keyof typeof referred; id: string }>(
    ({ section, id }) => `文件里用到的${referred[section].zh}“${id}”不在文件中,文件可能被截断或改动过。请重新编制方案。`,
    ({ section, id }) => `The file refers to the ${referred[section].en} “${id}”, which it does not hold: it was cut or changed. Plan again.`,
  ),
  'consolidation.untimely': entry<{ title: string }>(
    ({ title }) => `“${title}”的取数规则用到填报项没有的时期,文件可能改动过。请重新编制方案。`,
    ({ title }) => `The derivation of “${title}” needs periods that its items are not asked for: the file was changed. Plan again.`,
  ),
  'certificate.differs': entry<{ section: Section; title: string; property: string; told: string | null; made: string | null }>(
    ({ section, title, property, told, made }) =>
      `${sections[section].zh}“${title}”的${property === '' ? '内容' : ` ${property} `}在文件中${told === null ? '没有' : `是 ${told}`},按表样和人工认定${made === null ? '不应有' : `应为 ${made}`}。请重新编制方案。`,
    ({ section, title, property, told, made }) =>
      `${sections[section].en} “${title}”: ${property || 'its content'} is ${told ?? 'missing'} in the file; by the forms and rulings it ${made === null ? 'should not be there' : `should be ${made}`}. Plan again.`,
  ),
  'certificate.lacks': entry<{ section: Section; title: string }>(
    ({ section, title }) => `文件里少了${sections[section].zh}“${title}”。请重新编制方案。`,
    ({ section, title }) => `${sections[section].en} “${title}” is missing from the file. Plan again.`,
  ),
  'certificate.surplus': entry<{ section: Section; title: string }>(
    ({ section, title }) => `文件里的${sections[section].zh}“${title}”是多出来的(表样中没有,或重复了)。请重新编制方案。`,
    ({ section, title }) => `${sections[section].en} “${title}” is too much in the file: no form has it, or it stands there twice. Plan again.`,
  ),
  'certificate.reordered': entry<{ section: Section; title: string }>(
    ({ section, title }) => `文件里${sections[section].zh}的顺序被改动过,从“${title}”起不对。请重新编制方案。`,
    ({ section, title }) => `${sections[section].en}: the file has them in another order, from “${title}” on. Plan again.`,
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
  'workbook.otherKind': entry<{ kind: keyof typeof kinds }>(
    ({ kind }) => `这不是 Excel 工作簿,而是${kinds[kind].zh},请${kinds[kind].zhDo},再试一次。`,
    ({ kind }) => `This is not an Excel workbook but ${kinds[kind].en}. ${kinds[kind].enDo} and try again.`,
  ),
  'workbook.emptyFile': entry<object>(
    () => '文件里没有任何内容(可能没有下载或复制完整),请重新取得原文件,再试一次。',
    () => 'The file has no content (perhaps it was not downloaded or copied completely). Get the original again and try again.',
  ),
  'workbook.encrypted': entry<object>(
    () => '工作簿设有打开密码,无法读取。请用 Excel 或 WPS 打开,取消“用密码进行加密”,保存后再试一次。',
    () => 'The workbook needs a password to open. Open it in Excel or WPS, take off "encrypt with password", save it and try again.',
  ),
  'workbook.damagedZip': entry<{ part: string }>(
    ({ part }) => `文件已损坏${part && `(${part})`},无法完整读取。请用 Excel 或 WPS 打开并另存为 .xlsx ,再试一次;打不开时请向发文部门索取原件。`,
    ({ part }) =>
      `The file is damaged${part && ` (${part})`} and cannot be read in full. Open it in Excel or WPS and save it as .xlsx; if that fails, ask the department for the original.`,
  ),
  'workbook.damagedXml': entry<{ part: string }>(
    ({ part }) => `工作簿内部的 ${part} 不完整或有错误。请用 Excel 或 WPS 打开(允许修复),另存为 .xlsx ,再试一次。`,
    ({ part }) => `The part ${part} inside the workbook is incomplete or wrong. Open it in Excel or WPS (let it repair), save it as .xlsx and try again.`,
  ),
  'workbook.zip64': entry<object>(
    () => '文件用了只有超大文件才需要的压缩格式(zip64),无法读取。请用 Excel 或 WPS 打开后另存为 .xlsx,再试一次。',
    () => 'The file is packed in a format for very large files (zip64) that is not read here. Open it in Excel or WPS, save it as .xlsx and try again.',
  ),
  'workbook.bomb': entry<{ mebibytes: number }>(
    ({ mebibytes }) => `文件解压后过大(约 ${mebibytes} MB),不像一张空白表,已停止读取。请删去表格下方和右侧多余的行列、图片后另存,再试一次。`,
    ({ mebibytes }) =>
      `Unpacked, the file is too large for a blank form (about ${mebibytes} MB) and is not read. Delete surplus rows, columns and pictures, save it and try again.`,
  ),
  'workbook.empty': entry<object>(
    () => '工作簿里没有任何文字,看不出要填什么。请检查是否传错了文件。',
    () => 'There is no text in the workbook, so nothing tells what is to be filled in. Check whether this is the right file.',
  ),
  'workbook.tooManyRows': entry<{ rows: number; limit: number }>(
    ({ rows, limit }) => `这一页有 ${rows} 行数据(最多 ${limit} 行),不像一张空白表。请删去已填的数据,只留空白表样,再试一次。`,
    ({ rows, limit }) => `This sheet has ${rows} rows of data (at most ${limit}): hardly a blank form. Remove the data, keep the blank form and try again.`,
  ),
  'workbook.tooManyCells': entry<{ limit: number }>(
    ({ limit }) => `这一页的单元格超过 ${limit} 个,从这里起没有读取。请删去多余的行列,再试一次。`,
    ({ limit }) => `This sheet has more than ${limit} cells; from here on nothing was read. Delete surplus rows and columns and try again.`,
  ),
  'workbook.tooMuchFilled': entry<{ rows: number; limit: number }>(
    ({ rows, limit }) => `这一页超过 ${limit} 个单元格,从这里起有 ${rows} 行读不完,整个文件都没有采用,什么也没有保存。请按行拆成几个文件,分别导入。`,
    ({ rows, limit }) =>
      `This sheet has more than ${limit} cells; ${rows} rows from here on cannot be read, so none of the file was taken and nothing was saved. Split its rows into several files and import each.`,
  ),
  'workbook.sheetMissing': entry<object>(
    () => '目录里有这一页,但文件中找不到它的内容,已略过。请用 Excel 或 WPS 打开核对后另存,再试一次。',
    () => 'The workbook lists this sheet but does not contain it, so it was left out. Open it in Excel or WPS, check, save and try again.',
  ),
  'workbook.badCharacters': entry<{ count: number }>(
    ({ count }) => `文字里有 ${count} 个无法显示的字符(控制字符或乱码),已去掉。请核对这个单元格的文字。`,
    ({ count }) =>
      `The text had ${count} characters that cannot be shown (control characters or broken encoding); they were left out. Check the text of this cell.`,
  ),
  'workbook.labelTooLong': entry<{ length: number; limit: number }>(
    ({ length, limit }) => `单元格里的文字有 ${length} 个字,超过 Excel 允许的 ${limit} 个,后面的没有读取。请缩短或分到几个单元格。`,
    ({ length, limit }) =>
      `The text of this cell has ${length} characters, more than the ${limit} that Excel allows; the rest was not read. Shorten or split it.`,
  ),
  'workbook.endlessText': entry<{ length: number; limit: number }>(
    ({ length, limit }) =>
      `单元格里的文字有 ${length} 个字,其中一句超过 ${limit} 个字,不像指标名称或填表说明,没有据此读表。请写成简短的指标名称;说明请分成几句,以句号或换行隔开。`,
    ({ length, limit }) =>
      `The text of this cell has ${length} characters, and one sentence more than ${limit}: neither a label nor a note, so nothing was read from it. Write a short label; part notes into sentences.`,
  ),
  'workbook.formulaUnread': entry<{ count: number }>(
    ({ count }) => `从这里起有 ${count} 个公式太长或不完整,没有读出内容;这些单元格仍按公式处理,不会要人填写。请核对这些公式,把它们改短。`,
    ({ count }) =>
      `From here on ${count} formulas are too long or incomplete and were not read; their cells still count as computed, so nobody is asked for them. Check and shorten them.`,
  ),
  'workbook.mergeOverlap': entry<{ dropped: string; kept: string }>(
    ({ dropped, kept }) => `合并区域 ${dropped} 与 ${kept} 重叠,只按 ${kept} 处理。请在表中取消其中一个合并。`,
    ({ dropped, kept }) => `The merged cells ${dropped} overlap ${kept}; only ${kept} is used. Undo one of the two merges in the form.`,
  ),
  'workbook.cycle': entry<{ cells: readonly string[] }>(
    ({ cells }) => `公式循环引用:${cells.join(' → ')} → ${cells[0]},算不出结果。请改正其中一个公式。`,
    ({ cells }) => `The formulas go round in a circle: ${cells.join(' → ')} → ${cells[0]}. Correct one of them.`,
  ),
  'workbook.macro': entry<object>(
    () => '工作簿带有宏。宏不会运行,回填时原样保留;如表格依赖宏来校验,请把规则写进填表说明。',
    () => 'The workbook has macros. They are not run, and are kept as they are; if checks depend on them, write the rules into the notes of the form.',
  ),
  'workbook.externalLinks': entry<object>(
    () => '有公式引用其他工作簿,那些数值无法更新。请把引用的内容放进本工作簿,或改为手工填写。',
    () => 'Some formulas refer to other workbooks, and their values cannot be brought up to date. Put what they refer to into this workbook.',
  ),
  'workbook.converted': entry<object>(
    () => '这是旧版 .xls 文件,已自动转换为 .xlsx;颜色、边框等格式可能有变化。要完全保持原样,请用 Excel 或 WPS 另存为 .xlsx ,再试一次。',
    () => 'This is an old .xls file and was converted to .xlsx; colours and borders may differ. To keep them, save it as .xlsx in Excel or WPS and try again.',
  ),
  'workbook.tooSlow': entry<{ seconds: number }>(
    ({ seconds }) => `读取超过 ${seconds} 秒,已停止。请删去表格下方和右侧多余的行列、格式后另存,再试一次。`,
    ({ seconds }) => `Reading took longer than ${seconds} seconds and was stopped. Delete surplus rows, columns and formats, save it and try again.`,
  ),
  'workbook.outOfMemory': entry<{ mebibytes: number }>(
    ({ mebibytes }) => `读取时内存超过 ${mebibytes} MB 或意外中断,已停止。请删去多余的行列后另存,再试一次。`,
    ({ mebibytes }) => `Reading needed more than ${mebibytes} MB of memory or broke off. Delete surplus rows and columns, save it and try again.`,
  ),
  'fill.sheetMissing': entry<object>(
    () => '工作簿里没有这一页,未能回填。请核对表样是否改过名或换过版本。',
    () => 'The workbook has no such sheet, so nothing was filled in. Check whether the form was renamed or replaced.',
  ),
  'fill.sheetUnreadable': entry<object>(
    () => '这一页的内容已损坏,未能回填。请用 Excel 或 WPS 打开表样,另存后再试一次。',
    () => 'The contents of this sheet are damaged, so nothing was filled in. Open the form in Excel or WPS, save it and try again.',
  ),
  'fill.noSuchCell': entry<object>(
    () => '没有这样的单元格,这一项未能回填。请核对表样。',
    () => 'There is no such cell, so this value was not filled in. Check the form.',
  ),
  'fill.insideMerge': entry<{ merge: string; master: string }>(
    ({ merge, master }) => `这个单元格在合并区域 ${merge} 之内,不能单独填写。应填在 ${master},请核对表样。`,
    ({ merge, master }) => `This cell lies inside the merged cells ${merge} and cannot be filled by itself. The value belongs in ${master}; check the form.`,
  ),
  'fill.insideArray': entry<{ range: string }>(
    ({ range }) => `这个单元格由 ${range} 的数组公式计算,不能填写。请核对表样。`,
    ({ range }) => `This cell is calculated by the array formula of ${range} and cannot be filled. Check the form.`,
  ),
  'fill.notANumber': entry<{ value: string }>(
    ({ value }) => `“${value}”不是数字,未能填入。请核对这一项的答案。`,
    ({ value }) => `"${value}" is not a number and was not filled in. Check the answer to this item.`,
  ),
  'fill.badCharacters': entry<{ count: number }>(
    ({ count }) => `文字里有 ${count} 个 Excel 不允许的字符,已去掉后填入。请核对这一项的答案。`,
    ({ count }) => `The text had ${count} characters that Excel does not allow; it was filled in without them. Check the answer to this item.`,
  ),
  'fill.tooLong': entry<{ length: number; limit: number }>(
    ({ length, limit }) => `文字有 ${length} 个字,超过 Excel 一格最多 ${limit} 个,未填入。请缩短。`,
    ({ length, limit }) => `The text has ${length} characters, more than the ${limit} that a cell takes, and was not filled in. Shorten it.`,
  ),
  'fill.tooManyRows': entry<{ rows: number }>(
    ({ rows }) => `名册要增加 ${rows} 行,超出 Excel 的行数,未能加行。请分成几份填报。`,
    ({ rows }) => `The roster needs ${rows} more rows than Excel has room for, so none were added. Split it into several.`,
  ),
  'rule.faulty': entry<{ rule: string; why: string }>(
    ({ rule, why }) => `审核规则“${rule}”写得不对(${why}),未启用。请改正后重新登记。`,
    ({ rule, why }) => `The check “${rule}” is not written correctly (${why}) and is not used. Correct it and register it again.`,
  ),
  'rule.notAsked': entry<{ rule: string; codes: readonly string[] }>(
    ({ rule, codes }) => `审核规则“${rule}”用到本年度没有的填报项(${codes.join('、')}),本年度不启用。`,
    ({ rule, codes }) => `The check “${rule}” names items that are not asked this year (${codes.join(', ')}); it is not used.`,
  ),
  'value.notANumber': entry<{ value: string; question: string }>(
    ({ value, question }) => `“${question}”填成了“${value}”,请只填数字。`,
    ({ value, question }) => `"${question}" was answered "${value}". Fill in a number only.`,
  ),
  'value.approximate': entry<{ value: string; question: string }>(
    ({ value, question }) => `“${question}”填成了“${value}”,请填准确的数字;暂时没有的请留空。`,
    ({ value, question }) => `"${question}" was answered "${value}". Fill in the exact number, or leave it blank until you have it.`,
  ),
  'value.withUnit': entry<{ value: string; question: string; unit: string }>(
    ({ value, question, unit }) => `“${question}”填成了“${value}”,请只填数字(单位已定为${unit || '表上所注'})。`,
    ({ value, question, unit }) => `"${question}" was answered "${value}". Fill in the number only; the unit is ${unit || 'as printed'}.`,
  ),
  'value.negative': entry<{ value: string; question: string }>(
    ({ value, question }) => `“${question}”填成了负数“${value}”,请核对;没有的填 0。`,
    ({ value, question }) => `"${question}" was answered "${value}", but it cannot be negative. Check it; where there is none, fill in 0.`,
  ),
  'value.notWhole': entry<{ value: string; question: string }>(
    ({ value, question }) => `“${question}”填成了“${value}”,应为整数,请核对单位。`,
    ({ value, question }) => `"${question}" was answered "${value}", but must be a whole number. Check the unit.`,
  ),
  'value.tooLarge': entry<{ value: string; question: string }>(
    ({ value, question }) => `“${question}”填成了“${value}”,大得不合常理,请核对单位和位数。`,
    ({ value, question }) => `"${question}" was answered "${value}", which is too large to be true. Check the unit and the digits.`,
  ),
  'value.tooManyDecimals': entry<{ value: string; question: string; most: number }>(
    ({ value, question, most }) => `“${question}”填成了“${value}”,小数最多 ${most} 位,请四舍五入后填写。`,
    ({ value, question, most }) => `"${question}" was answered "${value}", with more than ${most} decimals. Round it.`,
  ),
  'value.badCharacters': entry<{ question: string }>(
    ({ question }) => `“${question}”里有不能显示的字符(控制字符或乱码),请重新填写。`,
    ({ question }) => `"${question}" has characters that cannot be shown (control characters or broken encoding). Fill it in again.`,
  ),
  'value.tooLong': entry<{ question: string; length: number; most: number }>(
    ({ question, length, most }) => `“${question}”有 ${length} 个字,最多 ${most} 个,请缩短。`,
    ({ question, length, most }) => `"${question}" has ${length} characters, at most ${most} are allowed. Shorten it.`,
  ),
  'value.notInList': entry<{ value: string; question: string; choices: readonly string[] }>(
    ({ value, question, choices }) => `“${question}”填成了“${value}”,应为下列之一:${choices.join('、')}。`,
    ({ value, question, choices }) => `"${question}" was answered "${value}"; it must be one of: ${choices.join(', ')}.`,
  ),
  'value.folded': entry<{ value: string; question: string; taken: string }>(
    ({ value, question, taken }) => `“${question}”填成了“${value}”,已按 ${taken} 采用。`,
    ({ value, question, taken }) => `"${question}" was answered "${value}" and taken as ${taken}.`,
  ),
  'value.notADate': entry<{ value: string; question: string }>(
    ({ value, question }) => `“${question}”填成了“${value}”,看不出是哪一天,请写成 2026-07-01(只知道年月的写 2026-07)。`,
    ({ value, question }) => `"${question}" was answered "${value}", which is no date. Write 2026-07-01, or 2026-07 where only the month is known.`,
  ),
  'value.notScalar': entry<{ value: string; question: string }>(
    ({ value, question }) => `“${question}”收到的是“${value}”,应为一个数字、一段文字或空白,请改正数据文件。`,
    ({ value, question }) => `"${question}" was given ${value}, but must be one number, one text or blank. Correct the data.`,
  ),
  'annual.notOurs': entry<object>(
    () => '这不是本程序写出的年度一张表(没有其中的隐藏页)。请在发下的工作簿里填写,不要把内容复制到新建的工作簿。',
    () =>
      'This is not an annual form as this program writes it (its hidden sheet is not there). Fill in the workbook that was given out, not a copy of its cells.',
  ),
  'annual.noCommunity': entry<object>(
    () => '没有写明是哪个社区,整份未采用。请在这一格填写社区代码。',
    () => 'It does not say whose form this is, so nothing of it was used. Write the code of the community into this cell.',
  ),
  'annual.otherDistrict': entry<{ made: string; district: string }>(
    ({ made, district }) => `这份工作簿是“${made}”的一张表,而现在收的是“${district}”的,未采用。请交给“${made}”,或换成“${district}”发下的工作簿。`,
    ({ made, district }) =>
      `This workbook is an annual form of “${made}”, and answers are collected for “${district}”, so it was not used. Hand it in to “${made}”, or fill in the one that “${district}” gave out.`,
  ),
  'annual.otherVersion': entry<object>(
    () => '这份表是按另一版方案写出的。编号、单位都没有变的填报项已采用,其余逐格列出;请换用新版补填。',
    () =>
      'This workbook was made for another version of the form. Answers to questions that are the same were used, the others are listed. Fill those in on the new one.',
  ),
  'annual.sheetMissing': entry<{ cells: number }>(
    ({ cells }) => `工作簿里没有这一页(可能被删除或改名),其中 ${cells} 格没有读到。请从发下的工作簿补上。`,
    ({ cells }) =>
      `The workbook has no such sheet any more (deleted or renamed?), so ${cells} cells were not read. Take it from the workbook that was given out.`,
  ),
  'annual.moved': entry<{ label: string }>(
    ({ label }) => `这里原是“${label}”,现在对不上(可能插入、删除或移动过行列),未采用。请填回发下的工作簿。`,
    ({ label }) =>
      `“${label}” stood here and does not any more (rows or columns were moved), so this was not used. Fill it in on the workbook that was given out.`,
  ),
  'annual.noItem': entry<{ question: string }>(
    ({ question }) => `现行方案不问“${question}”,这一格未采用。`,
    ({ question }) => `The form does not ask “${question}” any more, so this cell was not used.`,
  ),
  'annual.otherUnit': entry<{ question: string; unit: string }>(
    ({ question, unit }) => `“${question}”的单位现在是${unit || '表上所注'},与这份表不同,未采用。请按新单位重填。`,
    ({ question, unit }) => `“${question}” is now asked in ${unit || 'another unit'}, so this was not used. Answer it in the new unit.`,
  ),
  'annual.longNumber': entry<{ question: string }>(
    ({ question }) => `“${question}”的号码超过 15 位,Excel 已丢失末几位,未采用。请先把单元格设为文本再填。`,
    ({ question }) =>
      `“${question}” has more than 15 digits, and the spreadsheet has lost the last ones, so it was not used. Format the cell as text and fill it in again.`,
  ),
  'annual.notATick': entry<{ column: string; value: string }>(
    ({ column, value }) => `“${column}”填成了“${value}”,应为“是”,不在册的留空;已按不在册处理。`,
    ({ column, value }) => `“${column}” was answered “${value}”; it must be yes or blank, and was taken as blank.`,
  ),
  'collect.differs': entry<{ question: string; value: string; other: string; file: string }>(
    ({ question, value, other, file }) => `“${question}”填的是“${value}”,而 ${file} 里是“${other}”;已采用后者。请核对后只留一个。`,
    ({ question, value, other, file }) => `“${question}” was answered “${value}” here but “${other}” in ${file}; the latter was used. Check, and keep one.`,
  ),
  'collect.notTheForm': entry<{ faults: readonly string[] }>(
    ({ faults }) => `不是按一张表的 JSON 格式写的(${faults.join(';')}),未采用。格式见 onetable types --schema。`,
    ({ faults }) => `This does not fit the annual form's JSON Schema (${faults.join('; ')}), so it was not used. See onetable types --schema.`,
  ),
  'collect.registerTwice': entry<{ register: string; file: string }>(
    ({ register, file }) => `${register}在 ${file} 里已有,内容不同;已采用那一份。请并成一份再交。`,
    ({ register, file }) => `${register} is also in ${file}, with other rows; those were used. Make one register of the two.`,
  ),
  'explain.noSuchField': entry<{ name: string; near: readonly string[] }>(
    ({ name, near }) =>
      `没有“${name}”这个填报字段。${near.length > 0 ? `这张表的填报字段有:${near.join('、')} ……` : '请用“报表编号!单元格”的写法,如 mz-03!C13。'}`,
    ({ name, near }) =>
      `There is no field "${name}". ${near.length > 0 ? `This form has: ${near.join(', ')} …` : 'Write it as requirement!cell, such as mz-03!C13.'}`,
  ),
  'explain.severalFields': entry<{ name: string; keys: readonly string[] }>(
    ({ name, keys }) => `“${name}”在几个工作表里都是填报字段。请写明是哪一个:${keys.map((key) => `'${key}'`).join('、')}。`,
    ({ name, keys }) => `"${name}" is a field on several sheets. Say which one: ${keys.map((key) => `'${key}'`).join(', ')}.`,
  ),
  'check.fails': entry<CheckFails>(
    ({ severity, words, sides, asked, more }) =>
      `${severity} 类审核未通过:${words}。${sides ? `左边 ${sides.left},右边 ${sides.right}。` : ''}涉及 ${asked.map(askedZh).join(';')}${more > 0 ? `;另 ${more} 项` : ''}。${failsZh[severity]}`,
    ({ severity, words, sides, asked, more }) =>
      `Check (${severity}) fails: ${words}. ${sides ? `Left ${sides.left}, right ${sides.right}. ` : ''}It is about ${asked.map(askedEn).join('; ')}${more > 0 ? `; and ${more} more` : ''}. ${failsEn[severity]}`,
  ),
};

interface CheckFails {
  readonly severity: 'A' | 'B' | 'C' | 'D';
  readonly words: string;
  /** What both sides come to; null for rules that are no comparison of two sums. */
  readonly sides: { readonly left: string; readonly right: string } | null;
  /** The answers that it is about, the first few: where on the annual form, and what was answered. */
  readonly asked: readonly { readonly section: string; readonly title: string; readonly value: string; readonly unit: string | null; readonly place: string }[];
  /** How many answers it is about besides. */
  readonly more: number;
}

type AskedAbout = CheckFails['asked'][number];
const askedZh = ({ section, title, value, unit, place }: AskedAbout): string =>
  `${section}›“${title}”= ${value}${unit ? ` ${unit}` : ''}${place === '' ? '' : `(${place})`}`;
const askedEn = ({ section, title, value, unit, place }: AskedAbout): string =>
  `${section} › “${title}” = ${value}${unit ? ` ${unit}` : ''}${place === '' ? '' : ` (${place})`}`;

/** What to do about a check that fails. */
const failsZh = {
  A: '这一条必须成立,请找出填错的数,改正后重新生成。',
  B: '请核对这些数;确实无误的,请写明原因。',
  C: '请核对两处来源,写明差异的原因。',
  D: '请再看一眼;无误的不必处理。',
};
const failsEn = {
  A: 'This must hold: find the wrong figure, correct it and generate again.',
  B: 'Check these figures; if they are right, give the reason.',
  C: 'Compare the two sources and give the reason for the difference.',
  D: 'Please look again; if it is right, nothing need be done.',
};

/** What a file is when it is no workbook, and what to do about it. */
const kinds = {
  word: {
    zh: ' Word 文档',
    zhDo: '在 Excel 或 WPS 表格中制表并另存为 .xlsx',
    en: 'a Word document',
    enDo: 'Make the form in Excel or WPS Spreadsheets, save it as .xlsx',
  },
  slides: {
    zh: '演示文稿',
    zhDo: '在 Excel 或 WPS 表格中制表并另存为 .xlsx',
    en: 'a presentation',
    enDo: 'Make the form in Excel or WPS Spreadsheets, save it as .xlsx',
  },
  openDocument: { zh: ' OpenDocument 文件(.ods/.odt)', zhDo: '打开并另存为 .xlsx', en: 'an OpenDocument file (.ods/.odt)', enDo: 'Open it, save it as .xlsx' },
  binaryWorkbook: {
    zh: '二进制工作簿(.xlsb)',
    zhDo: '用 Excel 打开并另存为 .xlsx',
    en: 'a binary workbook (.xlsb)',
    enDo: 'Open it in Excel, save it as .xlsx',
  },
  pdf: { zh: ' PDF 文件', zhDo: '向发文部门索取 Excel 原件', en: 'a PDF', enDo: 'Ask the department for the Excel original' },
  web: {
    zh: '改了扩展名的网页',
    zhDo: '用 Excel 或 WPS 打开并另存为 .xlsx',
    en: 'a web page under another name',
    enDo: 'Open it in Excel or WPS, save it as .xlsx',
  },
  xmlSpreadsheet: {
    zh: ' XML 表格(2003)',
    zhDo: '用 Excel 或 WPS 打开并另存为 .xlsx',
    en: 'an XML Spreadsheet 2003',
    enDo: 'Open it in Excel or WPS, save it as .xlsx',
  },
  text: { zh: '纯文本(如 CSV)', zhDo: '用 Excel 或 WPS 打开并另存为 .xlsx', en: 'plain text (such as CSV)', enDo: 'Open it in Excel or WPS, save it as .xlsx' },
  image: { zh: '图片', zhDo: '向发文部门索取 Excel 原件', en: 'a picture', enDo: 'Ask the department for the Excel original' },
  archive: { zh: '压缩包', zhDo: '先解压,取出其中的工作簿', en: 'an archive', enDo: 'Unpack it, take the workbooks in it' },
  unknown: { zh: '无法识别的文件', zhDo: '用 Excel 或 WPS 另存为 .xlsx', en: 'a file of unknown kind', enDo: 'Save it as .xlsx in Excel or WPS' },
};

/** What may be wrong with a file or folder, and what to do about it. */
const fileFaults = {
  notThere: { zh: '找不到这个文件。请检查路径和文件名。', en: 'There is no such file. Check the path and the name.' },
  isFolder: { zh: '这是一个文件夹,这里要的是文件。请写出文件名。', en: 'This is a folder, and a file is wanted. Give the name of the file as well.' },
  notFolder: { zh: '路径上有一段是文件,不是文件夹。请换一个位置。', en: 'Part of this path is a file, not a folder. Give another place.' },
  noFolder: {
    zh: '文件所在的文件夹不存在。请先建好文件夹,或改正路径。',
    en: 'The folder of this file does not exist. Make the folder first, or correct the path.',
  },
  noPermission: {
    zh: '没有权限读写这个文件。请检查文件或文件夹的权限,或换一个位置。',
    en: 'There is no permission to read or write this file. Check the permissions, or use another place.',
  },
  full: {
    zh: '磁盘已满或超出限额,文件没有写完。请腾出空间后重新运行。',
    en: 'The disk is full or the quota is used up, so the file is not complete. Make room and run it again.',
  },
  nameTooLong: { zh: '文件名或路径太长。请缩短后重新运行。', en: 'The file name or path is too long. Shorten it and run it again.' },
  busy: { zh: '文件正被其他程序占用。请关闭后重新运行。', en: 'Another program is using this file. Close it and run it again.' },
  other: {
    zh: '系统无法读写这个文件。请检查磁盘和路径后重新运行。',
    en: 'The system could not read or write this file. Check the disk and the path and run it again.',
  },
};

export type FileFault = keyof typeof fileFaults;

/** Something that others word, in both languages. */
export interface InWords {
  readonly zh: string;
  readonly en: string;
}

/** What is behind an item or a count in the expression of a derivation. */
export const expressionWords = {
  end: { zh: '', en: '' },
  year: { zh: '', en: '' },
  sum: { zh: '(各期之和)', en: ' (sum of the periods)' },
  toDate: { zh: '(年初以来之和)', en: ' (sum since January)' },
  difference: { zh: '(本期与上期累计之差)', en: ' (less the period before)' },
  counted: { zh: '台账计数', en: 'counted in the register ' },
} satisfies Record<string, InWords>;

/** Rulings as people call them. */
const rulingKinds = {
  same: { zh: '相同', en: 'same' },
  different: { zh: '不同', en: 'different' },
  means: { zh: '含义', en: 'means' },
  notABlank: { zh: '不是填报字段', en: 'not a blank' },
  isABlank: { zh: '是填报字段', en: 'is a blank' },
  unit: { zh: '计量单位', en: 'unit' },
  definition: { zh: '口径', en: 'definition' },
};

type RulingKind = keyof typeof rulingKinds;

/** What parts of a consolidation refer to. */
const referred = {
  items: { zh: '填报项', en: 'item' },
  elements: { zh: '数据元', en: 'data element' },
  counts: { zh: '台账计数', en: 'register count' },
  registers: { zh: '台账', en: 'register' },
  memberships: { zh: '台账名册', en: 'roster of a register' },
  columns: { zh: '台账栏目', en: 'column of a register' },
  departments: { zh: '部门', en: 'department' },
  requirements: { zh: '报表', en: 'requirement' },
};

/** Sections of a consolidation as people call them. */
const sections = {
  version: { zh: '版本', en: 'Version' },
  pack: { zh: '报表登记', en: 'Registration' },
  policy: { zh: '编制规则', en: 'Policy' },
  fields: { zh: '填报字段', en: 'Blank' },
  elements: { zh: '数据元', en: 'Data element' },
  items: { zh: '填报项', en: 'Item' },
  registers: { zh: '台账', en: 'Register' },
  counts: { zh: '台账计数', en: 'Register count' },
  derivations: { zh: '取数规则', en: 'Derivation' },
  relations: { zh: '恒等关系', en: 'Relation' },
  printed: { zh: '表内关系', en: 'Printed relation' },
  context: { zh: '已知项', en: 'Context' },
  questions: { zh: '待确认口径', en: 'Question' },
  loose: { zh: '未归位空白', en: 'Loose blank' },
  particulars: { zh: '表头事项', en: 'Particulars' },
  prints: { zh: '空白表', en: 'Blank form' },
  decisions: { zh: '人工认定', en: 'Decision' },
  rulings: { zh: '已生效认定', en: 'Ruling' },
  aliases: { zh: '别名', en: 'Alias' },
  certificate: { zh: '证书', en: 'Certificate' },
  problems: { zh: '问题', en: 'Problem' },
  unknown: { zh: '不认识的部分', en: 'Unknown section' },
};

export type Section = keyof typeof sections;
export type Words = typeof words;

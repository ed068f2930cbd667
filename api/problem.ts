// What the server refuses, in words: where, what, and what to do next. The engine's own problems keep their words in engine/problem.
import type { Frequency } from '../engine/model/period.ts';
import { minuteIn } from './calendar/workdays.ts';
import { describe as describeProblem, type Language, type Problem } from '../engine/problem/index.ts';

type Entry<Params> = { readonly status: number; readonly zh: (params: Params) => string; readonly en: (params: Params) => string };
const entry = <Params = object>(status: number, zh: (params: Params) => string, en: (params: Params) => string): Entry<Params> => ({ status, zh, en });

const IDENTITY_FAULTS = {
  zh: { length: '应为 18 位', birth: '出生日期不存在', checksum: '末位校验码不符', number: '单元格存成了数字,末几位已丢失,应设为文本' },
  en: {
    length: 'it must have 18 characters',
    birth: 'there is no such birthday',
    checksum: 'the last character does not fit',
    number: 'it is stored as a number and has lost its last digits; it must be text',
  },
} as const;

const CELL_FAULTS = {
  zh: {
    truth: '应为文字或数字,不是勾选',
    characters: '含有不能显示的字符',
    long: '太长',
    grid: '本社区没有这个网格,请核对名称或编码',
    age: '年龄应为 0—150 的整数',
  },
  en: {
    truth: 'words or a number, not a tick',
    characters: 'it has characters that cannot be shown',
    long: 'it is too long',
    grid: 'the community has no such grid; check its name or code',
    age: 'an age is a whole number from 0 to 150',
  },
} as const;

const FREQUENCIES = {
  zh: { annual: '每年', 'half-yearly': '每半年', quarterly: '每季', monthly: '每月' },
  en: { annual: 'once a year', 'half-yearly': 'every half-year', quarterly: 'every quarter', monthly: 'every month' },
} as const;

/** Heads of a file of org units, in Chinese. */
const UNIT_HEADS = { kind: '类别', code: '编码', name: '名称' } as const;

export const apiWords = {
  'auth.signIn': entry(
    401,
    () => '还没有登录,或登录已过期。请重新登录,未保存的内容仍在本机。',
    () => 'You are not signed in, or the sign-in has expired. Sign in again; what was not saved is still on this machine.',
  ),
  'auth.wrong': entry(
    401,
    () => '账号或密码不对。请检查大小写;连续 5 次不对会锁定 15 分钟。',
    () => 'Login or password is wrong. Check capitals; five wrong attempts lock the account for 15 minutes.',
  ),
  'auth.locked': entry<{ until: string }>(
    423,
    ({ until }) => `账号因多次输错已锁定,${minuteIn(until)} 后可再试,或请系统管理员解锁。`,
    ({ until }) => `The account is locked after wrong attempts. Try again after ${minuteIn(until)} (Beijing time), or ask the administrator.`,
  ),
  'auth.disabled': entry(
    403,
    () => '账号已停用。请联系系统管理员。',
    () => 'The account is disabled. Ask the administrator.',
  ),
  'auth.totp': entry(
    401,
    () => '请输入动态口令(6 位数字)。',
    () => 'Give the six-digit code of your authenticator.',
  ),
  'auth.totpWrong': entry(
    401,
    () => '动态口令不对或已用过。请等下一个口令再试,并核对手机时间。',
    () => 'The code is wrong or was used already. Wait for the next one, and check the clock of your phone.',
  ),
  'auth.enrol': entry(
    403,
    () => '该角色须先设置动态口令才能继续。',
    () => 'This role must set up its second factor before going on.',
  ),
  'auth.weakPassword': entry<{ least: number }>(
    422,
    ({ least }) => `密码太弱:至少 ${least} 个字符,且不能与账号相同。`,
    ({ least }) => `The password is too weak: at least ${least} characters, and not the login itself.`,
  ),
  'auth.invitation': entry(
    410,
    () => '链接无效、已用过或已过期。请系统管理员重新发一个。',
    () => 'The link is invalid, used or expired. Ask the administrator for a new one.',
  ),
  'auth.role': entry<{ act: string }>(
    403,
    ({ act }) => `你的角色不能做这件事(${act})。`,
    ({ act }) => `Your role may not do this (${act}).`,
  ),
  'auth.power': entry(
    403,
    () => '管理类角色(系统管理、安全保密、审计、统筹办)只能另建账号,不能由原有账号改成或改掉。请新增账号,停用原来的。',
    () =>
      'A role of power (administrator, security officer, auditor, coordinating office) is neither given to an account nor taken from one. Add an account and disable the old one.',
  ),
  'auth.oidc': entry(
    401,
    () => '统一身份认证没有成功,或本系统没有你的账号。请重试;仍不行请联系系统管理员。',
    () => 'Signing in with the identity provider did not succeed, or there is no account of yours here. Try again, or ask the administrator.',
  ),
  'auth.oidcPowerful': entry(
    403,
    () => '管理类角色和设了动态口令的账号须用账号、密码和动态口令登录,不能用统一身份认证。',
    () => 'Powerful roles, and accounts that have set up a second factor, sign in with password and code, not through the identity provider.',
  ),
  'auth.origin': entry(
    403,
    () => '请求来自别的网站,已拒绝。请从本系统页面操作。',
    () => 'The request came from another site and was refused. Use this system’s own pages.',
  ),
  'auth.tooMany': entry<{ seconds: number }>(
    429,
    ({ seconds }) => `操作太频繁,请 ${seconds} 秒后再试。`,
    ({ seconds }) => `Too many requests; try again in ${seconds} seconds.`,
  ),
  'request.invalid': entry<{ at: string; why: string }>(
    400,
    ({ at, why }) => (namesItself(at, why) ? why : `${at || '请求'} 不合要求:${withoutStop(why)}。`),
    ({ at, why }) => (namesItself(at, why) ? why : `${at || 'The request'} is not as it should be: ${withoutStop(why)}.`),
  ),
  'request.notFound': entry<{ what: string }>(
    404,
    ({ what }) => `没有找到${what}。它可能已删除,或你无权查看。`,
    ({ what }) => `${what} was not found. It may be gone, or not yours to see.`,
  ),
  'request.tooLarge': entry<{ mebibytes: number }>(
    413,
    ({ mebibytes }) => `内容超过 ${mebibytes} MB。请拆分后再传。`,
    ({ mebibytes }) => `This is larger than ${mebibytes} MB. Send it in parts.`,
  ),
  'request.mediaType': entry<{ wanted: string }>(
    415,
    ({ wanted }) => `内容类型应为 ${wanted}。`,
    ({ wanted }) => `The content type should be ${wanted}.`,
  ),
  'request.replayed': entry(
    422,
    () => '同一个幂等键已用于另一个请求。请换一个新的键。',
    () => 'This idempotency key was used for another request. Use a new one.',
  ),
  'state.wrong': entry<{ what: string; is: string; needs: string }>(
    409,
    ({ what, is, needs }) => `${what}现在是“${is}”,要“${needs}”时才能这样做。请刷新后再看。`,
    ({ what, is, needs }) => `${what} is “${is}” now; this needs “${needs}”. Reload and look again.`,
  ),
  'state.changed': entry<{ what: string }>(
    412,
    ({ what }) => `${what}已被别人改过。请刷新,看过新的内容后再改。`,
    ({ what }) => `${what} was changed by somebody else. Reload, look at what is new, and change it again.`,
  ),
  'state.taken': entry<{ what: string; value: string }>(
    409,
    ({ what, value }) => `${what}“${value}”已经有了。请换一个。`,
    ({ what, value }) => `There is already a ${what} “${value}”. Choose another.`,
  ),
  'unit.codeHeld': entry<{ code: string; name: string; from: string; to: string | null }>(
    409,
    ({ code, name, from, to }) =>
      `编码“${code}”是“${name}”的(${from} 起${to === null ? '' : `,${to} 止`})。请换一个编码,或另定起止日期;要恢复原机构,去掉它的终止日期即可。`,
    ({ code, name, from, to }) =>
      `The code “${code}” belongs to “${name}” (from ${from}${to === null ? '' : ` to ${to}`}). Choose another code or other days; to bring that unit back, take away its last day.`,
  ),
  'unit.heads': entry<{ file: string; missing: readonly ('kind' | 'code' | 'name')[]; unused: readonly string[] }>(
    400,
    ({ file, missing, unused }) =>
      `${file} 第一行缺:${missing.map((each) => UNIT_HEADS[each]).join('、')}${unused.length === 0 ? '' : `;没有用上的列:${unused.join('、')}`}。请在第一行写上“类别、编码、名称、上级编码”。`,
    ({ file, missing, unused }) =>
      `The first line of ${file} lacks ${missing.join(', ')}${unused.length === 0 ? '' : `; columns not used: ${unused.join(', ')}`}. Write “kind, code, name, parent” in the first line.`,
  ),
  'unit.badKind': entry<{ at: string; kind: string }>(
    400,
    ({ at, kind }) => `${at}:类别“${kind}”应为部门、街道、社区或网格。`,
    ({ at, kind }) => `${at}: the kind “${kind}” should be department, street, community or grid.`,
  ),
  'unit.badCode': entry<{ at: string; code: string }>(
    400,
    ({ at, code }) => `${at}:编码“${code}”应为 1–40 位字母、数字。`,
    ({ at, code }) => `${at}: the code “${code}” should be 1 to 40 letters or digits.`,
  ),
  'unit.badName': entry<{ at: string }>(
    400,
    ({ at }) => `${at}:名称不能为空,也不能超过 200 个字。`,
    ({ at }) => `${at}: the name must neither be missing nor have more than 200 letters.`,
  ),
  'unit.noParent': entry<{ name: string; code: string; parent: string }>(
    400,
    ({ name, code, parent }) => (parent === '' ? `${name}(${code})没有写上级编码。` : `${name}(${code})的上级编码“${parent}”不存在,请先加上级。`),
    ({ name, code, parent }) =>
      parent === '' ? `${name} (${code}) has no code of a parent.` : `The parent “${parent}” of ${name} (${code}) is not there: add it first.`,
  ),
  'unit.endsTooEarly': entry<{ from: string }>(
    400,
    ({ from }) => `终止日期不能早于起始日期 ${from}。`,
    ({ from }) => `The last day must not be before the first, ${from}.`,
  ),
  'unit.needsParent': entry<{ parent: 'street' | 'community' }>(
    400,
    ({ parent }) => (parent === 'street' ? '社区的上级应是街道,请选择街道。' : '网格的上级应是社区,请选择社区。'),
    ({ parent }) => (parent === 'street' ? 'The parent of a community is a street: choose one.' : 'The parent of a grid is a community: choose one.'),
  ),
  'unit.takesNoParent': entry(
    400,
    () => '部门和街道没有上级,请不要填。',
    () => 'Departments and streets have no parent: leave it out.',
  ),
  'state.reasonNeeded': entry(
    422,
    () => '请写明理由。',
    () => 'Give a reason.',
  ),
  'requirement.noBasis': entry(
    422,
    () => '没有写明法律依据或批准文号,不能准入。请退回部门补齐,或不予准入。',
    () => 'No legal basis is given, so it cannot be admitted. Return it to the department, or refuse it.',
  ),
  'requirement.outsideWindow': entry<{ from: string; to: string }>(
    422,
    ({ from, to }) => `集中申报期是 ${from} 至 ${to}。期外申报请写明为什么不能等到下一次。`,
    ({ from, to }) => `Declarations are made from ${from} to ${to}. Say why this one cannot wait for the next.`,
  ),
  'requirement.onRecord': entry<{ title: string }>(
    409,
    ({ title }) => `“${title}”提交过,办理过程要留档,不能删除。不再需要的,放着不提交就行,社区看不到;修订中的可以放弃修订。`,
    ({ title }) =>
      `“${title}” was handed in before, and what became of it stays on record. Leave it unsubmitted, communities do not see it; a revision can be abandoned.`,
  ),
  'form.nothing': entry(
    409,
    () => '还没有准入的报表,无法编制一张表。',
    () => 'No requirement is admitted yet, so there is no annual form to make.',
  ),
  'form.notPublished': entry<{ year: number }>(
    404,
    ({ year }) => `${year} 年的一张表还没有发布。`,
    ({ year }) => `The annual form of ${year} is not published yet.`,
  ),
  'section.conflict': entry<{ items: readonly string[]; who: string }>(
    409,
    ({ items, who }) => `${who} 刚改过 ${items.join('、')},你的修改没有覆盖它。请看过后再定。`,
    ({ items, who }) => `${who} has just changed ${items.join(', ')}; your change did not overwrite it. Look at both and decide.`,
  ),
  'note.changed': entry<{ words: string; who: string }>(
    409,
    ({ words, who }) => `${who} 刚把这格的备注改成了“${words}”。要用你写的,请再保存一次。`,
    ({ words, who }) => `${who} has just changed this note to “${words}”. Save again to keep yours.`,
  ),
  'offline.otherCommunity': entry<{ file: string; community: string }>(
    409,
    ({ file, community }) => `“${file}”是${community}的表,不是本社区的。请核对后上传自己的表。`,
    ({ file, community }) => `“${file}” is the form of ${community}, not yours. Upload your own.`,
  ),
  'offline.unread': entry<{ why: string }>(
    422,
    ({ why }) => `这个文件不能用:${why}`,
    ({ why }) => `This file cannot be used: ${why}`,
  ),
  'offline.otherFrequency': entry<{ title: string; frequency: Frequency; periods: readonly string[] }>(
    422,
    ({ title, frequency, periods }) =>
      `认出是“${title}”,这张表${FREQUENCIES.zh[frequency]}报一次,不属于这一期。请到它自己那一期的页面上传:${periods.join('、')}。`,
    ({ title, frequency, periods }) =>
      `Recognised as “${title}”, which is reported ${FREQUENCIES.en[frequency]} and does not belong to this period. Upload it on the page of its own: ${periods.join(', ')}.`,
  ),
  'offline.unknown': entry<{ file: string }>(
    422,
    ({ file }) => `“${file}”不是从这里下载的一张表,也不像任何一张已准入的部门报表。请上传离线填写的表,或版式没有改动的部门报表。`,
    ({ file }) =>
      `“${file}” is neither a form downloaded here nor like any admitted form of a department. Upload the form you filled offline, or a department’s form with its layout unchanged.`,
  ),
  'section.closed': entry<{ is: string }>(
    409,
    ({ is }) => `填报单现在是“${is}”,不能再改。需要更正请联系街道退回。`,
    ({ is }) => `The submission is “${is}” and cannot be changed. Ask the street to return it.`,
  ),
  'section.notStanding': entry<{ period: string }>(
    409,
    ({ period }) => `${period} 结束时没有这个社区(已撤并或尚未设立),这一期不用它填报,也不能再改。起止日期不对的,请联系系统管理员更正。`,
    ({ period }) =>
      `The community does not stand at the end of ${period} (ended by then, or not founded yet), so it reports nothing for it. If its days are wrong, ask the administrator to correct them.`,
  ),
  'submission.unfinished': entry<{ count: number; first: string }>(
    422,
    ({ count, first }) => `还有 ${count} 处要处理才能上报,第一处:${first}`,
    ({ count, first }) => `${count} things stand in the way of submitting; the first: ${first}`,
  ),
  'register.identityNumber': entry<{ column: string; why: 'length' | 'birth' | 'checksum' | 'number' }>(
    422,
    ({ column, why }) => `${column}不对:${IDENTITY_FAULTS.zh[why]}。请照证件重新填写。`,
    ({ column, why }) => `${column} is wrong: ${IDENTITY_FAULTS.en[why]}. Copy it from the document again.`,
  ),
  'register.value': entry<{ column: string; why: 'truth' | 'characters' | 'long' | 'grid' | 'age' }>(
    422,
    ({ column, why }) => `“${column}”不能这样填:${CELL_FAULTS.zh[why]}。`,
    ({ column, why }) => `“${column}” cannot be filled in like this: ${CELL_FAULTS.en[why]}.`,
  ),
  'register.unread': entry<{ column: string }>(
    422,
    ({ column }) => `“${column}”的写法看不懂,汇总时这一行会数不出来。请按表上的选项填写。`,
    ({ column }) => `What stands in “${column}” cannot be followed, so this row cannot be counted. Use one of the form’s choices.`,
  ),
  'register.contradicts': entry<{ column: string; value: string }>(
    422,
    ({ column, value }) => `“${column}”填的是“${value}”,与这一行的身份证号码对不上。已照填写的保存,请照证件核对,改正其中一项。`,
    ({ column, value }) =>
      `“${column}” says “${value}”, but the identity number on this row says otherwise. It is kept as written; compare with the document and correct one of the two.`,
  ),
  'register.notThisPerson': entry<{ column: string; value: string; told: string }>(
    422,
    ({ column, value, told }) =>
      `“${column}”填的是“${value}”,而这一行的身份证号码表明是“${told}”,没有保存。请照证件改正其中一项;性别、年龄也可以空着,由身份证号码得出。`,
    ({ column, value, told }) =>
      `“${column}” says “${value}”, but the identity number on this row says “${told}”: not saved. Correct one of the two from the document; sex and age may also be left blank, the number tells them.`,
  ),
  'register.noColumn': entry<{ column: string }>(
    422,
    ({ column }) => `台账里没有“${column}”这一栏。请按已发布的台账填写。`,
    ({ column }) => `The register has no column “${column}”. Use the published register’s columns.`,
  ),
  'register.notATick': entry<{ column: string }>(
    422,
    ({ column }) => `“${column}”只能勾选或不勾选。`,
    ({ column }) => `“${column}” is ticked or not; nothing else.`,
  ),
  'register.empty': entry(
    422,
    () => '这一行什么都没有填。请至少填一栏。',
    () => 'Nothing is filled in. Fill in one column at least.',
  ),
  'register.notEmpty': entry<{ where: string; rows: number }>(
    409,
    ({ where, rows }) => `“${where}”上还有 ${rows} 行,不能确认为没有。不该有的,请先逐行注销。`,
    ({ where, rows }) => `${rows} rows stand on “${where}”, so it cannot be said to be none. Remove those that do not belong there first.`,
  ),
  'submission.nudged': entry(
    409,
    () => '今天已经催过一次了。社区打开填报单就能看到;明天仍未上报可以再催。',
    () => 'It was nudged today already, and sees that when it opens the submission. Nudge again tomorrow if need be.',
  ),
  'register.month': entry<{ month: string; from: string; to: string }>(
    422,
    ({ month, from, to }) => `${month} 不行:应在 ${from} 到 ${to} 之间(不早于上次变动,不晚于本月)。`,
    ({ month, from, to }) => `${month} will not do: it must lie between ${from} (the last change) and ${to} (this month).`,
  ),
  'register.duplicate': entry<{ where: string }>(
    409,
    ({ where }) => `同一身份证号已在${where}的台账里。请改那一行,不要重复登记。`,
    ({ where }) => `The same identity number is already in the register of ${where}. Change that row instead of adding another.`,
  ),
  'register.repeated': entry<{ line: number }>(
    409,
    ({ line }) => `与文件里第 ${line} 行重复。同一个人只要一行,请合并后再导入。`,
    ({ line }) => `It repeats line ${line} of the file. One row for each is enough: merge the two and import again.`,
  ),
  'register.phone': entry<{ column: string }>(
    422,
    ({ column }) => `“${column}”像是手机号码,但不是 11 位。已照填写的保存,请核对。`,
    ({ column }) => `“${column}” looks like a mobile number, but does not have 11 digits. It is kept as written; please check it.`,
  ),
  'register.elsewhere': entry<{ where: string }>(
    409,
    ({ where }) => `同一身份证号也登记在${where}。请核对人在哪里,由一方注销。`,
    ({ where }) => `The same identity number is registered in ${where} too. Find out where the person lives; one of the two removes the row.`,
  ),
  'register.otherGrid': entry(
    409,
    () => '这个人登记在别的网格。请联系社区调整网格。',
    () => 'This person is registered in another grid. Ask the community to move the row.',
  ),
  'register.noHeads': entry<{ title: string }>(
    422,
    ({ title }) => `没有找到${title}的表头。表头一行应有姓名、身份证号码等栏目名称,请对照已发布的台账。`,
    ({ title }) => `No heads of the ${title} were found. One line must have the names of its columns; compare with the published register.`,
  ),
  'register.tooManyLines': entry<{ most: number }>(
    413,
    ({ most }) => `一次最多导入 ${most} 行。请拆成几个文件。`,
    ({ most }) => `At most ${most} lines can be imported at once. Split the file.`,
  ),
  'register.tooManyColumns': entry<{ sheet: string; from: string }>(
    413,
    ({ sheet, from }) => `“${sheet}”的表头太宽,从 ${from} 列起没有读取,整个文件都没有采用。请删去或移走这些列,再试一次。`,
    ({ sheet, from }) =>
      `The heads of “${sheet}” are too wide: from column ${from} on nothing is read, so none of the file was taken. Remove or move those columns and try again.`,
  ),
  'register.faultyLines': entry<{ count: number; first: string }>(
    422,
    ({ count, first }) => `有 ${count} 行不能导入,第一处:${first} 请改好再导入,或选择跳过这些行。`,
    ({ count, first }) => `${count} lines cannot be imported; the first: ${first} Correct them, or choose to skip them.`,
  ),
  'feed.unknown': entry<{ what: string }>(
    422,
    ({ what }) => `不认识“${what}”:没有这个社区、填报项,或它不是贵部门报表里的填报字段。`,
    ({ what }) => `“${what}” is not known: no such community or item, or no blank of your department’s own forms.`,
  ),
  'feed.inexact': entry<{ what: string }>(
    422,
    ({ what }) => `“${what}”换算成填报单位除不尽。请直接按填报项的单位提供。`,
    ({ what }) => `“${what}” does not convert exactly to the item’s unit. Give it in that unit.`,
  ),
  'feed.notFed': entry<{ items: readonly string[] }>(
    422,
    ({ items }) => `${items.join('、')} 不是预填的值。请作为填写的值保存。`,
    ({ items }) => `${items.join(', ')} is not what was prefilled. Save it as typed.`,
  ),
  'source.unsupported': entry<{ what: readonly string[] }>(
    422,
    ({ what }) => `这份表用了还不支持的内容:${what.join('、')}。请去掉,或直接上传 Excel 表样。`,
    ({ what }) => `This form uses what is not supported: ${what.join(', ')}. Leave it out, or upload an Excel form.`,
  ),
  'output.tooLong': entry<{ rows: number }>(
    413,
    ({ rows }) => `名册超过 ${rows} 行,一份工作簿放不下。请按街道或社区导出。`,
    ({ rows }) => `The rosters have more than ${rows} rows, too many for one workbook. Export by street or community.`,
  ),
  'output.noWorkbook': entry<{ why: string }>(
    422,
    ({ why }) => `表样无法填写:${why}`,
    ({ why }) => `The blank form cannot be filled: ${why}`,
  ),
  'job.unfinished': entry<{ is: string }>(
    409,
    ({ is }) => `任务现在是“${is}”,还没有结果。请等完成后再下载。`,
    ({ is }) => `The job is “${is}”, and there is no result yet. Download it when it is done.`,
  ),
  'job.expired': entry(
    410,
    () => '结果已过保留期,已清除。请重新导出。',
    () => 'The result was kept for its time and is gone. Start the export again.',
  ),
  'job.nothing': entry(
    422,
    () => '没有可导出的表:所选报表不在已发布的一张表里,或没有这一期。',
    () => 'There is nothing to export: no such requirement is in the published form, or none is reported for that period.',
  ),
  'upload.tableTooLarge': entry<{ file: string; rows: number; columns: number; cells: number }>(
    413,
    ({ file, rows, columns, cells }) =>
      `${file} 的表格太大(到第 ${rows} 行、第 ${columns} 列,最多 ${cells} 格),整个文件都没有采用。请删去多余的行列,或按行拆成几个文件。`,
    ({ file, rows, columns, cells }) =>
      `The table in ${file} is too large (${rows} rows by ${columns} columns, at most ${cells} cells), so none of it was taken. Delete surplus rows and columns, or split its rows into several files.`,
  ),
  'webhook.credentials': entry(
    422,
    () => '回调地址里不要写账号和密码:列表里人人看得见。收件方请核对消息的签名。',
    () => 'A webhook’s address must hold no login and password: whoever sees the list reads them. Let the receiver check the signature instead.',
  ),
  'webhook.ownAddress': entry<{ host: string }>(
    422,
    ({ host }) => `${host} 指向服务器本机,不能作回调地址。请填收件系统在内网的地址;收件系统确在本机时,请在服务器上设 ONETABLE_WEBHOOK_LOCAL=true。`,
    ({ host }) =>
      `${host} leads to the server itself, which is no webhook. Give the receiver’s address in the intranet; where the receiver does run on this machine, set ONETABLE_WEBHOOK_LOCAL=true on the server.`,
  ),
  'upload.noFile': entry(
    400,
    () => '没有收到文件。请以 multipart/form-data 的 file 字段上传工作簿。',
    () => 'No file was received. Send the workbook as the field “file” of multipart/form-data.',
  ),
  'upload.tooLarge': entry<{ mebibytes: number }>(
    413,
    ({ mebibytes }) => `文件超过 ${mebibytes} MB,没有上传。工作簿请删去表格下方和右侧没有用到的行列、图片后另存,再传一次;扫描件请调低清晰度。`,
    ({ mebibytes }) =>
      `The file is larger than ${mebibytes} MB and was not taken. In a workbook, delete unused rows and columns below and beside the table, and pictures, save it and try again; scan documents at a lower resolution.`,
  ),
} as const;

export type ApiCode = keyof typeof apiWords;
export type ApiParams<Code extends ApiCode> = Parameters<(typeof apiWords)[Code]['zh']>[0];

export interface ApiProblem {
  readonly code: ApiCode;
  readonly params: object;
}

/** Thrown where an act must not go on; whatever it wrote is undone, and the caller is told. */
export class Refused extends Error {
  readonly status: number;
  readonly problem: ApiProblem;
  /** More for programs: the cells in conflict, the findings. */
  readonly more: Readonly<Record<string, unknown>>;
  /** The engine's own problems that led to it. */
  readonly problems: readonly Problem[];
  /** The thing is there, but not for this account: told as 404, recorded as a denial. */
  readonly denied: boolean;

  constructor(problem: ApiProblem, more: Readonly<Record<string, unknown>> = {}, problems: readonly Problem[] = [], denied = false) {
    super(problem.code);
    this.status = apiWords[problem.code].status;
    this.problem = problem;
    this.more = more;
    this.problems = problems;
    this.denied = denied;
  }
}

/** Makes a refusal; the compiler checks that the parameters fit the code. */
export function refused<Code extends ApiCode>(
  code: Code,
  params: ApiParams<Code>,
  more?: Readonly<Record<string, unknown>>,
  problems?: readonly Problem[],
): Refused {
  return new Refused({ code, params }, more, problems);
}

/** Not to be seen by this account: no different from not being there, except in the audit log. */
export function hidden(what: string): Refused {
  return new Refused({ code: 'request.notFound', params: { what } }, {}, [], true);
}

/** A problem of our own in words, for lists of them. */
export function inWords({ code, params }: ApiProblem, language: Language): string {
  return (apiWords[code] as Entry<object>)[language](params);
}

/** A problem to be told with others, not thrown. */
export function apiProblem<Code extends ApiCode>(code: Code, params: ApiParams<Code>): ApiProblem {
  return { code, params };
}

/** A refusal in words, where nobody waits for an answer. */
export function describeRefusal({ problem }: Refused, language: Language): string {
  return (apiWords[problem.code] as Entry<object>)[language](problem.params);
}

/** RFC 9457: application/problem+json in the caller's language. */
export function problemDetails(refusal: Refused, language: Language, instance: string): object {
  const { code, params } = refusal.problem;
  const words = apiWords[code] as Entry<object>;
  return {
    type: `urn:onetable:problem:${code}`,
    title: words[language](params),
    status: refusal.status,
    code,
    params,
    instance,
    ...refusal.more,
    ...(refusal.problems.length > 0
      ? {
          problems: refusal.problems.map((each) => ({ code: each.code, severity: each.severity, origin: each.origin, words: describeProblem(each, language) })),
        }
      : {}),
  };
}

/** What is wrong with a file says already which file it is. */
function namesItself(at: string, why: string): boolean {
  return at !== '' && why.startsWith(`[${at}`);
}

function withoutStop(words: string): string {
  return words.replace(/[。.]$/, '');
}

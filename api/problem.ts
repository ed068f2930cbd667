// What the server refuses, in words: where, what, and what to do next. The engine's own problems keep their words in engine/problem.
import { describe as describeProblem, type Language, type Problem } from '../engine/problem/index.ts';

type Entry<Params> = { readonly status: number; readonly zh: (params: Params) => string; readonly en: (params: Params) => string };
const entry = <Params = object>(status: number, zh: (params: Params) => string, en: (params: Params) => string): Entry<Params> => ({ status, zh, en });

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
    ({ until }) => `账号因多次输错已锁定,${until} 后可再试,或请系统管理员解锁。`,
    ({ until }) => `The account is locked after wrong attempts. Try again after ${until}, or ask the administrator.`,
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
    ({ at, why }) => `${at || '请求'} 不合要求:${why}。`,
    ({ at, why }) => `${at || 'The request'} is not as it should be: ${why}.`,
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
  'section.closed': entry<{ is: string }>(
    409,
    ({ is }) => `填报单现在是“${is}”,不能再改。需要更正请联系街道退回。`,
    ({ is }) => `The submission is “${is}” and cannot be changed. Ask the street to return it.`,
  ),
  'submission.unfinished': entry<{ count: number; first: string }>(
    422,
    ({ count, first }) => `还有 ${count} 处要处理才能上报,第一处:${first}`,
    ({ count, first }) => `${count} things stand in the way of submitting; the first: ${first}`,
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
  'upload.noFile': entry(
    400,
    () => '没有收到文件。请以 multipart/form-data 的 file 字段上传工作簿。',
    () => 'No file was received. Send the workbook as the field “file” of multipart/form-data.',
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

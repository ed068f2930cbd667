// Settings of the server: from the environment and, below it, a JSON file. One schema for both; what is wrong is said by name.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { isFile } from './storage/database.ts';

export interface Config {
  readonly host: string;
  readonly port: number;
  /** PostgreSQL's URL, or the path of an SQLite file. */
  readonly database: string;
  readonly dataDir: string;
  /** 32 bytes: what is encrypted at rest is encrypted under keys made from it. */
  readonly key: Uint8Array;
  /** Where people reach the system: for links and for refusing requests from other sites. '' = the request's own host. */
  readonly publicUrl: string;
  /** Addresses of proxies whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
  readonly idleMinutes: number;
  readonly sessionHours: number;
  readonly passwordLeast: number;
  /** Powerful roles must use a second factor. */
  readonly requireTotp: boolean;
  readonly uploadMebibytes: number;
  readonly demo: boolean;
  readonly logLevel: string;
  /** Run jobs in this process. */
  readonly work: boolean;
  /** Webhooks may be sent to this machine itself. */
  readonly webhookLocal: boolean;
  readonly resultDays: number;
  readonly auditDays: number;
  /** Whoever has it may read /metrics from elsewhere; '' or absent: only this machine. */
  readonly metricsToken?: string;
  /** null or absent: people sign in with a password only. */
  readonly oidc?: OidcSettings | null;
}

/** The district's identity provider (OpenID Connect). */
export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  /** '' for a public client. */
  readonly clientSecret: string;
  /** The claim that holds our login. */
  readonly loginClaim: string;
  readonly scope: string;
}

type Setting = { readonly name: string; readonly zh: string } & (
  | { readonly kind: 'text'; readonly fallback: string }
  | { readonly kind: 'number'; readonly fallback: number; readonly least: number; readonly most: number }
  | { readonly kind: 'yesNo'; readonly fallback: boolean }
);

/** Name in the environment → what it is; the file has the same names without the prefix, in small letters. */
const SETTINGS = {
  host: { name: 'ONETABLE_HOST', kind: 'text', fallback: '127.0.0.1', zh: '监听地址' },
  port: { name: 'ONETABLE_PORT', kind: 'number', fallback: 8080, least: 0, most: 65535, zh: '端口' },
  database: { name: 'DATABASE_URL', kind: 'text', fallback: '', zh: '数据库(postgres://…),缺省用 SQLite' },
  dataDir: { name: 'ONETABLE_DATA', kind: 'text', fallback: 'data', zh: '数据文件夹' },
  keyText: { name: 'ONETABLE_KEY', kind: 'text', fallback: '', zh: '加密密钥(32 字节,base64)' },
  publicUrl: { name: 'ONETABLE_PUBLIC_URL', kind: 'text', fallback: '', zh: '对外网址' },
  proxies: { name: 'ONETABLE_TRUSTED_PROXIES', kind: 'text', fallback: '', zh: '可信代理地址,逗号分隔' },
  idleMinutes: { name: 'ONETABLE_IDLE_MINUTES', kind: 'number', fallback: 30, least: 1, most: 1440, zh: '空闲多少分钟后退出登录' },
  sessionHours: { name: 'ONETABLE_SESSION_HOURS', kind: 'number', fallback: 12, least: 1, most: 168, zh: '登录最长有效小时数' },
  passwordLeast: { name: 'ONETABLE_PASSWORD_LEAST', kind: 'number', fallback: 10, least: 8, most: 64, zh: '密码最少字符数' },
  requireTotp: { name: 'ONETABLE_REQUIRE_TOTP', kind: 'yesNo', fallback: true, zh: '管理类角色须用动态口令' },
  uploadMebibytes: { name: 'ONETABLE_UPLOAD_MIB', kind: 'number', fallback: 20, least: 1, most: 200, zh: '上传文件上限(MB)' },
  logLevel: { name: 'ONETABLE_LOG', kind: 'text', fallback: 'info', zh: '日志级别' },
  work: { name: 'ONETABLE_WORK', kind: 'yesNo', fallback: true, zh: '本进程是否处理后台任务' },
  resultDays: { name: 'ONETABLE_RESULT_DAYS', kind: 'number', fallback: 7, least: 1, most: 365, zh: '导出结果保留天数' },
  webhookLocal: { name: 'ONETABLE_WEBHOOK_LOCAL', kind: 'yesNo', fallback: false, zh: '回调可否发往本机地址' },
  metricsToken: { name: 'ONETABLE_METRICS_TOKEN', kind: 'text', fallback: '', zh: '读取 /metrics 的令牌,缺省只许本机' },
  oidcIssuer: { name: 'ONETABLE_OIDC_ISSUER', kind: 'text', fallback: '', zh: '统一身份认证(OIDC)网址,缺省不用' },
  oidcClientId: { name: 'ONETABLE_OIDC_CLIENT_ID', kind: 'text', fallback: '', zh: 'OIDC 客户端编号' },
  oidcClientSecret: { name: 'ONETABLE_OIDC_CLIENT_SECRET', kind: 'text', fallback: '', zh: 'OIDC 客户端密钥' },
  oidcLoginClaim: { name: 'ONETABLE_OIDC_LOGIN_CLAIM', kind: 'text', fallback: 'preferred_username', zh: 'OIDC 中与本系统账号相同的声明' },
  oidcScope: { name: 'ONETABLE_OIDC_SCOPE', kind: 'text', fallback: 'openid profile', zh: 'OIDC 范围' },
  auditDays: { name: 'ONETABLE_AUDIT_DAYS', kind: 'number', fallback: 180, least: 180, most: 36500, zh: '审计日志保留天数(不少于 180)' },
} as const satisfies Record<string, Setting>;

export class BadConfig extends Error {}

/** Reads the settings; throws BadConfig naming the one that is wrong. A key is made and kept in the data folder when none is given. */
export function readConfig(environment: NodeJS.ProcessEnv, overrides: Partial<Config> = {}): Config {
  const file = environment['ONETABLE_CONFIG'];
  const below = file === undefined ? {} : readFile(file);
  const text = (key: keyof typeof SETTINGS): string | undefined =>
    environment[SETTINGS[key].name] ?? below[SETTINGS[key].name.replace('ONETABLE_', '').toLowerCase()];
  const dataDir = overrides.dataDir ?? words(text, 'dataDir');
  const url = words(text, 'database');
  const database = url === '' ? join(dataDir, 'onetable.db') : url;
  return {
    host: words(text, 'host'),
    port: number(text, 'port'),
    database,
    dataDir,
    key: overrides.key ?? keyOf(words(text, 'keyText'), dataDir, database),
    publicUrl: publicUrlOf(text),
    trustedProxies: words(text, 'proxies')
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== ''),
    idleMinutes: number(text, 'idleMinutes'),
    sessionHours: number(text, 'sessionHours'),
    passwordLeast: number(text, 'passwordLeast'),
    requireTotp: yesNo(text, 'requireTotp'),
    uploadMebibytes: number(text, 'uploadMebibytes'),
    demo: false,
    logLevel: words(text, 'logLevel'),
    work: yesNo(text, 'work'),
    webhookLocal: yesNo(text, 'webhookLocal'),
    resultDays: number(text, 'resultDays'),
    auditDays: number(text, 'auditDays'),
    metricsToken: words(text, 'metricsToken'),
    oidc: oidcOf(text),
    ...overrides,
  };
}

type Texts = (key: keyof typeof SETTINGS) => string | undefined;

function words(text: Texts, key: keyof typeof SETTINGS): string {
  return text(key) ?? String(SETTINGS[key].fallback);
}

/** Where browsers find this server; changes from any other origin are refused. */
function publicUrlOf(text: Texts): string {
  const given = words(text, 'publicUrl');
  const isWeb = URL.canParse(given) && ['http:', 'https:'].includes(new URL(given).protocol);
  if (given !== '' && !isWeb)
    throw new BadConfig(`ONETABLE_PUBLIC_URL= ${given}:应为完整网址,如 https://ybt.example.cn / must be a whole address like https://ybt.example.cn`);
  return given.replace(/\/$/, '');
}

function oidcOf(text: Texts): OidcSettings | null {
  const issuer = words(text, 'oidcIssuer');
  if (issuer === '') return null;
  const clientId = words(text, 'oidcClientId');
  if (!URL.canParse(issuer))
    throw new BadConfig(`ONETABLE_OIDC_ISSUER= ${issuer}:应为完整网址,如 https://sso.example.cn / must be a whole address like https://sso.example.cn`);
  if (clientId === '') throw new BadConfig('ONETABLE_OIDC_CLIENT_ID:用 OIDC 时必填 / needed with ONETABLE_OIDC_ISSUER');
  if (words(text, 'publicUrl') === '') throw new BadConfig('ONETABLE_PUBLIC_URL:用 OIDC 时必填 / needed with ONETABLE_OIDC_ISSUER');
  return { issuer, clientId, clientSecret: words(text, 'oidcClientSecret'), loginClaim: words(text, 'oidcLoginClaim'), scope: words(text, 'oidcScope') };
}

function number(text: Texts, key: keyof typeof SETTINGS): number {
  const setting: Setting = SETTINGS[key];
  if (setting.kind !== 'number') throw new TypeError(`${key} is no number.`);
  const given = text(key);
  if (given === undefined) return setting.fallback;
  const value = Number(given);
  if (!/^\d{1,9}$/.test(given) || value < setting.least || value > setting.most)
    throw new BadConfig(
      `${setting.name}(${setting.zh})= ${given}:应为 ${setting.least}–${setting.most} 的整数 / must be a whole number from ${setting.least} to ${setting.most}`,
    );
  return value;
}

function yesNo(text: Texts, key: keyof typeof SETTINGS): boolean {
  const setting: Setting = SETTINGS[key];
  const given = text(key);
  if (given === undefined) return setting.fallback === true;
  if (!/^(true|false|1|0)$/.test(given)) throw new BadConfig(`${setting.name}(${setting.zh})= ${given}:应为 true 或 false / must be true or false`);
  return given === 'true' || given === '1';
}

function readFile(path: string): Record<string, string> {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new BadConfig(`ONETABLE_CONFIG ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (typeof json !== 'object' || json === null) throw new BadConfig(`ONETABLE_CONFIG ${path}: not an object`);
  const known = new Set(Object.values(SETTINGS).map(({ name }) => name.replace('ONETABLE_', '').toLowerCase()));
  const unknown = Object.keys(json).filter((key) => !known.has(key));
  if (unknown.length > 0) throw new BadConfig(`ONETABLE_CONFIG ${path}: 不认识的设置 / unknown settings: ${unknown.join(', ')}`);
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, String(value)]));
}

/** The key given, or the one kept beside the data, made at the first start and readable by its owner alone. None is made for a store that had one. */
function keyOf(given: string, dataDir: string, database: string): Uint8Array {
  if (given !== '') return decodeKey(given, 'ONETABLE_KEY');
  const path = join(dataDir, 'secret.key');
  if (existsSync(path)) return decodeKey(readFileSync(path, 'utf8').trim(), path);
  if (isFile(database) && existsSync(database))
    throw new BadConfig(
      `有数据库 ${database},却没有它的密钥 ${path}。请把原来的密钥放回,或设 ONETABLE_KEY。\n` +
        `There is a store ${database}, but not its key ${path}: put the former key back, or set ONETABLE_KEY.`,
    );
  mkdirSync(dataDir, { recursive: true });
  const key = randomBytes(32);
  writeFileSync(path, `${key.toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  return key;
}

function decodeKey(text: string, where: string): Uint8Array {
  const key = Buffer.from(text, 'base64');
  if (key.length !== 32) throw new BadConfig(`${where}:密钥应为 32 字节的 base64 / the key must be 32 bytes in base64`);
  return key;
}

// Help and wrong usage in the language asked for: Chinese unless --lang en. Descriptions of commands are written as "中文 / English".
import type { Argument, Command, Option } from 'commander';
import type { InWords, Language } from '../engine/problem/index.ts';

/** Makes a command, and all below it, speak one language. */
export function speak(command: Command, language: Language): void {
  const half = (text: string): string => inOne(text, language);
  const title = (text: string): string => (language === 'zh' ? (TITLES[text] ?? text) : text);
  command
    .exitOverride()
    .showHelpAfterError()
    .helpOption('-h, --help', half('显示用法 / show how it is used'))
    .configureOutput({ outputError: (text, write) => write(language === 'zh' ? inChinese(text) : text) })
    .configureHelp({
      styleTitle: title,
      commandDescription: (each) => half(each.description()),
      subcommandDescription: (each) => half(each.description()),
      argumentDescription: (argument: Argument) => half(argument.description),
      optionDescription: (option: Option) => half(option.description) + extras(option, language),
    });
  for (const each of command.commands) speak(each, language);
}

/** One half of "中文 / English"; all of it where it has no halves. */
function inOne(text: string, language: Language): string {
  const [zh = '', ...en] = text.split(/(?:\s|(?<=\)))\/\s/u);
  return language === 'zh' || en.length === 0 ? zh : en.join(' / ');
}

/**
 * An option that is not there is told rather than one that is missing beside it: whoever writes --oot has not forgotten --out. The parser
 * looks for missing ones first, so where there is an unknown one nothing is held to be missing.
 */
export function unknownFirst(program: Command, words: readonly string[]): void {
  const command = program.commands.find((each) => each.name() === words[0]);
  if (!command || words.includes('--help') || words.includes('-h')) return;
  const unknown = command.parseOptions(words.slice(1)).unknown.some((word) => word.startsWith('-'));
  if (unknown) for (const option of command.options) option.makeOptionMandatory(false);
}

/** The language asked for, also when the command never got as far as reading its options. */
export function languageIn(words: readonly string[]): Language {
  const given = words.find((word) => word.startsWith('--lang='))?.slice('--lang='.length) ?? words[words.indexOf('--lang') + 1];
  return words.some((word) => word.startsWith('--lang')) && given === 'en' ? 'en' : 'zh';
}

/** What help says below the options, in the language asked for. */
export function below(text: InWords): () => string {
  return () => text[languageIn(process.argv)];
}

function extras({ argChoices, defaultValue, required, optional, mandatory }: Option, language: Language): string {
  const zh = language === 'zh';
  const told = [
    ...(mandatory ? [zh ? '必填' : 'required'] : []),
    ...(argChoices ? [zh ? `可选 ${argChoices.join('、')}` : `one of ${argChoices.join(', ')}`] : []),
    ...(defaultValue !== undefined && (required || optional) ? [`${zh ? '默认' : 'default'} ${String(defaultValue)}`] : []),
  ];
  if (told.length === 0) return '';
  return zh ? `(${told.join(';')})` : ` (${told.join('; ')})`;
}

const TITLES: Readonly<Record<string, string>> = { 'Usage:': '用法:', 'Arguments:': '参数:', 'Options:': '选项:', 'Commands:': '命令:' };

/** What the parser of the command line says, pattern by pattern. */
const SAYINGS: readonly (readonly [RegExp, string])[] = [
  [/^error: missing required argument '(.+?)'/u, '错误:缺少参数 <$1>。'],
  [/^error: required option '(.+?)' not specified/u, '错误:缺少选项 $1。'],
  [/^error: option '(.+?)' cannot be used with option '(.+?)'/u, '错误:选项 $1 不能和 $2 一起用。'],
  [/^error: option '(.+?)' argument missing/u, '错误:选项 $1 后面没有写内容。'],
  [/^error: option '(.+?)' argument '(.*?)' is invalid\. Allowed choices are (.+)\.$/mu, '错误:选项 $1 不能是“$2”,可选 $3。'],
  [/^error: option '(.+?)' argument '(.*?)' is invalid\./mu, '错误:选项 $1 不能是“$2”。'],
  [/^error: command-argument value '(.*?)' is invalid for argument '(.+?)'\./mu, '错误:参数 <$2> 不能是“$1”。'],
  [/^error: unknown option '(.+?)'/u, '错误:没有选项 $1。'],
  [/^error: unknown command '(.+?)'/u, '错误:没有命令 $1。'],
  [/^error: too many arguments.*?Expected (\d+) arguments? but got (\d+)\./u, '错误:参数太多,应为 $1 个,给了 $2 个。'],
  [/\(Did you mean (?:one of )?(.+?)\?\)/u, '(是不是 $1?)'],
];

export function inChinese(text: string): string {
  return SAYINGS.reduce((said, [pattern, zh]) => said.replace(pattern, zh), text);
}

// onetable explain PACK FIELD FIELD: why two fields are held to be the same datum, different, or a question for a person.
import { Command, Option } from 'commander';
import type { FieldMeaning } from '../../engine/model/meaning.ts';
import { problem, type Problem } from '../../engine/problem/index.ts';
import { DONE, finish, languageOf, print, tellProblems, unusable } from '../outcome.ts';
import { progressBar } from '../progress.ts';

interface Options {
  readonly decisions?: string;
  readonly json: boolean;
  readonly lang: string;
}

export function explainCommand(): Command {
  return new Command('explain')
    .description('两个填报字段是不是同一个数,为什么 / why two fields are held the same, different or doubtful')
    .argument('<pack>', '表样文件夹 / folder with pack.json')
    .argument('<field>', '填报字段:报表!单元格 或 报表|工作表|单元格 / requirement!cell or requirement|sheet|cell')
    .argument('<other>', '另一个填报字段 / the other field')
    .option('--decisions <file>', '连同人工认定一起看 / with these rulings laid over the forms')
    .option('--json', '以 JSON 输出 / print JSON', false)
    .addOption(new Option('--lang <language>', '语言 / language').choices(['zh', 'en']).default('zh'))
    .action(run);
}

async function run(dir: string, one: string, other: string, options: Options): Promise<void> {
  const [{ consolidateInput, understandPack }, { decide, requirementsNamed }, { readDecisions }, { loadVocabulary }, { explanation, explanationText }] =
    await Promise.all([
      import('../pipeline.ts'),
      import('../../engine/decide/index.ts'),
      import('../../forms/pack/decisions.ts'),
      import('../../forms/lexicon/form.ts'),
      import('../../forms/print/explain.ts'),
    ]);
  const language = languageOf(options.lang);
  const decisions = options.decisions === undefined ? { value: [], problems: [] } : readDecisions(options.decisions);
  // What rulings teach comes from the forms that they name.
  const only = new Set([one, other].map(requirementOf).concat((decisions.value ?? []).flatMap(requirementsNamed)));
  const { understood, problems } = await understandPack(dir, decisions.value ?? [], { reading: progressBar(language === 'zh' ? '读表' : 'Reading') }, only);
  if (!understood || !decisions.value) {
    return unusable([...decisions.problems, ...problems], language, options.json);
  }
  const { papers, lexicon } = consolidateInput(understood);
  const decided = decide(understood.forms, decisions.value, lexicon, papers);
  const fields = decided.forms.flatMap((form) => form.fields);
  const [ofOne, ofOther] = [fieldsNamed(one, fields), fieldsNamed(other, fields)];
  const [[a], [b]] = [ofOne, ofOther];
  if (!a || !b || ofOne.length > 1 || ofOther.length > 1) {
    const unclear = [...unclearName(one, ofOne, fields), ...unclearName(other, ofOther, fields)];
    return unusable([...problems, ...unclear], language, options.json);
  }
  tellProblems(decided.problems, language);
  const explained = explanation(a, b, understood.loaded.pack, loadVocabulary(), language);
  print(explanationText(explained, language), explained, options.json);
  finish(DONE);
}

function requirementOf(field: string): string {
  return field.split(/[!|]/u)[0] ?? '';
}

/** "mz-03|老年人情况|C13" names the sheet; "mz-03!C13" means that cell of any sheet. */
function fieldsNamed(name: string, fields: readonly FieldMeaning[]): FieldMeaning[] {
  const [requirement = '', cell = ''] = name.split('!');
  const exact = fields.filter(({ key }) => key === name);
  return exact.length > 0 ? exact : fields.filter((field) => field.requirement === requirement && field.reading.cell === cell.toUpperCase());
}

function unclearName(name: string, found: readonly FieldMeaning[], fields: readonly FieldMeaning[]): Problem[] {
  if (found.length === 1) return [];
  return [found.length === 0 ? noSuchField(name, fields) : problem('explain.severalFields', { name, keys: found.map(({ key }) => key) }, {})];
}

function noSuchField(name: string, fields: readonly FieldMeaning[]): Problem {
  const requirement = requirementOf(name);
  const near = fields.filter((field) => field.requirement === requirement).map(({ key }) => key);
  return problem('explain.noSuchField', { name, near: near.slice(0, 8) }, {});
}

// onetable form PACK --out DIR: the annual form that communities fill in, as a page and as a workbook.
import { Command, Option } from 'commander';
import { DONE, finish, languageOf, print, tellProblems, UNUSABLE, unusable } from '../outcome.ts';
import { below } from '../usage.ts';
import { progressBar } from '../progress.ts';

interface Options {
  readonly out: string;
  readonly consolidation?: string;
  readonly values?: string;
  readonly lang: string;
}

export function formCommand(): Command {
  return new Command('form')
    .description('写出社区要填的一张表(网页和 Excel) / write the annual form that communities fill in, as page and workbook')
    .argument('<pack>', '表样文件夹 / folder with pack.json')
    .requiredOption('--out <dir>', '输出文件夹 / folder to write to')
    .option('--consolidation <file>', '用已编制的结果 / use a consolidation made before')
    .option('--values <file>', '社区名单和已有数据(JSON):每个社区另写一份,已有的数预先填好 / communities, and what is known of them already: each gets its own')
    .addOption(new Option('--lang <language>', '语言 / language').choices(['zh', 'en']).default('zh'))
    .addHelpText('after', below(HELP))
    .action(run);
}

const HELP = {
  zh: `
社区名单也是 --values 文件,最少只要代码和名称:
  {"communities": [{"code": "330199001001", "name": "东湖社区"}]}
填好的工作簿用 collect 收回。
`,
  en: `
A list of communities is a --values file too; code and name are enough:
  {"communities": [{"code": "330199001001", "name": "Donghu"}]}
collect takes the filled workbooks back.
`,
};

async function run(pack: string, options: Options): Promise<void> {
  const [{ consolidationFrom }, { compileForm }, { readValues }, { writeAnnualForm }] = await Promise.all([
    import('../consolidation.ts'),
    import('../compiled.ts'),
    import('../../forms/pack/values.ts'),
    import('../annual-form.ts'),
  ]);
  const language = languageOf(options.lang);
  const zh = language === 'zh';
  const values = options.values === undefined ? { value: [], problems: [] } : readValues(options.values);
  if (!values.value) {
    return unusable(values.problems, language);
  }
  const { consolidation, problems } = await consolidationFrom(pack, options.consolidation, { reading: progressBar(zh ? '读表' : 'Reading') });
  tellProblems([...values.problems, ...problems], language);
  if (!consolidation) return finish(UNUSABLE);
  const files = await writeAnnualForm(compileForm(consolidation, language).form, values.value, options.out, language);
  print(
    zh
      ? `已写入 ${options.out}:空白表和 ${values.value.length} 个社区的表,共 ${files} 个文件`
      : `${files} files in ${options.out}: the blank form, and those of ${values.value.length} communities`,
    null,
    false,
  );
  finish(DONE);
}

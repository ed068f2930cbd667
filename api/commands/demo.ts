// onetable demo: the sample district from blank forms to filled ones, with made-up communities. This is what `npm start` runs.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, Option } from 'commander';
import type { AnnualForm } from '../../engine/model/annual.ts';
import type { Consolidation } from '../../engine/model/consolidation.ts';
import type { CommunityValues } from '../../engine/model/values.ts';
import type { Habits } from '../../engine/simulate/index.ts';
import type { Language } from '../../engine/problem/index.ts';
import { DONE, finish, languageOf, tellProblems, UNUSABLE } from '../outcome.ts';
import { progressBar } from '../progress.ts';

interface Options {
  readonly out: string;
  readonly lang: string;
}

const SAMPLES = fileURLToPath(new URL('../../forms/samples', import.meta.url));

export function demoCommand(): Command {
  return new Command('demo')
    .description('用样例区走一遍:空白表 → 一张表 → 各部门的表 / the sample district, from blank forms to filled ones')
    .option('--out <dir>', '输出文件夹 / folder to write to', 'out')
    .addOption(new Option('--lang <language>', '语言 / language').choices(['zh', 'en']).default('zh'))
    .action(run);
}

async function run(options: Options): Promise<void> {
  const language = languageOf(options.lang);
  const zh = language === 'zh';
  const pack = join(SAMPLES, 'linjiang');
  const [{ consolidatePack }, { compileForm }, { generateForms }] = await Promise.all([
    import('../pipeline.ts'),
    import('../compiled.ts'),
    import('../generate.ts'),
  ]);
  const step = stepper(language);
  step('读表、识别、编制', 'Reading, understanding, planning');
  const { consolidation, problems } = await consolidatePack(pack, [], {
    reading: progressBar(zh ? '读表' : 'Reading'),
    understanding: progressBar(zh ? '识别' : 'Understanding'),
  });
  tellProblems(problems, language);
  if (!consolidation) return finish(UNUSABLE);
  for (const folder of ['forms', 'annual-form']) rmSync(join(options.out, folder), { recursive: true, force: true });
  mkdirSync(join(options.out, 'annual-form'), { recursive: true });
  const { form } = compileForm(consolidation, language);
  step('造三个社区的答案', 'Making up answers for three communities');
  const communities = await madeUp(consolidation);
  const { valuesText } = await import('../../forms/pack/values.ts');
  writeFileSync(join(options.out, 'values.json'), valuesText(communities));
  step('写一张表和报告', 'Writing the annual form and the report');
  await (await import('../annual-form.ts')).writeAnnualForm(form, communities, join(options.out, 'annual-form'), language);
  await writeReport(consolidation, options.out, language);
  step('填各部门的表', "Filling every department's forms");
  const generated = await generateForms({
    pack,
    consolidation,
    form,
    communities,
    out: join(options.out, 'forms'),
    onForm: progressBar(zh ? '填表' : 'Filling'),
  });
  tellProblems(generated.problems, language, 5);
  console.log(closing(consolidation, form, generated.files, options.out, language));
  finish(DONE);
}

/** Says what is being done, with the seconds since the start. */
function stepper(language: Language): (zh: string, en: string) => void {
  const start = performance.now();
  return (zh, en) => process.stderr.write(`${((performance.now() - start) / 1000).toFixed(1).padStart(5)} s  ${language === 'zh' ? zh : en}\n`);
}

interface PopulationFile extends Habits {
  readonly communities: readonly { readonly code: string; readonly name: string }[];
}

async function madeUp(consolidation: Consolidation): Promise<CommunityValues[]> {
  const [{ simulate }, { loadVocabulary }, { loadLearning }] = await Promise.all([
    import('../../engine/simulate/index.ts'),
    import('../../forms/lexicon/form.ts'),
    import('../../forms/lexicon/load.ts'),
  ]);
  const habits: PopulationFile = JSON.parse(readFileSync(join(SAMPLES, 'population.json'), 'utf8'));
  return habits.communities.map((community, index) =>
    simulate({ consolidation, vocabulary: loadVocabulary(), spellings: loadLearning().spellings, habits, community, seed: 2026 + index }),
  );
}

async function writeReport(consolidation: Consolidation, out: string, language: Language): Promise<void> {
  const [{ consolidationText }, { reportPage }, { loadMeasureWords, loadVocabulary }] = await Promise.all([
    import('../../forms/pack/consolidation.ts'),
    import('../../forms/print/report.ts'),
    import('../../forms/lexicon/form.ts'),
  ]);
  writeFileSync(join(out, 'consolidation.json'), consolidationText(consolidation));
  writeFileSync(join(out, 'report.html'), reportPage(consolidation, loadVocabulary(), loadMeasureWords(), language));
}

function closing({ certificate, pack, questions }: Consolidation, form: AnnualForm, files: number, out: string, language: Language): string {
  const zh = language === 'zh';
  const { valuesBefore, valuesNow, least } = certificate;
  const saved = Math.round((100 * (valuesBefore - valuesNow)) / Math.max(1, valuesBefore));
  const place = (name: string): string => relative('.', join(out, name)) || '.';
  const rows = zh
    ? [
        ['原来每个社区每年要填', `${valuesBefore} 个数(${pack.requirements.length} 张表)`],
        ['现在要填', `${valuesNow} 个数(少 ${saved}%),另有 ${form.registers.length} 本台账`],
        ['理论上最少', `${least} 个数`],
        ['待确认口径', `${questions.length} 条`],
        ['一张表', place('annual-form/annual-form.html')],
        ['报告', place('report.html')],
        ['各部门的表', `${place('forms')} (${files} 份)`],
      ]
    : [
        ['Asked of each community before', `${valuesBefore} values a year (${pack.requirements.length} forms)`],
        ['Asked now', `${valuesNow} values (${saved}% less), and ${form.registers.length} registers`],
        ['Least possible', `${least} values`],
        ['Questions for people', `${questions.length}`],
        ['The annual form', place('annual-form/annual-form.html')],
        ['The report', place('report.html')],
        ["Every department's forms", `${place('forms')} (${files} files)`],
      ];
  const width = Math.max(...rows.map(([name = '']) => widthOf(name)));
  return ['', ...rows.map(([name = '', text = '']) => `  ${name}${' '.repeat(width - widthOf(name))}  ${text}`), ''].join('\n');
}

/** Chinese letters take two columns of a terminal. */
function widthOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + (/[\u2e80-\uffe6]/u.test(letter) ? 2 : 1), 0);
}

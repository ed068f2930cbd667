// onetable types PACK: the annual form's JSON Schema and the TypeScript types generated from it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { DONE, finish, languageOf, tellProblems, UNUSABLE } from '../outcome.ts';
import { progressBar } from '../progress.ts';

interface Options {
  readonly schema: boolean;
  readonly out?: string;
  readonly consolidation?: string;
  readonly lang: string;
}

export function typesCommand(): Command {
  return new Command('types')
    .description('一张表的 JSON Schema 与 TypeScript 类型 / JSON Schema of the annual form and TypeScript types generated from it')
    .argument('<pack>', '表样文件夹 / folder with pack.json')
    .option('--consolidation <file>', '用已编制的结果 / use a consolidation made before')
    .option('--schema', '输出 JSON Schema 而不是类型 / print the JSON Schema instead of the types', false)
    .option('--out <dir>', '两者都写入此文件夹 / write both into this folder')
    .addOption(new Option('--lang <language>', '标题语言 / language of the titles').choices(['zh', 'en']).default('zh'))
    .action(run);
}

async function run(pack: string, options: Options): Promise<void> {
  const [{ consolidationFrom }, { compileForm }, { annualSchema, annualTypes }] = await Promise.all([
    import('../consolidation.ts'),
    import('../compiled.ts'),
    import('../../forms/schemas/annual.ts'),
  ]);
  const language = languageOf(options.lang);
  const { consolidation, problems } = await consolidationFrom(pack, options.consolidation, { reading: progressBar(language === 'zh' ? '读表' : 'Reading') });
  tellProblems(problems, language);
  if (!consolidation) return finish(UNUSABLE);
  const { schema } = annualSchema(compileForm(consolidation, language).form);
  const schemaText = `${JSON.stringify(schema, null, 1)}\n`;
  if (options.out !== undefined) save(options.out, schemaText, await annualTypes(schema));
  else process.stdout.write(options.schema ? schemaText : await annualTypes(schema));
  finish(DONE);
}

function save(dir: string, schema: string, types: string): void {
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, 'annual-form.schema.json'), schema);
  writeFileSync(join(dir, 'annual-form.d.ts'), types);
}

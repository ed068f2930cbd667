// onetable audit verify: recomputes the audit log's hash chain from its first entry to its head.
import { Command } from 'commander';

export function auditCommand(): Command {
  const verify = new Command('verify').description('校验审计日志的哈希链 / check the hash chain').option('--json', '输出数据 / as JSON', false).action(run);
  return new Command('audit').description('审计日志 / the audit log').addCommand(verify);
}

async function run({ json }: { readonly json: boolean }): Promise<void> {
  const [{ withExistingStore }, { verifyChain }, { finish, print, DONE, FINDINGS }] = await Promise.all([
    import('./store.ts'),
    import('../audit/verify.ts'),
    import('../outcome.ts'),
  ]);
  await withExistingStore(async (store) => {
    const districts = await store.db.selectFrom('district').select(['districtId', 'name']).execute();
    const results = [];
    for (const { districtId, name } of districts) results.push({ districtId, name, ...(await verifyChain(store.db, districtId)) });
    const lines = results.map(({ name, entries, broken }) =>
      broken ? `✗ ${name}:第 ${broken.seq} 条断开 / breaks at ${broken.seq} (${broken.why})` : `${name}:${entries} 条完好 / ${entries} entries hold`,
    );
    print(lines.join('\n'), results, json);
    finish(results.some(({ broken }) => broken !== null) ? FINDINGS : DONE);
  });
}

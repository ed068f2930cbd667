// onetable user …: accounts from the machine itself, for the first day and for when nobody can sign in.
import { Command } from 'commander';
import { ROLES } from '../people/roles.ts';

export function userCommand(): Command {
  const add = new Command('add')
    .description('新增账号,打印一次性令牌 / add an account and print its one-time token')
    .argument('<login>')
    .argument('<name>')
    .requiredOption('--role <role>', ROLES.join(' '))
    .option('--unit <code>', '机构编码(部门、街道、社区、网格账号)/ code of its unit')
    .action(async (login: string, name: string, options: { role: string; unit?: string }) => (await import('./user-acts.ts')).runAdd(login, name, options));
  return new Command('user')
    .description('账号 / accounts')
    .addCommand(add)
    .addCommand(
      act('invite', '重新发一次性令牌(忘记密码) / a new one-time token').option('--reset-totp', '同时清除动态口令 / and forget the second factor', false),
    )
    .addCommand(act('unlock', '解锁 / unlock'))
    .addCommand(act('disable', '停用,立即退出登录 / disable and sign out'))
    .addCommand(act('enable', '恢复 / enable'))
    .addCommand(new Command('list').description('账号列表 / accounts').action(async () => (await import('./user-acts.ts')).runList()));
}

function act(name: 'invite' | 'unlock' | 'disable' | 'enable', description: string): Command {
  return new Command(name)
    .description(description)
    .argument('<login>')
    .action(async (login: string, options: { resetTotp?: boolean }) => (await import('./user-acts.ts')).runAct(name, login, options));
}

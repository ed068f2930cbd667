// May the server listen where it is told to? Asked before the first start's long work, and told in words.
import { createServer } from 'node:net';
import { BadConfig } from './config.ts';

/** Tries the address for a moment; a BadConfig that says what to do when it cannot be had. */
export async function claimable(host: string, port: number): Promise<void> {
  const fault = await new Promise<string | null>((resolve) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    probe.listen(port, host, () => probe.close(() => resolve(null)));
  });
  if (fault !== null) throw new BadConfig((FAULTS[fault] ?? otherFault)(host, port, fault));
}

const FAULTS: Readonly<Record<string, (host: string, port: number) => string>> = {
  EADDRINUSE: (_, port) =>
    `端口 ${port} 已被占用。请停掉占用它的程序(可能本程序已在运行),或用 ONETABLE_PORT=${port < 65_000 ? port + 10 : 8090} 换一个端口。\nPort ${port} is taken: stop what uses it (perhaps this program runs already), or choose another with ONETABLE_PORT.`,
  EACCES: (_, port) =>
    `没有权限使用端口 ${port}。请用 ONETABLE_PORT=8090 这样 1024 以上的端口。\nPort ${port} may not be used: choose one above 1024 with ONETABLE_PORT.`,
  EADDRNOTAVAIL: (host) => `本机没有地址 ${host}。请改正 ONETABLE_HOST。\nThis machine has no address ${host}: correct ONETABLE_HOST.`,
};

const otherFault = (host: string, port: number, code: string): string =>
  `不能在 ${host}:${port} 提供服务(${code})。请改正 ONETABLE_HOST 和 ONETABLE_PORT。\nCannot listen at ${host}:${port} (${code}): correct ONETABLE_HOST and ONETABLE_PORT.`;

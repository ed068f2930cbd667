// Other systems' addresses: where a message may be sent, and the sending. This machine and its link (with a cloud's metadata) are no receivers
// unless the settings say so; the intranet is.
import { lookup, type LookupAddress } from 'node:dns';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** Thrown when an address leads to this machine or its link. */
export class OwnAddress extends Error {}

const OWN = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
] as const)
  OWN.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::', 127],
  ['fe80::', 10],
] as const)
  OWN.addSubnet(net, bits, 'ipv6');
// Where Alibaba Cloud keeps what a machine knows of itself.
OWN.addAddress('100.100.100.200', 'ipv4');

function isOwn(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && OWN.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/** Does the address name this machine or its link, by number or by a name that leads there? A name that leads nowhere yet does not. */
export function leadsHome({ hostname }: URL): Promise<boolean> {
  const host = bare(hostname);
  if (isIP(host) !== 0) return Promise.resolve(isOwn(host));
  return new Promise((resolve) => lookup(host, { all: true }, (error, found) => resolve(error === null && found.some(({ address }) => isOwn(address)))));
}

/** An IPv6 address stands in brackets in a URL. */
function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/gu, '');
}

/** Looks a name up at the moment of connecting, so that it cannot lead elsewhere than where it was looked at. */
const lookupElsewhere: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
    const [first] = found ?? [];
    if (error || !first) return done(error ?? new Error(`${hostname} has no address.`), '');
    if (found.some(({ address }) => isOwn(address))) return done(new OwnAddress(hostname), '');
    return options.all ? done(null, found) : done(null, first.address, first.family);
  });
};

export interface Message {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly patienceMs: number;
  /** This machine and its link may receive, too. */
  readonly ownAllowed: boolean;
}

/** Sends it and gives the status of the reply, of which nothing more is read; redirections are not followed. Throws when there is no reply, OwnAddress when nothing was sent. */
export function send(url: URL, { headers, body, patienceMs, ownAllowed }: Message): Promise<number> {
  if (!ownAllowed && isOwn(bare(url.hostname))) return Promise.reject(new OwnAddress(url.hostname));
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const options = {
      method: 'POST',
      headers,
      agent: false as const,
      signal: AbortSignal.timeout(patienceMs),
      ...(ownAllowed ? {} : { lookup: lookupElsewhere }),
    };
    request(url, options, (reply) => {
      resolve(reply.statusCode ?? 0);
      reply.destroy();
    })
      .on('error', reject)
      .end(body);
  });
}

// The pages, as `npm run build` left them in dist/web: files named by their content are kept by browsers for a year; every other address that a person may open is the one page that
// finds its own way. A server without built pages serves the API alone and says so at the start page.
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../../dist/web', import.meta.url));
const A_YEAR = 'public, max-age=31536000, immutable';

export async function addPages(server: FastifyInstance, tellMissing: (request: FastifyRequest, reply: FastifyReply) => FastifyReply): Promise<void> {
  const built = existsSync(`${FOLDER}/index.html`);
  if (built)
    await server.register(fastifyStatic, {
      root: FOLDER,
      wildcard: false,
      index: false,
      preCompressed: true,
      dotfiles: 'ignore',
      cacheControl: false,
      setHeaders: (reply, path) => void reply.setHeader('cache-control', path.includes('/assets/') ? A_YEAR : 'no-cache'),
    });
  server.setNotFoundHandler((request, reply) => {
    if (!isPage(request)) return tellMissing(request, reply);
    if (built) return reply.header('cache-control', 'no-cache').sendFile('index.html');
    return reply
      .code(503)
      .type('text/plain; charset=utf-8')
      .send('页面尚未生成,请运行 npm run build。接口说明见 /api/docs\nThe pages are not built: npm run build. The API is described at /api/docs\n');
  });
}

/** An address that a person opens in a browser: not the API's, not a file's. */
function isPage({ method, url, headers }: FastifyRequest): boolean {
  const path = url.split('?')[0] ?? '';
  return method === 'GET' && !/^\/(api|health|metrics)(\/|$)/.test(path) && !/\.\w+$/.test(path) && (headers.accept ?? '').includes('text/html');
}

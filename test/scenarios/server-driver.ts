// The server, asked as its pages ask it: everything goes through HTTP's door, nothing past it.
import ExcelJS from 'exceljs';
import type { LightMyRequestResponse } from 'fastify';
import { questionsIn } from '../../engine/compile/index.ts';
import type { AnnualForm } from '../../engine/model/annual.ts';
import type { Scalar } from '../../engine/model/sheet.ts';
import { rig, type Rig, type Wish } from '../api/rig.ts';
import type { StoreUnderTest } from '../api/stores.ts';
import { draw } from '../draw.ts';
import { workbook } from '../forms/pack/folder.ts';
import type { Blank, Community, Form, SectionRead, ServerDriver, Told, Who } from './driver.ts';

const YEAR = '2026';
const PLACES: Record<Community, string> = { community1: '001001', community2: '001002', community3: '002001' };

export async function serverDriver(under: StoreUnderTest): Promise<ServerDriver> {
  return new Server(under.name, await rig(under));
}

class Server implements ServerDriver {
  readonly name: string;
  private readonly rig: Rig;
  private readonly ids = new Map<string, string>();

  constructor(name: string, on: Rig) {
    this.name = `server on ${name}`;
    this.rig = on;
  }

  close = (): Promise<void> => this.rig.close();
  communityId = (community: Community): string => this.rig.unit(PLACES[community]);
  days = (days: number): void => this.rig.pass(days * 86_400_000);

  asks: ServerDriver['asks'] = async (who, method, path, body, headers) =>
    told(await this.rig.ask(who, path, { method, ...(body === undefined ? {} : { body }), ...(headers ? { headers } : {}) }));

  /** What must succeed. */
  private async done(who: Who, path: string, wish: Wish = {}): Promise<Record<string, unknown>> {
    const reply = await this.rig.ask(who, path, wish);
    if (reply.statusCode >= 300) throw new Error(`${who} ${wish.method ?? 'GET'} ${path}: ${reply.statusCode} ${reply.body}`);
    return reply.json();
  }

  admitted = async ({ code, picture, legalBasis = '统计法' }: Form): Promise<void> => {
    const department: Who = code.startsWith('mz') ? 'mz' : 'wj';
    const { requirementId } = await this.done(department, '/requirements', { method: 'POST', body: { code, title: code, frequency: 'annual', legalBasis } });
    this.ids.set(code, String(requirementId));
    await this.done(department, `/requirements/${requirementId}/workbook`, {
      method: 'PUT',
      file: { name: `${code}.xlsx`, bytes: await workbook(draw(picture)) },
    });
    await this.done(department, `/requirements/${requirementId}/submit`, { method: 'POST', body: {} });
    await this.done('coordinator', `/requirements/${requirementId}/admit`, { method: 'POST', body: {} });
  };

  retired = async (code: string): Promise<void> => {
    await this.done('coordinator', `/requirements/${this.ids.get(code)}/retire`, { method: 'POST', body: { remarks: '并入他表' } });
  };

  ruled: ServerDriver['ruled'] = async (ruling) => {
    await this.done('coordinator', '/decisions', { method: 'POST', body: { ruling, why: '核实' } });
  };

  published: ServerDriver['published'] = async () => {
    const { change } = await this.done('coordinator', `/forms/${YEAR}/versions`, { method: 'POST', body: {} });
    const questions = (await this.places()).size;
    const { added, removed } = (change ?? { added: [...Array(questions).keys()], removed: [] }) as { added: unknown[]; removed: unknown[] };
    return { questions, added: added.length, removed: removed.length };
  };

  /** Item → its section and the blanks that it answers. */
  private async places(): Promise<Map<string, { section: string; blanks: readonly Blank[] }>> {
    const { form } = (await this.done('community1', `/forms/${YEAR}`)) as unknown as { form: AnnualForm };
    const sections = form.parts.flatMap((part) => part.sections);
    return new Map(
      sections.flatMap((section) =>
        questionsIn(section).map(
          ({ item, sources }) => [item, { section: section.code, blanks: sources.map(({ requirement, cell }) => `${requirement} ${cell}`) }] as const,
        ),
      ),
    );
  }

  private async placeOf(blank: Blank): Promise<{ item: string; section: string }> {
    for (const [item, { section, blanks }] of await this.places()) if (blanks.includes(blank)) return { item, section };
    throw new Error(`Nobody is asked for ${blank}.`);
  }

  fills: ServerDriver['fills'] = async (community, answers) => {
    for (const [blank, value] of Object.entries(answers)) {
      const reply = await this.types(community, community, blank, value, await this.versionOf(community, blank));
      if (reply.status >= 300) throw new Error(`${blank}: ${JSON.stringify(reply)}`);
    }
  };

  reads: ServerDriver['reads'] = async (who, community, blank) => {
    const { section } = await this.placeOf(blank);
    const read = await this.done(who, `${this.address(community)}/sections/${section}`);
    return { section, ...(read as unknown as Omit<SectionRead, 'section'>) };
  };

  answer: ServerDriver['answer'] = async (community, blank) => {
    const { items, answers } = await this.reads(community, community, blank);
    return answers[items.indexOf((await this.placeOf(blank)).item)] ?? null;
  };

  versionOf: ServerDriver['versionOf'] = async (community, blank) => (await this.reads(community, community, blank)).version;

  types: ServerDriver['types'] = async (who, community, blank, value, baseVersion) => {
    const { item, section } = await this.placeOf(blank);
    return this.asks(who, 'PATCH', `${this.address(community)}/sections/${section}`, { baseVersion, cells: [{ item, value }] });
  };

  pastes: ServerDriver['pastes'] = async (who, community, { section, items, answers, version, formVersionId }, changed) => {
    const sent = [...answers];
    for (const [blank, value] of Object.entries(changed)) sent[items.indexOf((await this.placeOf(blank)).item)] = value;
    return this.asks(who, 'PUT', `${this.address(community)}/sections/${section}`, { baseVersion: version, formVersionId, answers: sent });
  };

  output: ServerDriver['output'] = async (code, community) => {
    const reply = await this.rig.ask(code.startsWith('mz') ? 'mz' : 'wj', `/outputs/${this.ids.get(code)}/${YEAR}/${this.communityId(community)}/workbook`);
    if (reply.statusCode !== 200) throw new Error(reply.body);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(Uint8Array.from(reply.rawPayload).buffer);
    const cells: Record<string, Scalar> = {};
    book.worksheets[0]?.eachRow((row) =>
      row.eachCell((cell) => {
        const { value } = cell;
        cells[cell.address] = value !== null && typeof value === 'object' && 'result' in value ? (value.result as Scalar) : (value as Scalar);
      }),
    );
    return cells;
  };

  acts: ServerDriver['acts'] = async (who, act, community, { reason, remarks } = {}) => {
    const noted = await Promise.all((remarks ?? []).map(async ({ blank, words }) => ({ item: (await this.placeOf(blank)).item, words })));
    return this.asks(who, 'POST', `${this.address(community)}/${act}`, { ...(reason === undefined ? {} : { reason }), ...(remarks ? { remarks: noted } : {}) });
  };

  submission: ServerDriver['submission'] = (who, community) => this.asks(who, 'GET', this.address(community));

  private address(community: Community): string {
    return `/submissions/${this.communityId(community)}/${YEAR}`;
  }
}

function told(reply: LightMyRequestResponse): Told {
  return { status: reply.statusCode, body: reply.body === '' ? {} : reply.json() };
}

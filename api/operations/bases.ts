// The documents on which a requirement rests (依据文件): handed in beside the form, kept as they are, and given back only as downloads.
import Type from 'typebox';
import { closed, Download, Id, operation, type ActorContext } from '../http/operation.ts';
import { contentHash } from '../people/secrets.ts';
import { refused } from '../problem.ts';
import { blob, keepBlob } from '../storage/blobs.ts';
import type { BasisRow } from '../storage/schema.ts';
import { ById, requireOwn, visible } from './requirements.ts';

const Basis = closed({ basisId: Id, fileName: Type.String(), size: Type.Integer(), uploadedAt: Type.String() });
const One = closed({ ...ById.properties, basisId: Id });

function shown({ basisId, fileName, size, uploadedAt }: BasisRow) {
  return { basisId, fileName, size, uploadedAt };
}

/** Documents and pictures of documents; nothing that runs. */
const KINDS = ['pdf', 'ofd', 'doc', 'docx', 'wps', 'jpg', 'jpeg', 'png'];
const MOST = 20;

export const addBasis = operation({
  id: 'basis.add',
  method: 'POST',
  path: '/requirements/:requirementId/bases',
  zh: '上传依据文件(pdf、ofd、doc、docx、wps、jpg、png)',
  en: 'Upload a document on which the requirement rests',
  who: ['department'],
  params: ById,
  upload: true,
  reply: Basis,
  status: 201,
  prepare: async (context, { params, file }) => {
    if (!file) throw refused('upload.noFile', {});
    await requireOwn(context, params.requirementId);
    const kind = file.name.split('.').at(-1)?.toLowerCase() ?? '';
    if (!KINDS.includes(kind) || file.bytes.length === 0)
      throw refused('request.invalid', { at: file.name, why: `请上传 ${KINDS.join('、')} 文件 / one of ${KINDS.join(', ')}` });
    return file;
  },
  run: async (context, { params }, file) => {
    const { db, actor, now, newId, about } = context;
    await requireOwn(context, params.requirementId);
    if ((await basesOf(context, params.requirementId)).length >= MOST)
      throw refused('request.invalid', { at: file.name, why: `最多 ${MOST} 份依据文件,请先删去不用的 / at most ${MOST} documents: remove one first` });
    const row: BasisRow = {
      districtId: actor.districtId,
      basisId: newId(),
      requirementId: params.requirementId,
      fileName: file.name,
      contentHash: contentHash(file.bytes),
      size: file.bytes.length,
      uploadedBy: actor.accountId,
      uploadedAt: now,
    };
    await keepBlob(db, actor.districtId, file.bytes, now);
    await db.insertInto('basis').values(row).execute();
    about(`requirement/${params.requirementId}`, { basis: row.basisId });
    return shown(row);
  },
});

async function basesOf({ db, actor }: ActorContext, requirementId: string): Promise<readonly BasisRow[]> {
  return db.selectFrom('basis').selectAll().where('districtId', '=', actor.districtId).where('requirementId', '=', requirementId).orderBy('basisId').execute();
}

export const listBases = operation({
  id: 'basis.list',
  method: 'GET',
  path: '/requirements/:requirementId/bases',
  zh: '依据文件',
  en: 'The documents on which the requirement rests',
  who: ['coordinator', 'department'],
  params: ById,
  reply: closed({ items: Type.Array(Basis) }),
  run: async (context, { params }) => {
    const row = await visible(context, params.requirementId);
    return { items: (await basesOf(context, row.requirementId)).map(shown) };
  },
});

async function basis(context: ActorContext, { requirementId, basisId }: { readonly requirementId: string; readonly basisId: string }): Promise<BasisRow> {
  await visible(context, requirementId);
  const found = (await basesOf(context, requirementId)).find((each) => each.basisId === basisId);
  if (!found) throw refused('request.notFound', { what: '依据文件 / document' });
  return found;
}

export const downloadBasis = operation({
  id: 'basis.download',
  method: 'GET',
  path: '/requirements/:requirementId/bases/:basisId',
  zh: '下载依据文件',
  en: 'Download a document',
  who: ['coordinator', 'department'],
  params: One,
  reply: Type.Unknown(),
  download: true,
  exports: true,
  run: async (context, { params }) => {
    const { fileName, contentHash: hash } = await basis(context, params);
    context.about(`requirement/${params.requirementId}`, { basisId: params.basisId, hash });
    return new Download(fileName, 'application/octet-stream', await blob(context.db, context.actor.districtId, hash));
  },
});

export const removeBasis = operation({
  id: 'basis.remove',
  method: 'DELETE',
  path: '/requirements/:requirementId/bases/:basisId',
  zh: '删除依据文件',
  en: 'Remove a document',
  who: ['department'],
  params: One,
  reply: closed({}),
  run: async (context, { params }) => {
    const { db, actor, about } = context;
    await requireOwn(context, params.requirementId);
    const { basisId } = await basis(context, params);
    await db.deleteFrom('basis').where('districtId', '=', actor.districtId).where('basisId', '=', basisId).execute();
    about(`requirement/${params.requirementId}`, { removed: basisId });
    return {};
  },
});

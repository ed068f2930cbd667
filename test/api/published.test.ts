// Published versions are read from the store once: those that count whole, of the others where answers stand in them.
import { describe, expect, it } from 'vitest';
import { lastVersion, placesIn, published, readyForm } from '../../api/annual/published.ts';
import { Recent } from '../../api/recent.ts';
import { populated } from './populated.ts';
import { DISTRICT } from './rig.ts';
import { onSqlite } from './stores.ts';

describe('what was used last', () => {
  it('stays as far as there is room for it', () => {
    const recent = new Recent<string>(10);
    recent.keep('a', 'A', 4);
    recent.keep('b', 'B', 4);
    expect(recent.get('a')).toBe('A');
    recent.keep('c', 'C', 4);
    expect(['a', 'b', 'c'].map((key) => recent.get(key))).toEqual(['A', undefined, 'C']);
    recent.keep('a', 'AA', 6);
    expect([recent.get('a'), recent.get('c')]).toEqual(['AA', 'C']);
  });
  it('stays even if it alone is too much', () => {
    const recent = new Recent<string>(10);
    recent.keep('a', 'A', 4);
    recent.keep('b', 'B', 40);
    expect([recent.get('a'), recent.get('b')]).toEqual([undefined, 'B']);
    recent.keep('c', 'C', 4);
    expect([recent.get('b'), recent.get('c')]).toEqual([undefined, 'C']);
  });
});

describe('many versions of the form', () => {
  it('are each read once, however many there are and however often answers of all of them are looked at', async () => {
    const on = await populated(onSqlite);
    const { services } = on;
    const { db } = services.store;
    const row = await lastVersion(db, DISTRICT, 2026);
    if (!row) throw new Error('Nothing was published.');
    const ids = Array.from({ length: 30 }, (_, index) => `old-${index}`);
    for (const [index, formVersionId] of ids.entries())
      await db
        .insertInto('formVersion')
        .values({ ...row, formVersionId, year: 2025, versionNo: index + 1 })
        .execute();
    const { sections } = await published(services, db, row);
    const places = await Promise.all(ids.map((id) => placesIn(services, db, DISTRICT, id)));
    await db.deleteFrom('blob').execute();
    expect(places[0]?.map(({ items }) => items)).toEqual(sections.map(({ items }) => items));
    for (const [index, id] of ids.entries()) expect(await placesIn(services, db, DISTRICT, id)).toBe(places[index]);
    expect(readyForm(services, DISTRICT, row.formVersionId)?.sections).toBe(sections);
    expect(readyForm(services, 'another', row.formVersionId)).toBeNull();
    await on.close();
  });
});

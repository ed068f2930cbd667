// The audit log says names where its entries keep ids.
import { expect, test } from 'vitest';
import { detailLines, targetWords, withNames } from '../../web/pages/administration/named.ts';

test('ids that have a name are said by it, others as they are', () => {
  const named = [{ id: 'u1', name: '柳岸社区' }];
  expect(targetWords('submission/u1/2026-Q3', named)).toBe('柳岸社区 · 2026-Q3');
  expect(withNames('{"from":"u1","to":"u2","by":"u1"}', named)).toBe('{"from":"柳岸社区","to":"u2","by":"柳岸社区"}');
});

test('what an entry says of itself is told by name, in words where there are some', () => {
  const known: Readonly<Record<string, string>> = {
    'administration.audit.details.unitId': '机构',
    'administration.audit.details.from': '从',
    'administration.audit.details.locked': '锁定',
    'common.states.submitted': '待审核',
    'coordinator.matching.ruled.notABlank': '不是填报字段',
    'common.yes': '是',
  };
  const said = (detail: Record<string, unknown>) =>
    detailLines(detail, [{ id: 'u1', name: '柳岸社区' }], (key) => known[key] ?? null).map(({ name, value }) => `${name} ${value}`);
  expect(said({ from: 'submitted', locked: true, years: [2026, 2027], made: 0 })).toEqual(['从 待审核', '锁定 是', 'years 2026 · 2027', 'made 0']);
  expect(said({ kind: ['notABlank'] })).toEqual(['kind 不是填报字段']);
  expect(said({ unitId: { from: 'u1', to: null }, unlock: undefined })).toEqual(['机构 柳岸社区 → —']);
});

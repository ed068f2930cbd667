// The audit log says names where its entries keep ids.
import { expect, test } from 'vitest';
import { targetWords, withNames } from '../../web/pages/administration/named.ts';

test('ids that have a name are said by it, others as they are', () => {
  const named = [{ id: 'u1', name: '柳岸社区' }];
  expect(targetWords('submission/u1/2026-Q3', named)).toBe('柳岸社区 · 2026-Q3');
  expect(withNames('{"from":"u1","to":"u2","by":"u1"}', named)).toBe('{"from":"柳岸社区","to":"u2","by":"柳岸社区"}');
});

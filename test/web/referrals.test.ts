// What departments left to the office, as its pages look it up.
import { expect, test } from 'vitest';
import { placeIn, waitingAt, waitingOf, type Referral } from '../../web/pages/coordinator/referrals.ts';

function referral(requirementId: string, cell: string, settledAt: string | null): Referral {
  const about = { sheet: '表', cell, label: ['女'] };
  const answer = settledAt === null ? null : '不含';
  return {
    referralId: `${requirementId} ${cell}`,
    requirementId,
    about,
    question: null,
    words: '含寄养吗?',
    who: '民政局',
    at: '2026-03-01',
    settledAt,
    answer,
  };
}

test('what waits of a report, and about one blank of it', () => {
  const all = [referral('a', 'C3', null), referral('a', 'C4', '2026-03-02'), referral('a', 'C5', null), referral('b', 'C3', null)];
  expect(waitingOf(all, 'a').map(({ about }) => about.cell)).toEqual(['C3', 'C5']);
  expect(waitingAt(all, 'a', { sheet: '表', cell: 'C3' })).toEqual([all[0]]);
  expect(waitingAt(all, 'a', { sheet: '表', cell: 'C4' })).toEqual([]);
  expect(waitingAt(all, 'a', { sheet: '附表', cell: 'C3' })).toEqual([]);
});

test('the place that an address names', () => {
  expect(placeIn('附表!1!D9')).toEqual({ sheet: '附表!1', cell: 'D9' });
  expect(['', 'D9', '!D9'].map(placeIn)).toEqual([null, null, null]);
});

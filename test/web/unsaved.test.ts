// What was typed and not saved: the browser is told in both ways, and words stay with what they are about.
import { expect, test, vi } from 'vitest';
import { holdOpen, withDraft } from '../../web/pieces/unsaved.ts';

test('the browser asks before it closes the page, old Chromes too', () => {
  const event = { returnValue: 'none', preventDefault: vi.fn<() => void>() };
  holdOpen(event as unknown as BeforeUnloadEvent);
  expect(event.returnValue).toBe('');
  expect(event.preventDefault).toHaveBeenCalled();
});

test('words about one thing leave those about another alone; blank ones are none', () => {
  const typed = withDraft(withDraft({}, 'a', 'look again'), 'b', 'why so many?');
  expect(typed).toEqual({ a: 'look again', b: 'why so many?' });
  expect(withDraft(typed, 'a', '  ')).toEqual({ b: 'why so many?' });
});

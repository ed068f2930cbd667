// What goes into the log of an error.
import pg from 'pg';
import { expect, it } from 'vitest';
import { logError } from '../../api/http/log.ts';

it('no value that PostgreSQL refused, and of other errors everything', () => {
  const refusedByIt = Object.assign(new pg.DatabaseError('invalid input syntax for type integer: "张建国"', 40, 'error'), {
    code: '22P02',
    routine: 'pg_strtoint32',
  });
  const told = logError(refusedByIt);
  expect(JSON.stringify(told)).not.toContain('张建国');
  expect(told).toMatchObject({ code: '22P02', message: '22P02 pg_strtoint32' });
  expect(logError(new Error('ours'))).toMatchObject({ message: 'ours', stack: expect.stringContaining('ours') });
});

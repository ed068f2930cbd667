// What the file system refuses, told as a problem: a folder where a file should be, no permission, a full disk.
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { problem, type FileFault, type Problem } from '../engine/problem/index.ts';

const FAULTS: Readonly<Record<string, FileFault>> = {
  ENOENT: 'noFolder',
  EISDIR: 'isFolder',
  ENOTDIR: 'notFolder',
  EEXIST: 'notFolder',
  EACCES: 'noPermission',
  EPERM: 'noPermission',
  EROFS: 'noPermission',
  ENOSPC: 'full',
  EDQUOT: 'full',
  EFBIG: 'full',
  ENAMETOOLONG: 'nameTooLong',
  EBUSY: 'busy',
  ETXTBSY: 'busy',
};

/** The problem behind an error of the file system; null when it is some other error. `file`: what people call the file, if not by its path. */
export function fileProblem(error: unknown, file?: string): Problem | null {
  if (!isFileError(error)) return null;
  const origin = { file: file ?? error.path ?? '' };
  if (error.code === 'ENOENT' && (file !== undefined || existsSync(dirname(origin.file)))) return problem('file.unusable', { fault: 'notThere' }, origin);
  return problem('file.unusable', { fault: FAULTS[error.code] ?? 'other' }, origin);
}

/** In a pack: what its folder should hold is said besides. */
export function inPack(found: Problem): Problem {
  return found.code === 'file.unusable' && found.params.fault === 'notThere' ? problem('pack.notThere', {}, found.origin) : found;
}

interface FileError extends Error {
  readonly code: string;
  readonly syscall: string;
  readonly path?: string;
}

/** Node gives such errors a code and the system call that failed. */
function isFileError(error: unknown): error is FileError {
  return error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string' && /^E[A-Z\d]+$/u.test(error.code);
}

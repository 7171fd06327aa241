/** What the user can put right, said in one sentence and without a trace: exit code 64. */
export class UsageError extends Error {
  override readonly name: string = 'UsageError';
}

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'something else listens there',
  EACCES: 'permission denied',
  EISDIR: 'it is a folder',
  ENOENT: 'there is no such folder',
  ENOSPC: 'no space is left',
  EROFS: 'the file system is read only',
};

/** Why a file could not be written, in words. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}

import { RigFailure } from '#drivers/ports/failure.ts';

const ADVICE: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full: free some space, or give another place with --out',
  EDQUOT: 'the disk quota is used up: free some space, or give another place with --out',
  EROFS: 'the file system is read-only: give another place with --out',
  EACCES: 'writing there is forbidden: change its permissions, or give another place with --out',
  EPERM: 'writing there is forbidden: change its permissions, or give another place with --out',
  EEXIST: 'a file is where a folder should be: move it away, or give another place with --out',
  ENOTDIR: 'a part of the path is a file: give another place with --out',
  EISDIR: 'a folder is where a file should be: move it away, or give another place with --out',
  ENOENT: 'the folder is gone: let nobody clean up during a run, or give another place with --out',
  EMFILE: 'too many files are open: raise the limit of open files (ulimit -n)',
  ENFILE: 'too many files are open on this machine: close some programs',
  EIO: 'the disk gave an input/output error: look after the disk, and give another place with --out',
};

/** The system's word for what went wrong, such as ENOSPC; undefined when the error is not the system's. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  return error.code;
}

/**
 * Does some writing, and says so in words when the disk does not let us.
 *
 * @param path  what is written, for the message
 * @throws {RigFailure} code RUN_FOLDER_UNWRITABLE, with what to do; other errors pass unchanged
 */
export function writing<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = systemCode(error);
    const advice = code === undefined ? undefined : ADVICE[code];
    if (code === undefined || advice === undefined) throw error;
    throw new RigFailure(
      {
        code: 'RUN_FOLDER_UNWRITABLE',
        blame: 'bench',
        message: `could not write ${path} (${code}): ${advice}`,
        facts: { path, systemCode: code },
      },
      { cause: error },
    );
  }
}

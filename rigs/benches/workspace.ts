import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RigFailure } from '#drivers/ports/failure.ts';

/** A folder of a bench that goes away with it. */
export interface Workspace extends AsyncDisposable {
  readonly path: string;
}

const prefix = 'touchstone-';

/**
 * A folder for links to ptys and for the terminal's store. Folders that a killed run left behind are swept first: their
 * names carry the process that made them.
 *
 * @throws {RigFailure} code WORKSPACE_UNWRITABLE
 */
export async function openWorkspace(): Promise<Workspace> {
  await sweep();
  try {
    const path = await mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`));
    return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
  } catch (error) {
    throw new RigFailure(
      {
        code: 'WORKSPACE_UNWRITABLE',
        blame: 'bench',
        message: `could not make a folder in ${tmpdir()}; check free space and permissions, or set TMPDIR to a folder that can be written`,
      },
      { cause: error },
    );
  }
}

async function sweep(): Promise<void> {
  const names = await readdir(tmpdir()).catch((): readonly string[] => []);
  for (const name of names) {
    const pid = /^touchstone-(\d+)-/u.exec(name)?.[1];
    // What another user's run left behind is not ours to remove.
    if (pid !== undefined && !isAlive(Number(pid)))
      await rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => undefined);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, but belongs to somebody else.
    return Error.isError(error) && 'code' in error && error.code === 'EPERM';
  }
}

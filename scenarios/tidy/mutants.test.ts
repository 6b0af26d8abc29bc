import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { kernelMutants } from '../mutants/kernel-mutants.ts';
import { mutants, survivors } from '../mutants/mutants.table.ts';

const root = new URL('../../', import.meta.url);

/** Running them takes most of a minute; that their text is still there shows at once, to whoever changes it. */
test('every mutant finds the text that it replaces, once', () => {
  const stale = [...kernelMutants, ...mutants, ...survivors].flatMap(({ name, edits }) =>
    edits.flatMap(({ file, find }) => {
      const count = readFileSync(fileURLToPath(new URL(file, root)), 'utf8').split(find).length - 1;
      return count === 1 ? [] : [`${name}: ${count} times in ${file}: ${find}`];
    }),
  );
  expect(stale).toEqual([]);
});

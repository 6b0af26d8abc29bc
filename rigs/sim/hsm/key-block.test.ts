import { expect, test } from 'vitest';
import { fromHex } from './bytes.ts';
import { keyBlock } from './key-block.ts';

/** TR-31:2018, A.7.4, with its fill, as public Rust code (paysec) quotes them; facts only. */
test('the block of a published AES key is the published one', () => {
  const block = keyBlock(
    fromHex('3F419E1CB7079442AA37474C2EFBF8B8'),
    { usage: 'P0', mode: 'E', exportability: 'E' },
    {
      cipher: 'aes',
      key: fromHex('88E1AB2A2E3DD38C1FA039A536500CC8A87AB9D62DC92C01058FA79F44657DE6'),
      chance: () => fromHex('1C2965473CE206BB855B01533782'),
    },
  );
  expect(block).toBe(
    'D0112P0AE00E0000B82679114F470F540165EDFBF7E250FCEA43F810D215F8D207E2E417C07156A27E8E31DA05F7425509593D03A457DC34',
  );
});

import type { ScriptOrder } from '#rigs/sim/issuer/script-commands.ts';

const unblockBefore: ScriptOrder = { template: '71', kind: 'pin-unblock' };
const unblockAfter: ScriptOrder = { template: '72', kind: 'pin-unblock' };
const blockAfter: ScriptOrder = { template: '72', kind: 'application-block' };

/** A command that neither terminal nor card knows, and one behind it in another template that both do. */
const ownBefore: ScriptOrder = { template: '71', kind: 'own-command', instruction: 0xe6 };

/** One command that makes template 72 as long as a terminal must take: 128 bytes, tag and length included. */
const longAfter: ScriptOrder = {
  template: '72',
  kind: 'put-data',
  tag: Uint8Array.of(0xdf, 0x51),
  value: new Uint8Array(104).fill(0x5a),
};

/** What the issuer sends to the card with the first answer, by the card's name: scenarios are about these commands. */
export const issuerOrders: Readonly<Record<string, readonly (readonly ScriptOrder[])[]>> = {
  'contact-pin-and-scripts': [[unblockBefore, unblockAfter]],
  'books-script-before': [[unblockBefore]],
  'books-script-after': [[unblockAfter]],
  'books-script-fails-before': [[unblockBefore]],
  'books-script-fails-after': [[unblockAfter]],
  'books-other-script-key': [[unblockAfter]],
  'books-script-warns': [[unblockAfter, blockAfter]],
  'books-script-long': [[longAfter]],
  'books-script-unknown': [[ownBefore, unblockAfter]],
  'books-script-stops': [[unblockAfter, blockAfter]],
};

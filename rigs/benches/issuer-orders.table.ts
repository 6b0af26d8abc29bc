import type { AccountRules } from '#rigs/sim/issuer/account.ts';
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

/** A script with a name, whose one command says that it is longer than the script. */
const brokenAfter: ScriptOrder = {
  template: '72',
  kind: 'own-template',
  value: Uint8Array.from(Buffer.from('9F1804A1B2C3D486118424000008', 'hex')),
};

/** A script with a name, whose one command is longer than a command can be: 262 bytes. */
const oversizeBefore: ScriptOrder = {
  template: '71',
  kind: 'own-template',
  value: Uint8Array.from(Buffer.from(`9F1804A1B2C3D48682010684240000${'A5'.repeat(258)}`, 'hex')),
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
  'books-script-stops-second': [[unblockBefore, unblockAfter, blockAfter]],
  'books-script-broken': [[brokenAfter, unblockAfter]],
  'books-script-oversize': [[oversizeBefore, unblockAfter]],
  'books-script-then-declines': [[unblockBefore]],
};

/** What the issuer holds against sales with a card, by the card's name. */
export const issuerRules: Readonly<Record<string, AccountRules>> = {
  'books-referred': { referralFromMinor: 9000 },
};

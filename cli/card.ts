import { attackBefore, authorityKeys, libraryCards, type LibraryCard } from '#rigs/benches/card-desk.ts';
import { exitCodes } from './exit-codes.ts';
import { UsageError } from './usage-error.ts';

/** Prints all cards, one a line: name, whether it lies, what it exercises. */
export function listCards(options: { readonly json?: boolean }): number {
  const cards = libraryCards();
  if (options.json === true) {
    process.stdout.write(`${JSON.stringify(cards, undefined, 2)}\n`);
    return exitCodes.ok;
  }
  const width = Math.max(...cards.map(({ name }) => name.length));
  for (const { name, purpose, isLying } of cards) {
    process.stdout.write(`${name.padEnd(width)}  ${isLying ? 'lies' : '    '}  ${purpose}\n`);
  }
  return exitCodes.ok;
}

/** Prints the CA public keys that a third-party terminal needs in order to authenticate the cards. */
export function listAuthorityKeys(options: { readonly json?: boolean }): number {
  const keys = authorityKeys();
  if (options.json === true) {
    process.stdout.write(`${JSON.stringify(keys, undefined, 2)}\n`);
    return exitCodes.ok;
  }
  for (const key of keys) {
    const index = key.index.toString(16).toUpperCase().padStart(2, '0');
    process.stdout.write(
      `provider ${key.ridHex}  index ${index}  exponent ${key.exponentHex}  expires ${key.expiry} (YYMMDD)\n` +
        `modulus  ${key.modulusHex}\nSHA-1    ${key.checksumHex}\n`,
    );
  }
  return exitCodes.ok;
}

/** Prints what one card is for; of an attack also where it was published and how it may lawfully end. */
export function showCard(name: string): number {
  const { purpose, isLying } = knownCard(name);
  const attack = attackBefore(name);
  const lines =
    attack === undefined
      ? [`rules    ${isLying ? 'broken on purpose' : 'kept'}`]
      : [
          `attacks  ${attack.base}, ${attack.through}`,
          `source   ${attack.source}`,
          `lawful   ${attack.lawful.outcomes.join(', ')}: ${attack.lawful.because}`,
        ];
  process.stdout.write(`${name}\npurpose  ${purpose}\n${lines.join('\n')}\n`);
  return exitCodes.ok;
}

/** @throws {UsageError} with a name that is near */
export function knownCard(name: string): LibraryCard {
  const cards = libraryCards();
  const card = cards.find((one) => one.name === name);
  if (card !== undefined) return card;
  const near = cards.find((one) => one.name.startsWith(name.slice(0, 4)));
  const hint = near === undefined ? '' : ` (${near.name}?)`;
  throw new UsageError(`no card is named ${name}${hint}; ./touchstone card list shows the names`);
}

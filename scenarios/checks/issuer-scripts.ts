import type { HostMessage } from '#drivers/ports/evidence.ts';
import { closedObjects, tracedObjects } from './trace.ts';

/** A script of the issuer, as a masked trace shows it. */
export interface TracedScript {
  /** Tag 9F18, zeros where none can be read; the mask hides it in a script that it can't read itself. */
  readonly identifierHex: string;
  /** Undefined when it can't be taken apart into commands that a card could get. */
  readonly commands: readonly string[] | undefined;
}

/** Characters of a command: four bytes at least, a whole short command at most. */
const commandCharacters = { min: 8, max: 522 } as const;

/**
 * The scripts in DE55 of an answer in the order in which they are run: those of template 71 first.
 *
 * @clause EMV 4.4 Book 3, 10.10; Book 4, 12.2.4
 */
export function scriptsOf(answer: HostMessage): readonly TracedScript[] {
  const objects = closedObjects(answer.fields['55'] ?? '') ?? [];
  return ['71', '72'].flatMap((template) =>
    objects.filter(({ tag }) => tag === template).map(({ valueHex }) => scriptIn(valueHex)),
  );
}

function scriptIn(valueHex: string): TracedScript {
  const commands = tracedObjects(valueHex)
    ?.filter(({ tag }) => tag === '86')
    .map((object) => object.valueHex);
  const { min, max } = commandCharacters;
  const areLawful = commands?.every(({ length }) => length >= min && length <= max) === true;
  return {
    identifierHex: /^(?:9F1804|\*{6})([0-9A-F]{8}|\*{8})/u.exec(valueHex)?.[1] ?? '0'.repeat(8),
    commands: areLawful ? commands : undefined,
  };
}

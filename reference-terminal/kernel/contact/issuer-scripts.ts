import { concatBytes } from '../bytes.ts';
import type { IssuerScript } from '../outcome.ts';
import { parseTlv } from '../tlv.ts';
import { note } from './contact-context.ts';
import type { ContactContext } from './contact-context.ts';

/** First nibble of a script's result. */
const resultNibble = { notPerformed: 0x00, failed: 0x10, successful: 0x20 } as const;
/** Where the command's number no longer fits the nibble. */
const commandNumberMax = 0x0f;
const identifierBytes = 4;
const commandBytes = { min: 4, max: 261 } as const;
/** Scripts of one transaction: more than any issuer sends. */
const scriptCountMax = 16;
/** First bytes of status words that let a script go on. */
const goodStatuses: ReadonlySet<number> = new Set([0x90, 0x62, 0x63]);

/**
 * Sends the issuer's scripts of one template to the card, command by command, and adds their results to tag 9F5B.
 *
 * @returns whether the card is still there
 * @clause EMV 4.4 Book 3, 10.10: an error ends its script, not the scripts behind it; Book 4, 6.3.9 and A5 (five bytes of
 *   result a script)
 * @reads A script whose coding is broken is "not performed" and counts as failed.
 */
export async function runScripts(
  context: ContactContext,
  scripts: readonly IssuerScript[],
  template: IssuerScript['template'],
): Promise<boolean> {
  let isCardThere = true;
  for (const script of scripts.slice(0, scriptCountMax)) {
    if (script.template !== template) continue;
    const ran: ScriptRun = isCardThere ? await runScript(context, script.value) : unplayed(script.value);
    isCardThere = ran.isCardThere;
    const before = context.data.get('9F5B') ?? new Uint8Array();
    context.data.set('9F5B', concatBytes([before, ran.result]));
    const failedBit =
      template === '71' ? 'script-failed-before-final-cryptogram' : 'script-failed-after-final-cryptogram';
    note(context, { status: ['script-processing'], verification: ran.isSuccessful ? [] : [failedBit] });
  }
  return isCardThere;
}

interface ScriptRun {
  readonly isCardThere: boolean;
  readonly isSuccessful: boolean;
  readonly result: Uint8Array;
}

async function runScript(context: ContactContext, value: Uint8Array): Promise<ScriptRun> {
  const parsed = parseTlv(value);
  if (parsed.kind === 'malformed') return { ...unplayed(value), isCardThere: true };
  const identifier = identifierOf(value);
  const commands = parsed.objects.filter(({ tag }) => tag === '86');
  for (const [index, { value: command }] of commands.entries()) {
    const isLawful = command.length >= commandBytes.min && command.length <= commandBytes.max;
    const answer = isLawful ? await context.session.transmit(command) : ({ kind: 'unlawful' } as const);
    if (answer.kind === 'answered' && goodStatuses.has(answer.statusWord >> 8)) continue;
    const number = Math.min(index + 1, commandNumberMax);
    return {
      isCardThere: answer.kind === 'answered' || answer.kind === 'unlawful',
      isSuccessful: false,
      result: concatBytes([Uint8Array.of(resultNibble.failed | number), identifier]),
    };
  }
  return {
    isCardThere: true,
    isSuccessful: true,
    result: concatBytes([Uint8Array.of(resultNibble.successful), identifier]),
  };
}

function unplayed(value: Uint8Array): ScriptRun {
  return {
    isCardThere: false,
    isSuccessful: false,
    result: concatBytes([Uint8Array.of(resultNibble.notPerformed), identifierOf(value)]),
  };
}

/** Tag 9F18, zeros when the script has none. */
function identifierOf(value: Uint8Array): Uint8Array {
  const parsed = parseTlv(value);
  const identifier = parsed.kind === 'parsed' ? parsed.objects.find(({ tag }) => tag === '9F18')?.value : undefined;
  return identifier?.length === identifierBytes ? identifier : new Uint8Array(identifierBytes);
}

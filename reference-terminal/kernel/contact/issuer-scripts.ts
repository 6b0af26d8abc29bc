import { concatBytes } from '../bytes.ts';
import { readScript, scriptResult } from '../issuer-script.ts';
import type { IssuerScript } from '../outcome.ts';
import { note } from './contact-context.ts';
import type { ContactContext } from './contact-context.ts';

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
  const { identifier, commands } = readScript(value);
  // The card has not seen anything of it: scripts behind it are not touched by what is wrong here.
  if (commands === undefined) return { ...unplayed(value), isCardThere: true };
  for (const [index, command] of commands.entries()) {
    const answer = await context.session.transmit(command);
    if (answer.kind === 'answered' && goodStatuses.has(answer.statusWord >> 8)) continue;
    return {
      isCardThere: answer.kind === 'answered',
      isSuccessful: false,
      result: scriptResult(identifier, 'failed', index + 1),
    };
  }
  return { isCardThere: true, isSuccessful: true, result: scriptResult(identifier, 'successful') };
}

function unplayed(value: Uint8Array): ScriptRun {
  return {
    isCardThere: false,
    isSuccessful: false,
    result: scriptResult(readScript(value).identifier, 'not-performed'),
  };
}

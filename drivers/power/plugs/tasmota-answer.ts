/** What an answer under `stat/` says about one relay. */
export type PowerAnswer = 'on' | 'off' | 'refused';

/**
 * Reads what a Tasmota device answers to `STATUS 11`, or that it did not know a command.
 *
 * One relay is called `POWER`, or by SetOption26 `POWER1`. A refusal comes under `RESULT`, or by SetOption4 under the
 * command's own name. Imitators write in lower case.
 *
 * @param answer.command  last part of the topic
 * @param answer.relay    number of the relay, from 1
 * @returns nothing when the message is about something else, such as the echo of a command: that one does not prove
 *   what the relay does afterwards, and with two echoes to each command it is not known which question it belongs to
 */
export function readPower(answer: {
  readonly command: string;
  readonly payload: string;
  readonly relay: number;
}): PowerAnswer | undefined {
  const entries = lowerCaseEntries(jsonObject(answer.payload));
  if (answer.command.toLowerCase() === 'status11') {
    const names = answer.relay === 1 ? ['power', 'power1'] : [`power${answer.relay}`];
    const state = lowerCaseEntries(entries.get('statussts'));
    return names.map((name) => word(state.get(name))).find((found) => found !== undefined);
  }
  return /^(?:unknown|error)$/i.test(String(entries.get('command'))) ? 'refused' : undefined;
}

function word(value: unknown): PowerAnswer | undefined {
  switch (String(value).trim().toLowerCase()) {
    case 'on':
    case '1':
      return 'on';
    case 'off':
    case '0':
      return 'off';
    default:
      return undefined;
  }
}

function lowerCaseEntries(value: unknown): ReadonlyMap<string, unknown> {
  if (typeof value !== 'object' || value === null) return new Map();
  return new Map(Object.entries(value).map(([name, entry]) => [name.toLowerCase(), entry]));
}

/** Half the answers are plain words; and broken JSON on a shared bus is somebody else's trouble. Neither is an answer. */
function jsonObject(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

import {
  beginProcessing,
  buildCandidates,
  createDataObjects,
  readRecords,
  selectCandidate,
} from '#terminal/vectors.ts';
import type { ContactApplication } from '#terminal/vectors.ts';
import { toHex } from '#terminal/vectors.ts';
import { scriptedCard } from './scripted-exchanges.ts';
import type { ScriptedCard } from './scripted-exchanges.ts';
import { bytesOf, objectOf } from './vector-input.ts';

type Phase = (card: ScriptedCard, vector: Readonly<Record<string, unknown>>) => Promise<string>;

/** By the function that the publisher's test calls. */
const phases: Readonly<Record<string, Phase>> = {
  emv_build_candidate_list: buildList,
  emv_select_application: selectOne,
  emv_initiate_application_processing: begin,
  emv_read_application_data: readData,
  emv_tal_read_afl_records: readFiles,
};

/**
 * One phase of a contact transaction against scripted exchanges. A command that the script does not expect is an error.
 *
 * Input: `exchanges`, `function` (which phase; without one the file reading itself), and optionally `afl`.
 *
 * @returns the publisher's word for how the phase ended
 */
export async function exchange(input: unknown): Promise<unknown> {
  const vector = objectOf(input);
  const card = scriptedCard(vector['exchanges']);
  const name = typeof vector['function'] === 'string' ? vector['function'] : 'emv_tal_read_afl_records';
  const phase = phases[name] ?? readFiles;
  return phase(card, vector);
}

const accepted = 'EMV_OK';
const cardError = 'EMV_OUTCOME_CARD_ERROR';

/** The applications of the publisher's terminal; true where a partial name will do. */
const publishersApplications: readonly ContactApplication[] = (
  [
    ['A0000000031010', true],
    ['A0000000032010', false],
    ['A0000000032020', false],
    ['A0000000041010', true],
    ['A0000000043060', true],
  ] as const
).map(([aidHex, allowsPartialSelection]) => application(aidHex, allowsPartialSelection));

function application(aidHex: string, allowsPartialSelection: boolean): ContactApplication {
  return {
    aidHex,
    label: '',
    allowsPartialSelection,
    applicationVersionNumberHex: '0000',
    floorLimitMinor: 0,
    terminalActionCodes: { denialHex: '0000000000', onlineHex: '0000000000', defaultHex: '0000000000' },
    randomSelection: { targetPercent: 0, maximumTargetPercent: 0, thresholdMinor: 0 },
  };
}

async function buildList({ session }: ScriptedCard): Promise<string> {
  const built = await buildCandidates(session, { applications: publishersApplications, usesDirectory: true });
  if (built.kind === 'built') return built.candidates.length === 0 ? 'EMV_OUTCOME_NOT_ACCEPTED' : accepted;
  return stopWord(built);
}

async function selectOne({ session, exchanges }: ScriptedCard): Promise<string> {
  const [command] = exchanges[0] ?? [];
  if (command === undefined) return 'EMV_ERROR_INVALID_PARAMETER';
  const applicationName = command.slice(5, 5 + (command[4] ?? 0));
  const selected = await selectCandidate(session, {
    applicationName,
    application: application(toHex(applicationName), false),
    label: undefined,
    preferredName: undefined,
    codeTableIndex: undefined,
    priority: 0,
    needsConfirmation: false,
  });
  if (selected.kind === 'selected') return accepted;
  return selected.kind === 'select-next' ? 'EMV_OUTCOME_TRY_AGAIN' : stopWord(selected);
}

/** The list of the card is not in the case: one entry stands for it, whose value is what the command carries. */
async function begin({ session, exchanges }: ScriptedCard): Promise<string> {
  const [command] = exchanges[0] ?? [];
  if (command === undefined) return cardError;
  const optionsData = command.slice(7, 7 + (command[6] ?? 0));
  const data = createDataObjects(new Map([['9F53', optionsData]]), []);
  if (optionsData.length > 0) data.set('9F38', Uint8Array.of(0x9f, 0x53, optionsData.length));
  const begun = await beginProcessing(session, data);
  if (begun.kind === 'initiated') return accepted;
  return begun.kind === 'select-next' ? 'EMV_OUTCOME_GPO_NOT_ACCEPTED' : stopWord(begun);
}

async function readData(card: ScriptedCard, vector: Readonly<Record<string, unknown>>): Promise<string> {
  const data = createDataObjects(new Map([['94', locatorOf(card, vector)]]), []);
  const read = await readRecords(card.session, data, ['5A', '5F24', '8C', '8D']);
  return read.kind === 'read' ? accepted : cardError;
}

async function readFiles(card: ScriptedCard, vector: Readonly<Record<string, unknown>>): Promise<string> {
  const data = createDataObjects(new Map([['94', locatorOf(card, vector)]]), []);
  const read = await readRecords(card.session, data, []);
  if (read.kind === 'read') return read.signedRecords === undefined ? 'EMV_TAL_RESULT_ODA_RECORD_INVALID' : accepted;
  const [, response] = card.exchanges.at(-1) ?? [];
  if (response === undefined) return 'EMV_TAL_ERROR_AFL_INVALID';
  if (toHex(response.slice(-2)) !== '9000') return 'EMV_TAL_ERROR_READ_RECORD_FAILED';
  return isOneTemplate(response.slice(0, -2))
    ? 'EMV_TAL_ERROR_READ_RECORD_PARSE_FAILED'
    : 'EMV_TAL_ERROR_READ_RECORD_INVALID';
}

/** Whether a record is template 70 from its first byte to its last. */
function isOneTemplate(record: Uint8Array): boolean {
  if (record[0] !== 0x70) return false;
  const [, first = 0, second = 0] = record;
  return first < 0x80 ? record.length === 2 + first : first === 0x81 && record.length === 3 + second;
}

/** `afl` of the case, or the locator that leads to the commands of the script, every record signed. */
function locatorOf(card: ScriptedCard, vector: Readonly<Record<string, unknown>>): Uint8Array {
  if (vector['afl'] !== undefined) return bytesOf(vector['afl'], "at 'afl'");
  const entries: number[][] = [];
  for (const [command] of card.exchanges) {
    const [, , number = 0, file = 0] = command;
    const last = entries.at(-1);
    if (last !== undefined && last[0] === (file & 0xf8) && last[2] === number - 1) {
      last[2] = number;
      last[3] = (last[3] ?? 0) + 1;
    } else entries.push([file & 0xf8, number, number, 1]);
  }
  return Uint8Array.from(entries.flat());
}

function stopWord(stop: { readonly kind: string; readonly reason?: string }): string {
  return stop.reason === 'card-blocked' ? 'EMV_OUTCOME_CARD_BLOCKED' : cardError;
}

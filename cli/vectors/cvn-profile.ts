import { joinBytes, toHex } from '#rigs/sim/issuer/bytes.ts';
import { cryptogramVersions, type CryptogramVersionName } from '#rigs/sim/issuer/cryptogram-versions.table.ts';
import { issuedCard, type IssuedCard, type TransactionMarks } from '#rigs/sim/issuer/issued-card.ts';
import { proprietaryIn } from './cryptogram.ts';
import { cardIn, optionalBytesIn, optionalPinIn, pinIn, sizedIn } from './issuer-input.ts';
import { StepByStep } from './step-by-step.ts';
import { bytesIn, objectOf, textIn, type VectorInput } from './vector-input.ts';
import { VectorProblem } from './vector-problem.ts';

/** The publisher's names of our cryptogram versions; its Mastercard names are decimal. */
const versionNames: Readonly<Record<string, CryptogramVersionName>> = {
  VisaCVN10: '10',
  VisaCVN18: '18',
  VisaCVN22: '22',
  InteracCVN133: '133',
  MasterCardCVN16: '16',
  MasterCardCVN17: '17-m-chip',
  MasterCardCVN20: '14',
  MasterCardCVN21: '15',
};

interface Case {
  readonly card: IssuedCard;
  readonly inputs: VectorInput;
  readonly marks: TransactionMarks;
  readonly version: (typeof cryptogramVersions)[CryptogramVersionName];
}

/** From the issuer's keys, a card and a transaction to cryptogram, answer or script command, as a version has it. */
export function cvnProfile(input: unknown): unknown {
  const vector = objectOf(input);
  const name = textIn(vector, 'cvn');
  const versionName = Object.hasOwn(versionNames, name) ? versionNames[name] : undefined;
  if (versionName === undefined)
    throw new VectorProblem('UNKNOWN_KIND', "no cryptogram version of this name, at 'cvn'");
  const keys = objectOf(vector['keys'], "at 'keys'");
  const inputs = objectOf(vector['inputs'], "at 'inputs'");
  const version = cryptogramVersions[versionName];
  const masterKeys = {
    cryptograms: sizedIn(keys, 'iss_mk_ac', [16]),
    scriptIntegrity: sizedIn(keys, 'iss_mk_smi', [16]),
    scriptConfidentiality: sizedIn(keys, 'iss_mk_smc', [16]),
  };
  const card = issuedCard(masterKeys, cardIn(vector), version);
  return perform(textIn(vector, 'op'), { card, inputs, marks: marksIn(inputs), version });
}

function perform(operation: string, each: Case): unknown {
  switch (operation) {
    case 'generate_ac':
      return applicationCryptogram(each);
    case 'generate_arpc':
      return responseCryptogram(each);
    case 'generate_command_mac':
      return commandMac(each);
    case 'encrypt_command_data':
      return toHex(each.card.encipher(each.marks, bytesIn(each.inputs, 'command_data')));
    case 'generate_pin_change_command':
      return pinChange(each);
    default:
      throw new VectorProblem('UNKNOWN_KIND', "no operation of this name, at 'op'");
  }
}

/** Where an operation does not ask for one of them, zeros do not matter. */
function marksIn(inputs: VectorInput): TransactionMarks {
  const sized = (tag: string, length: number): Uint8Array =>
    inputs[tag] === undefined || inputs[tag] === null ? new Uint8Array(length) : sizedIn(inputs, tag, [length]);
  return { counter: sized('9f36', 2), unpredictableNumber: sized('9f37', 4), cryptogram: sized('9f26', 8) };
}

function applicationCryptogram({ card, inputs, marks, version }: Case): StepByStep {
  const part = {
    results: ['cvr'],
    'results-and-counters': ['cvr', 'counters'],
    whole: ['9f10'],
    minimum: ['cvr'],
  }[version.issuerPart];
  const data = card.message(
    (tag) => bytesIn(inputs, tag.toLowerCase()),
    joinBytes(part.map((key) => bytesIn(inputs, key))),
  );
  return new StepByStep(toHex(card.cryptogramOver(data, marks)), {
    icc_mk_ac: toHex(card.cardKey),
    sk_ac: toHex(card.sessionKey(marks)),
    data: toHex(data),
  });
}

function responseCryptogram({ card, inputs, marks, version }: Case): string {
  sizedIn(inputs, '9f26', [8]);
  const word = version.responseMethod === 1 ? sizedIn(inputs, 'arpc_rc', [2]) : sizedIn(inputs, 'csu', [4]);
  const proprietaryData = proprietaryIn(inputs, 'proprietary_auth_data');
  return toHex(card.responseCryptogram(marks, { word, proprietaryData }));
}

function commandMac({ card, inputs, marks }: Case): StepByStep {
  const command = {
    header: bytesIn(inputs, 'command_header'),
    data: optionalBytesIn(inputs, 'command_data') ?? new Uint8Array(),
  };
  return new StepByStep(toHex(card.scriptMac(marks, command)), {
    sk_smi: toHex(card.scriptKeys(marks).integrity),
    mac_input: toHex(card.scriptMacMessage(marks, command)),
  });
}

function pinChange({ card, inputs, marks }: Case): StepByStep {
  const currentPin = optionalPinIn(inputs, 'current_pin');
  const pin = pinIn(inputs, 'pin');
  const change = card.pinChange(marks, currentPin === undefined ? { pin } : { pin, currentPin });
  return new StepByStep(toHex(change.command), {
    pin_block: toHex(change.pinBlock),
    enciphered: toHex(change.enciphered),
  });
}

import { describe, expect, test } from 'vitest';
import { fromHex, toHex } from './bytes.ts';
import { createCard } from './card.ts';
import { applicationCryptogram } from './cryptography/application-cryptogram.ts';
import { deriveIccMasterKey, sessionKeyForCounter } from './cryptography/application-keys.ts';
import { authorisationResponseCryptogram } from './cryptography/issuer-authentication.ts';
import { schemeKeys } from './personalisation/scheme-keys.ts';
import { pick } from './testing/by-hand.ts';
import {
  commands,
  countingRng,
  firstDataHex,
  generateAc,
  imageOf,
  initiatedCard,
  poweredCard,
  send,
  sendWell,
} from './testing/tap.ts';

const counterCommand = '80CA9F3600';

describe('selection', () => {
  test('the directory names one application with its label, priority and kernel', () => {
    expect(send(poweredCard('standard'), commands.selectDirectory)).toBe(
      '6F38840E325041592E5359532E4444463031A526BF0C2361214F07A0000000041010500F546F75636873746F6E6520546573748701019F2A01029000',
    );
  });

  test('the application tells its name, label, priority and language', () => {
    expect(send(poweredCard('standard'), commands.selectApplication)).toBe(
      '6F278407A0000000041010A51C500F546F75636873746F6E6520546573748701015F2D02656EBF0C009000',
    );
  });

  test('the application answers to the beginning of its name with its whole name', () => {
    expect(pick(sendWell(poweredCard('standard'), '00A4040005A00000000400'), '84')).toBe('A0000000041010');
  });

  test.each([
    { what: 'a stranger', command: '00A4040007A000000003101000' },
    { what: 'a longer name', command: '00A4040008A00000000410100100' },
    { what: 'a next occurrence', command: '00A4040207A000000004101000' },
    { what: 'the contact directory', command: '00A404000E315041592E5359532E444446303100' },
  ])('$what is not found', ({ command }) => {
    expect(send(poweredCard('standard'), command)).toBe('6A82');
  });

  test('only a card that wants data with GET PROCESSING OPTIONS says so', () => {
    expect(pick(sendWell(poweredCard('with-pdol'), commands.selectApplication), '9F38')).toBe('9F37049F02069F1A029505');
  });
});

describe('a transaction', () => {
  test('begins with profile and file locator', () => {
    const card = poweredCard('standard');
    sendWell(card, commands.selectApplication);
    expect(send(card, commands.getProcessingOptions)).toBe('771282021980940C0801010010010101180103009000');
  });

  test('ends with a cryptogram that the issuer can check', () => {
    const answer = sendWell(initiatedCard('standard'), generateAc('80'));
    expect(pick(answer, '9F26')).toBe(expectedCryptogram(answer));
  });

  test('ends with a cryptogram that the issuer must find wrong on the card made for that', () => {
    const answer = sendWell(initiatedCard('wrong-cryptogram'), generateAc('80'));
    expect(pick(answer, '9F26')).not.toBe(expectedCryptogram(answer, 'wrong-cryptogram'));
  });

  test.each([
    { asked: '00', information: '00', results: '800003220000' },
    { asked: '40', information: '40', results: '900003220000' },
    { asked: '80', information: '80', results: 'A00003220000' },
    { asked: '90', information: '80', results: 'A04003220000' },
    { asked: '50', information: '40', results: '904003220000' },
    { asked: '10', information: '00', results: '800003220000' },
  ])('asked for $asked the card answers $information and tells the issuer', ({ asked, information, results }) => {
    const answer = sendWell(initiatedCard('standard'), generateAc(asked));
    expect(pick(answer, '9F27')).toBe(information);
    expect(pick(answer, '9F10')).toMatch(new RegExp(`^0114${results}`));
  });

  test('abroad is told to the issuer as international', () => {
    const answer = sendWell(initiatedCard('standard'), generateAc('80', firstDataHex.replace('0276', '0250')));
    expect(pick(answer, '9F10').slice(4, 16)).toBe('A00003240000');
  });

  test('insists on going online after five offline approvals', () => {
    const card = poweredCard('standard');
    const types = Array.from({ length: 6 }, () => {
      sendWell(card, commands.selectApplication);
      sendWell(card, commands.getProcessingOptions);
      return sendWell(card, generateAc('40'));
    });
    expect(types.map((answer) => pick(answer, '9F27'))).toEqual(['40', '40', '40', '40', '40', '80']);
    // Lower limit reached; 5 times 12.50 EUR in plain counters.
    expect(pick(types[5] ?? '', '9F10')).toBe('0114A00003228000000000000000625005FF');
  });
});

function expectedCryptogram(answerHex: string, name = 'standard'): string {
  const { pan, panSequenceNumber } = imageOf(name).account;
  const iccMasterKey = deriveIccMasterKey({ issuerMasterKey: schemeKeys.issuerMasterKey, pan, panSequenceNumber });
  const counterHex = pick(answerHex, '9F36');
  const applicationTransactionCounter = Number.parseInt(counterHex, 16);
  return toHex(
    applicationCryptogram({
      sessionKey: sessionKeyForCounter({ iccMasterKey, applicationTransactionCounter }),
      terminalValues: new Map(Object.entries(firstValues).map(([tag, hex]) => [tag, fromHex(hex)])),
      applicationInterchangeProfile: fromHex('1980'),
      counter: fromHex(counterHex),
      cardVerificationResults: fromHex(pick(answerHex, '9F10').slice(4, 16)),
    }),
  );
}

const firstValues = {
  '9F02': '000000001250',
  '9F03': '000000000000',
  '9F1A': '0276',
  '95': '0000008000',
  '5F2A': '0978',
  '9A': '261122',
  '9C': '00',
  '9F37': 'A1B2C3D4',
};

describe('the issuer speaks to the card', () => {
  const unpredictableHex = '11223344';

  function secondAnswer(options: { responseCodeHex: string; spoil: boolean; asked: string }): string {
    const card = initiatedCard('standard');
    const cryptogram = fromHex(pick(sendWell(card, generateAc('80')), '9F26'));
    const { pan, panSequenceNumber } = imageOf('standard').account;
    const iccMasterKey = deriveIccMasterKey({ issuerMasterKey: schemeKeys.issuerMasterKey, pan, panSequenceNumber });
    const sessionKey = sessionKeyForCounter({ iccMasterKey, applicationTransactionCounter: 1 });
    const responseCode = fromHex(options.responseCodeHex);
    const proof = toHex(authorisationResponseCryptogram({ sessionKey, cryptogram, responseCode }));
    const sent = options.spoil ? proof.replace(/^../, (first) => (first === '00' ? '01' : '00')) : proof;
    const data = `${sent}${options.responseCodeHex}${options.responseCodeHex}0000008000${unpredictableHex}`;
    return sendWell(card, generateAc(options.asked, data));
  }

  test('and the card approves when it knows the issuer', () => {
    const answer = secondAnswer({ responseCodeHex: '3030', spoil: false, asked: '40' });
    expect(pick(answer, '9F27')).toBe('40');
    expect(pick(answer, '9F10').slice(4, 16)).toBe('601003220000');
  });

  test('and the card declines when the proof is not the issuer own', () => {
    const answer = secondAnswer({ responseCodeHex: '3030', spoil: true, asked: '40' });
    expect(pick(answer, '9F27')).toBe('00');
    expect(pick(answer, '9F10').slice(4, 16)).toBe('201003220400');
  });

  test('and silence from an issuer that could not be reached ends in a decline', () => {
    const card = initiatedCard('standard');
    sendWell(card, generateAc('80'));
    const answer = sendWell(card, generateAc('40', `${'00'.repeat(10)}59330000008000${unpredictableHex}`));
    expect(pick(answer, '9F27')).toBe('00');
    expect(pick(answer, '9F10').slice(4, 16)).toBe('200003620000');
  });

  test('only once', () => {
    const card = initiatedCard('standard');
    sendWell(card, generateAc('80'));
    sendWell(card, generateAc('00', '00'.repeat(21)));
    expect(send(card, generateAc('00', '00'.repeat(21)))).toBe('6985');
  });
});

describe('commands that the card turns down', () => {
  test.each([
    {
      what: 'GET PROCESSING OPTIONS before SELECT',
      prepared: 'powered',
      command: commands.getProcessingOptions,
      word: '6985',
    },
    { what: 'READ RECORD before a transaction', prepared: 'selected', command: '00B2010C00', word: '6985' },
    { what: 'GENERATE AC before a transaction', prepared: 'selected', command: generateAc('80'), word: '6985' },
    { what: 'GET DATA before SELECT', prepared: 'powered', command: counterCommand, word: '6985' },
    {
      what: 'a second GET PROCESSING OPTIONS',
      prepared: 'initiated',
      command: commands.getProcessingOptions,
      word: '6985',
    },
    { what: 'a record that is not there', prepared: 'initiated', command: '00B2020C00', word: '6A83' },
    { what: 'a file that is not there', prepared: 'initiated', command: '00B2012400', word: '6A82' },
    { what: 'a record by other means than its number', prepared: 'initiated', command: '00B2010D00', word: '6A86' },
    { what: 'an unknown instruction', prepared: 'initiated', command: '00840000', word: '6D00' },
    { what: 'an unknown class', prepared: 'initiated', command: '90B2010C00', word: '6E00' },
    { what: 'a known instruction of the other class', prepared: 'initiated', command: '80B2010C00', word: '6E00' },
    {
      what: 'GENERATE AC with a byte missing',
      prepared: 'initiated',
      command: generateAc('80', firstDataHex.slice(2)),
      word: '6700',
    },
    {
      what: 'GENERATE AC for a fourth kind of cryptogram',
      prepared: 'initiated',
      command: generateAc('C0'),
      word: '6A86',
    },
    { what: 'a length that does not fit the data', prepared: 'initiated', command: '80AE800005000000', word: '6700' },
    { what: 'a command that wants no answer', prepared: 'initiated', command: '00B2010C', word: '6700' },
    { what: 'a header cut short', prepared: 'initiated', command: '00B201', word: '6700' },
    { what: 'options in another template', prepared: 'selected', command: '80A8000002820000', word: '6A80' },
    {
      what: 'options that the card did not ask for',
      prepared: 'selected',
      command: '80A800000383010000',
      word: '6700',
    },
    { what: 'unknown data', prepared: 'initiated', command: '80CA9F2000', word: '6A88' },
  ])('$what: $word', ({ prepared, command, word }) => {
    const card = prepared === 'initiated' ? initiatedCard('standard') : poweredCard('standard');
    if (prepared === 'selected') sendWell(card, commands.selectApplication);
    expect(send(card, command)).toBe(word);
  });

  test('GENERATE AC after a decision', () => {
    const card = initiatedCard('standard');
    sendWell(card, generateAc('40'));
    expect(send(card, generateAc('40'))).toBe('6985');
  });

  test('a refused command leaves the transaction where it was', () => {
    const card = initiatedCard('standard');
    send(card, '00A4040007A000000003101000');
    expect(send(card, generateAc('80'))).toMatch(/9000$/);
  });
});

describe('power', () => {
  test('lost in a transaction, the card begins anew', () => {
    const card = initiatedCard('standard');
    card.powerOff();
    card.powerOn();
    expect(send(card, generateAc('80'))).toBe('6985');
  });

  test('lost, the transaction counter is kept', () => {
    const card = initiatedCard('standard');
    card.powerOff();
    card.powerOn();
    sendWell(card, commands.selectApplication);
    expect(sendWell(card, counterCommand)).toBe('9F36020001');
    sendWell(card, commands.getProcessingOptions);
    expect(sendWell(card, counterCommand)).toBe('9F36020002');
  });

  test('absent, the card cannot be asked', () => {
    const card = createCard(imageOf('standard'), countingRng(1));
    expect(() => send(card, commands.selectDirectory)).toThrow(/only while the field feeds it/);
  });

  test('two cards of one image count for themselves', () => {
    const [one, other] = [initiatedCard('standard'), poweredCard('standard')];
    sendWell(other, commands.selectApplication);
    expect(sendWell(one, counterCommand)).toBe('9F36020001');
    expect(sendWell(other, counterCommand)).toBe('9F36020000');
  });
});

describe('time and chance', () => {
  test.each([
    { name: 'standard', command: generateAc('90'), processingMs: 180 },
    { name: 'standard', command: generateAc('80'), processingMs: 60 },
    { name: 'slow', command: generateAc('90'), processingMs: 900 },
    { name: 'standard', command: '00B2010C00', processingMs: 15 },
    { name: 'standard', command: generateAc('80', '00'), processingMs: 5 },
  ])('$name thinks $processingMs ms about $command', ({ name, command, processingMs }) => {
    expect(initiatedCard(name).respond(fromHex(command)).processingMs).toBe(processingMs);
  });

  test('the same chance gives the same transaction, other chance another signature', () => {
    const run = (start: number): string => {
      const card = createCard(imageOf('standard'), countingRng(start));
      card.powerOn();
      sendWell(card, commands.selectApplication);
      sendWell(card, commands.getProcessingOptions);
      return sendWell(card, generateAc('90'));
    };
    expect(run(7)).toBe(run(7));
    expect(run(7)).not.toBe(run(8));
  });
});

import { describe, expect, test } from 'vitest';
import { analyseActions, isLawfulAnswer } from './action-analysis.ts';
import { fromHex } from './bytes.ts';
import { createDataObjects } from './data-objects.ts';
import { terminalVerificationBits, terminalVerificationResults } from './terminal-verification-results.ts';
import { transactionStatusInformation } from './transaction-status-information.ts';

const noCodes = { denialHex: '0000000000', onlineHex: '0000000000', defaultHex: '0000000000' };
const noIssuerCodes = { '9F0D': '0000000000', '9F0E': '0000000000', '9F0F': '0000000000' };

function analyse(objects: Readonly<Record<string, string>>, codes: Partial<typeof noCodes> = {}) {
  const data = createDataObjects(new Map(), []);
  const defaults = { '9C': '00', '9F35': '22' };
  for (const [tag, valueHex] of Object.entries({ ...defaults, ...objects })) data.set(tag, fromHex(valueHex));
  return analyseActions(data, { ...noCodes, ...codes });
}

describe('terminal action analysis', () => {
  test('asks for an AAC when any denial code matches, and says why', () => {
    expect(analyse({ '95': '0400000000', ...noIssuerCodes }, { denialHex: '0440000000' })).toEqual({
      requested: 'AAC',
      denial: 'offline-data-authentication-failed',
    });
    expect(analyse({ '95': '0040000000', ...noIssuerCodes, '9F0E': '0040000000' })).toEqual({
      requested: 'AAC',
      denial: 'expired-application',
    });
    expect(analyse({ '95': '0008000000', ...noIssuerCodes }, { denialHex: '0008000000' })).toEqual({
      requested: 'AAC',
      denial: 'denied-by-action-codes',
    });
  });

  test('goes online when an online code matches, else asks for a TC', () => {
    expect(analyse({ '95': '0000008000', ...noIssuerCodes }, { onlineHex: '0000008000' }).requested).toBe('ARQC');
    expect(analyse({ '95': '0000008000', ...noIssuerCodes }).requested).toBe('TC');
  });

  test('reads a missing online code as ones and a missing denial code as zeros', () => {
    expect(analyse({ '95': '8000000000' }).requested).toBe('ARQC');
    expect(analyse({ '95': '0000000000' }).requested).toBe('TC');
  });

  test('follows the terminal type', () => {
    expect(analyse({ '95': '0000000000', '9F35': '21', ...noIssuerCodes }).requested).toBe('ARQC');
    expect(analyse({ '95': '0000008000', '9F35': '23', ...noIssuerCodes }, { onlineHex: 'FFFFFFFFFF' }).requested).toBe(
      'TC',
    );
    expect(analyse({ '95': '0000008000', '9F35': '26' })).toEqual({ requested: 'AAC', denial: 'floor-limit-exceeded' });
  });

  test('asks for an AAC for a refund, without denying it', () => {
    expect(analyse({ '95': '0000000000', '9C': '20', ...noIssuerCodes })).toEqual({
      requested: 'AAC',
      denial: undefined,
    });
  });
});

test('an answer may be as strong as what was asked for, or weaker', () => {
  const types = ['AAC', 'ARQC', 'TC'] as const;
  const lawful = types.flatMap((requested) => types.filter((answered) => isLawfulAnswer(requested, answered)).length);
  expect(lawful).toEqual([1, 2, 3]);
});

test('bits of the results sit where the book puts them', () => {
  expect(terminalVerificationResults(['combined-data-authentication-failed', 'expired-application'])).toEqual(
    fromHex('0440000000'),
  );
  expect(terminalVerificationResults(['online-verification-captured', 'floor-limit-exceeded'])).toEqual(
    fromHex('0000048000'),
  );
  expect(terminalVerificationBits(fromHex('80F00000F0'))).toHaveLength(9);
  expect(transactionStatusInformation(['offline-data-authentication', 'terminal-risk-management'])).toEqual(
    fromHex('8800'),
  );
});

import { describe, expect, test } from 'vitest';
import { problemInWords } from './configuration-problem.ts';
import { good } from './good-configuration.fixture.ts';
import { readTerminalConfiguration } from './read-configuration.ts';

const today = '261125';

function problemsOf(text: string): string {
  const read = readTerminalConfiguration(text, { today });
  return read.kind === 'read' ? '' : read.problems.map((problem) => problemInWords('t.yaml', problem)).join('\n');
}

describe('a terminal configuration', () => {
  const codes = "messageAuthentication: { scheme: zone-tdes, keyHex: 'A1B2C3D4E5F60718293A4B5C6D7E8F90' }\n";
  const hosts = 'hosts: { names: [primary, secondary], returnAfterMs: 60000, connections: persistent }\n';
  const backOff = 'reversalRetryBackOff: { capMs: 60000, jitterPercent: 50 }\n';
  const management = (members: string): string => `networkManagement: { signOn: at-start, ${members} }\n`;
  const change = (keyHex: string): string => `keyChange: { keyEncryptingKeyHex: '${keyHex}', atSignOn: true }`;
  const kek = '5DA2C80B61F4973E0EBC497A38D61F85';
  const gateway = `gateway: { accessToken: 'a-token-for-tests', keyId: k, keyHex: '${kek}${kek}' }\n`;

  test('may name hosts, growing pauses, and when the terminal signs on and changes keys', () => {
    const text = good + hosts + backOff + codes + management(`onFailure: retry, triesMax: 3, ${change(kek)}`);
    expect(readTerminalConfiguration(text, { today }).kind).toBe('read');
  });

  test.each([
    [hosts.replace('secondary', 'primary'), /hosts\.names: expected a name of its own for every host/u],
    [hosts.replace(', secondary', ''), /hosts\.names: expected at least two hosts/u],
    [hosts + gateway, /hosts: expected no hosts beside a gateway/u],
    [backOff.replace('60000', '499'), /reversalRetryBackOff\.capMs: expected at least the first pause, 500 ms/u],
    [management('onFailure: retry'), /triesMax: expected how often it is tried/u],
    [management('onFailure: go-on, triesMax: 2'), /triesMax: expected no number of tries/u],
    [management('onFailure: go-on') + gateway, /networkManagement: expected no network management beside a gateway/u],
    [
      codes + management(`onFailure: go-on, ${change('A1B2C3D4E5F60718293A4B5C6D7E8F90')}`),
      /keyEncryptingKeyHex: expected a key that is nothing else/u,
    ],
    [
      codes.replace('tdes', 'aes') + management(`onFailure: go-on, ${change(kek)}`),
      /keyChange: expected working keys of one cipher/u,
    ],
    [
      codes + management(`onFailure: go-on, ${change(kek + kek)}`),
      /keyEncryptingKeyHex: expected a key of 16 or 24 bytes/u,
    ],
  ])('is refused with %j', (members, problem) => {
    expect(readTerminalConfiguration(good + members, { today }).kind).toBe('refused');
    expect(problemsOf(good + members)).toMatch(problem);
  });
});

import type { HostMessage, Recorded } from '#drivers/ports/evidence.ts';
import type { Check, CheckFinding } from '../check.ts';
import { bitsOf, messagesToHost, tracedObjects } from './trace.ts';

/** Enciphered PIN verified online, without and with "go on if it fails". */
const onlinePin: ReadonlySet<string> = new Set(['02', '42']);
/** 9F34 byte 3: the method failed, because nobody entered a PIN or nobody could. */
const failed = '01';
/** A block of 8 bytes; one of 16, which has no room there. */
const pinElements = ['52', '120'] as const;
const codeElements = ['64', '128'] as const;
/** 9F33 byte 2: plaintext PIN by the chip b8, online PIN b7, enciphered PIN by the chip b5 (RSA) and b1 (curves). */
const pinCapabilities = 0x00_d1_00n;

/**
 * A PIN block goes to the host with online PIN and never otherwise, and DE22 says whether the terminal can take a PIN.
 */
export const check: Check = {
  name: 'pin-block-fits-the-method',
  clause: 'ISO 8583:1987 DE22, DE52, DE53',
  proves: ['ISO8583-DE52-1', 'L3-DE22-02'],
  needs: ['host-message'],
  judge: (events) =>
    messagesToHost(events)
      .filter(({ mti }) => mti === '0200')
      .flatMap(judgeRequest),
};

function judgeRequest(request: HostMessage & Recorded): readonly CheckFinding[] {
  const objects = tracedObjects(request.fields['55'] ?? '') ?? [];
  const valueOf = (wanted: string): string | undefined => objects.find(({ tag }) => tag === wanted)?.valueHex;
  const results = valueOf('9F34');
  const isDue = results?.slice(4) !== failed && onlinePin.has(results?.slice(0, 2) ?? '');
  const capabilities = bitsOf(valueOf('9F33'), 3);
  const hasBlock = pinElements.some((element) => request.fields[element] !== undefined);
  const entry = request.fields['22']?.slice(2) ?? '';
  return [
    ...(results === undefined
      ? []
      : [
          {
            holds: hasBlock === isDue,
            text: 'a PIN block is there with an online PIN that was entered, and with nothing else',
            expected: isDue ? 'a PIN block' : 'none',
            observed: `${hasBlock ? 'one' : 'none'} with 9F34 ${results}`,
            eventIndex: request.index,
            requirementIds: ['ISO8583-DE52-1'],
          },
        ]),
    ...(request.fields['53'] === undefined
      ? []
      : [
          {
            holds: hasBlock || codeElements.some((element) => request.fields[element] !== undefined),
            text: 'the key data of DE53 belong to a PIN block or to a code over the message',
            expected: 'a PIN block, DE64 or DE128',
            observed: hasBlock ? 'a PIN block' : 'DE53 and no PIN block',
            eventIndex: request.index,
            requirementIds: ['ISO8583-DE52-1'],
          },
        ]),
    ...(capabilities === undefined || entry === ''
      ? []
      : [
          {
            holds: (entry === '1') === ((capabilities & pinCapabilities) !== 0n) && (!hasBlock || entry === '1'),
            text: 'DE22 says whether the terminal can take a PIN, as its capabilities do',
            expected: (capabilities & pinCapabilities) !== 0n ? '1, PIN can be entered' : '2, no PIN can be entered',
            observed: `${entry} with 9F33 ${valueOf('9F33')}`,
            eventIndex: request.index,
            requirementIds: ['L3-DE22-02'],
          },
        ]),
  ];
}

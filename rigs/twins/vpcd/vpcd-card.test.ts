import { describe, expect, test } from 'vitest';
import type { ByteLink } from '#drivers/ports/link.ts';
import { serveCard, type VpcdEvent } from './vpcd-card.ts';

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();
const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));

/** What the reader sends, in chunks, and what the card answered. */
async function talk(chunks: readonly string[]): Promise<{
  readonly sent: readonly string[];
  readonly events: readonly string[];
  readonly life: readonly string[];
}> {
  const sent: string[] = [];
  const life: string[] = [];
  const events: string[] = [];
  const link: ByteLink = {
    received: (async function* () {
      for (const chunk of chunks) yield { bytes: bytesOf(chunk), atMs: 0 };
    })(),
    send: async (bytes) => void sent.push(hexOf(bytes)),
    [Symbol.asyncDispose]: async () => undefined,
  };
  const card = {
    answerToReset: bytesOf('3B80800101'),
    powerOn: () => void life.push('on'),
    powerOff: () => void life.push('off'),
    respond: (command: Uint8Array) => {
      life.push(hexOf(command));
      return { response: bytesOf('6F0A8408A0000000031010009000') };
    },
  };
  const note = (event: VpcdEvent): void => void events.push(event.kind === 'power' ? event.state : event.kind);
  await serveCard(card, link, { onEvent: note });
  return { sent, events, life };
}

// The frames are those of a capture of Debian's virtual reader; see the README.
const select = '000E 00A4040008A000000003101000 00';

describe('a card in the virtual reader', () => {
  test('answers the request for its answer to reset, and nothing else that is a control', async () => {
    const { sent } = await talk(['0001 04', '0001 01', '0001 02', '0001 00', '0001 07']);
    expect(sent).toEqual(['00053B80800101']);
  });

  test('answers a command with its length in front', async () => {
    const { sent, life } = await talk(['0001 01', select]);
    expect(sent).toEqual(['000E6F0A8408A0000000031010009000']);
    expect(life).toEqual(['on', '00A4040008A00000000310100000', 'off']);
  });

  test('puts messages together that come in pieces, and takes them apart that come at once', async () => {
    const whole = `0001 01${select}0001 04`.replaceAll(' ', '');
    const pieces = whole.match(/../gu) ?? [];
    expect((await talk(pieces)).sent).toEqual((await talk([whole])).sent);
  });

  test('starts afresh with a reset', async () => {
    const { events, life } = await talk(['0001 01', '0001 02', '0001 00']);
    expect(events).toEqual(['on', 'reset', 'off']);
    expect(life).toEqual(['on', 'off', 'on', 'off']);
  });

  test('passes over messages that the protocol does not know', async () => {
    expect((await talk(['0000', '0002 0102', '0003 010203'])).sent).toEqual([]);
  });

  test('gives a card that is asked without having been switched on its power first', async () => {
    expect((await talk([select])).life[0]).toBe('on');
  });
});

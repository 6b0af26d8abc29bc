import { listenTcp, tcpOpener, type TcpLink, type TcpListener } from '#drivers/network/tcp.ts';
import { LinkLost } from '#drivers/ports/failure.ts';
import type { ContactlessCard } from '#drivers/ports/contactless-field.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import type { ContactlessInterface } from '#terminal';

/** Two bytes of length before each command and each answer. */
const headBytes = 2;

/**
 * A card behind a TCP port: it has power as long as a connection stands, so a terminal that is killed leaves it as a card
 * that was pulled away. Answers come at once; what is tried here is the terminal's memory, not its patience.
 */
export function serveCard(card: ContactlessCard, clock: Clock): Promise<TcpListener> {
  return listenTcp({
    clock,
    onLink: (link) => {
      answer(card, link).catch((error: unknown) => {
        if (!(error instanceof LinkLost)) throw error;
      });
    },
  });
}

async function answer(card: ContactlessCard, link: TcpLink): Promise<void> {
  await using open = link;
  card.powerOn();
  try {
    for await (const command of messages(open)) await open.send(framed(card.respond(command).response));
  } finally {
    card.powerOff();
  }
}

/** The terminal's side of it: polling connects, releasing hangs up. */
export function cardDoorReader(
  address: { readonly host: string; readonly port: number },
  clock: Clock,
): ContactlessInterface {
  const opener = tcpOpener({ ...address, clock });
  let session: { readonly link: TcpLink; readonly answers: AsyncIterator<Uint8Array> } | undefined;
  return {
    poll: async () => {
      const link = await opener.open();
      session = { link, answers: messages(link)[Symbol.asyncIterator]() };
      return { kind: 'card' };
    },
    transmit: async (command) => {
      if (session === undefined) return { kind: 'card-gone' };
      await session.link.send(framed(command));
      const { value, done } = await session.answers.next();
      return done === true ? { kind: 'card-gone' } : { kind: 'answered', response: value };
    },
    release: async () => {
      const left = session;
      session = undefined;
      await left?.link[Symbol.asyncDispose]();
    },
  };
}

function framed(message: Uint8Array): Uint8Array {
  return Uint8Array.from([message.length >> 8, message.length & 0xff, ...message]);
}

async function* messages(link: TcpLink): AsyncGenerator<Uint8Array, void, undefined> {
  let pending: Uint8Array = new Uint8Array();
  for await (const { bytes } of link.received) {
    pending = Uint8Array.from(Buffer.concat([pending, bytes]));
    for (;;) {
      const [high, low] = pending;
      if (high === undefined || low === undefined) break;
      const end = headBytes + ((high << 8) | low);
      if (pending.length < end) break;
      yield pending.slice(headBytes, end);
      pending = pending.slice(end);
    }
  }
}

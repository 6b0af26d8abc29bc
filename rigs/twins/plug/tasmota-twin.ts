import { RigFailure } from '#drivers/ports/failure.ts';
import type { BusMessage, MessageBus } from '#drivers/ports/message-bus.ts';

/** How a simulated plug is set up, and how it misbehaves. */
export interface TasmotaTwinOptions {
  /** The plug's own client at the broker. Give that client {@link tasmotaWill}, as the firmware does. */
  readonly bus: MessageBus;
  readonly topic: string;
  /** Told when the relay moves, and never when it stays. */
  readonly onSwitch: (isOn: boolean) => void;
  readonly isOn?: boolean;
  /** SetOption26 names the only relay POWER1. */
  readonly relayName?: 'POWER' | 'POWER1';
  /** SetOption4 answers under the command's own name instead of RESULT. */
  readonly answersUnderCommand?: boolean;
  /** What it answers with, in this order; both as the firmware does when absent. */
  readonly answers?: readonly ('json' | 'plain')[];
  /** A state that the broker kept from days ago, wrong or not. */
  readonly staleState?: 'ON' | 'OFF';
  /** Commands that never arrive, counted from the first one. */
  readonly lostCommands?: number;
  /** Says ON or OFF as told, but its relay is stuck. */
  readonly isStuck?: boolean;
}

/** A simulated plug. */
export interface TasmotaTwin extends AsyncDisposable {
  isOn(): boolean;
  /** Payloads of the POWER commands that arrived. */
  readonly heard: readonly string[];
}

/** What the broker says in the plug's name when the plug vanishes. */
export function tasmotaWill(topic: string): {
  readonly topic: string;
  readonly payload: string;
  readonly isRetained: boolean;
} {
  return { topic: `tele/${topic}/LWT`, payload: 'Offline', isRetained: true };
}

/**
 * Starts a plug with one relay as the Tasmota firmware has it: commands under `cmnd/<topic>/`, answers under
 * `stat/<topic>/`, telemetry and announcement under `tele/<topic>/`.
 *
 * It obeys retained commands like new ones. So does the firmware, and that is the trap.
 */
export async function startTasmotaTwin(options: TasmotaTwinOptions): Promise<TasmotaTwin> {
  const plug = new Plug(options);
  await plug.start();
  return plug;
}

class Plug implements TasmotaTwin {
  readonly #options: TasmotaTwinOptions;
  readonly #heard: string[] = [];
  #isOn: boolean;
  #toLose: number;
  #subscription: AsyncDisposable | undefined;
  /** What is being answered. The firmware does one command after the other. */
  #work: Promise<void> = Promise.resolve();

  constructor(options: TasmotaTwinOptions) {
    this.#options = options;
    this.#isOn = options.isOn ?? false;
    this.#toLose = options.lostCommands ?? 0;
  }

  get heard(): readonly string[] {
    return this.#heard;
  }

  isOn(): boolean {
    return this.#isOn;
  }

  async start(): Promise<void> {
    const { bus, topic, staleState } = this.#options;
    if (staleState !== undefined) {
      await bus.publish(`stat/${topic}/${this.#relayName}`, staleState, { isRetained: true });
      await bus.publish(`stat/${topic}/RESULT`, JSON.stringify({ [this.#relayName]: staleState }), {
        isRetained: true,
      });
    }
    this.#subscription = await bus.subscribe(`cmnd/${topic}/+`, (message) => {
      this.#work = this.#work.then(() => unlessUnheard(this.#obey(message)));
    });
    await bus.publish(`tele/${topic}/LWT`, 'Online', { isRetained: true });
    await bus.publish(`tele/${topic}/STATE`, JSON.stringify(this.#telemetry()));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const will = tasmotaWill(this.#options.topic);
    await this.#work;
    await this.#subscription?.[Symbol.asyncDispose]();
    await unlessUnheard(this.#options.bus.publish(will.topic, will.payload, { isRetained: will.isRetained }));
  }

  get #relayName(): string {
    return this.#options.relayName ?? 'POWER';
  }

  async #obey({ topic, payload }: BusMessage): Promise<void> {
    if (this.#toLose > 0) {
      this.#toLose -= 1;
      return;
    }
    const command = topic.slice(topic.lastIndexOf('/') + 1).toUpperCase();
    if (command === 'STATE') return this.#answerJson(command, this.#telemetry());
    if (command === 'STATUS') return this.#status(payload);
    if (command !== 'POWER' && command !== 'POWER1') return this.#answerJson(command, { Command: 'Unknown' });
    this.#heard.push(payload);
    this.#switch(payload.trim().toUpperCase());
    for (const kind of this.#options.answers ?? ['json', 'plain']) {
      if (kind === 'json') await this.#answerJson(this.#relayName, { [this.#relayName]: this.#word() });
      else await this.#options.bus.publish(`stat/${this.#options.topic}/${this.#relayName}`, this.#word());
    }
  }

  #switch(word: string): void {
    const next = nextState(word, this.#isOn);
    if (next === this.#isOn || this.#options.isStuck === true) return;
    this.#isOn = next;
    this.#options.onSwitch(next);
  }

  async #status(payload: string): Promise<void> {
    const { bus, topic } = this.#options;
    if (payload.trim() !== '11') return this.#answerJson('STATUS', { Command: 'Unknown' });
    await bus.publish(`stat/${topic}/STATUS11`, JSON.stringify({ StatusSTS: this.#telemetry() }));
  }

  async #answerJson(command: string, answer: object): Promise<void> {
    const name = this.#options.answersUnderCommand === true ? command : 'RESULT';
    await this.#options.bus.publish(`stat/${this.#options.topic}/${name}`, JSON.stringify(answer));
  }

  /** The clock of a plug without network time stands in 1970. */
  #telemetry(): object {
    return {
      Time: '1970-01-01T00:00:12',
      Uptime: '0T00:00:12',
      [this.#relayName]: this.#word(),
      Wifi: { AP: 1, SSId: 'bench', RSSI: 72, Signal: -64, LinkCount: 1 },
    };
  }

  #word(): 'ON' | 'OFF' {
    return this.#isOn ? 'ON' : 'OFF';
  }
}

/** A plug whose broker is gone goes on; only nobody hears it. Its will speaks for it. */
async function unlessUnheard(speaking: Promise<void>): Promise<void> {
  try {
    await speaking;
  } catch (error) {
    if (!(error instanceof RigFailure) || error.code !== 'BUS_LOST') throw error;
  }
}

/** An empty payload, or a question mark where none can be sent, asks and changes nothing. */
function nextState(word: string, isOn: boolean): boolean {
  switch (word) {
    case 'ON':
    case '1':
    case 'TRUE':
      return true;
    case 'OFF':
    case '0':
    case 'FALSE':
      return false;
    case 'TOGGLE':
    case '2':
      return !isOn;
    default:
      return isOn;
  }
}

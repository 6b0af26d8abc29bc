import { within } from '#drivers/ports/deadline.ts';
import { RigFailure } from '#drivers/ports/failure.ts';
import type { BusMessage, MessageBus } from '#drivers/ports/message-bus.ts';
import type { PowerSwitch } from '#drivers/ports/power-supply.ts';
import type { Clock } from '#drivers/ports/surroundings.ts';
import { readPower } from './tasmota-answer.ts';
import type { PowerAnswer } from './tasmota-answer.ts';

/** A plug with Tasmota firmware, and where it is heard. */
export interface TasmotaOptions {
  readonly bus: MessageBus;
  /** The device's own topic, such as `tasmota_8A2B3C`. */
  readonly topic: string;
  readonly clock: Clock;
  /** Which relay of a device with several, from 1. */
  readonly relay?: number;
  /** How the device builds its topics; the firmware's default when absent. */
  readonly fullTopic?: string;
}

const defaultFullTopic = '%prefix%/%topic%/';
/** A retained last will comes with the subscription; a device that is just starting takes a little longer. */
const announcementMs = 2000;
const answerMs = 1000;
const triesMax = 3;
/** Before it is told again: a message may be on its way through a sleepy radio. */
const pauseMs = 200;
/** Which of the status reports is wanted. Its answer has a topic of its own and can't be taken for an echo. */
const stateOnly = '11';

/**
 * A plug as a switch in a supply line. It is believed only when it is online by its own announcement and has answered
 * our own question: what the broker kept may be days old.
 *
 * ON and OFF are sent, never TOGGLE, for a message may come twice; and never retained, for the plug would obey it
 * again at each reconnection.
 *
 * @throws {RigFailure} code SWITCH_SILENT when it is not online or does not answer; BUS_LOST
 */
export async function tasmotaPlug(options: TasmotaOptions): Promise<PowerSwitch> {
  const plug = new TasmotaPlug(options);
  await using opened = new AsyncDisposableStack();
  opened.use(plug);
  await plug.listen();
  await plug.expectOnline();
  await plug.state();
  opened.move();
  return plug;
}

class TasmotaPlug implements PowerSwitch {
  readonly name: string;
  readonly #options: TasmotaOptions;
  readonly #subscriptions: AsyncDisposable[] = [];
  #announced: 'nothing' | 'online' | 'offline' = 'nothing';
  /** To the question that is open now. A refusal is never overwritten. */
  #answer: PowerAnswer | undefined;
  #news = Promise.withResolvers<void>();
  #lastTurn: Promise<unknown> = Promise.resolve();

  constructor(options: TasmotaOptions) {
    this.#options = options;
    this.name = `tasmota ${options.topic}`;
  }

  async listen(): Promise<void> {
    const { bus } = this.#options;
    const onAnswer = (message: BusMessage): void => this.#hearAnswer(message);
    this.#subscriptions.push(await bus.subscribe(this.#topic('stat', '+'), onAnswer));
    const onAnnouncement = (message: BusMessage): void => this.#hearAnnouncement(message);
    this.#subscriptions.push(await bus.subscribe(this.#topic('tele', 'LWT'), onAnnouncement));
  }

  async expectOnline(): Promise<void> {
    const isOver = await this.#until(() => this.#announced !== 'nothing', announcementMs);
    if (!isOver) throw this.#silent(`waited ${announcementMs} ms for its announcement`, 'none');
    this.#expectNotOffline();
  }

  set(isOn: boolean): Promise<void> {
    return this.#inTurn(async () => {
      const wanted = isOn ? 'on' : 'off';
      const heard: string[] = [];
      for (let attempt = 1; attempt <= triesMax; attempt += 1) {
        const found = await this.#readBack(wanted);
        if (found === wanted) return;
        heard.push(found ?? 'no answer');
        await this.#options.clock.sleep(pauseMs);
      }
      throw this.#silent(`switched ${wanted} ${triesMax} times`, heard.join(', '));
    });
  }

  state(): Promise<{ readonly isOn: boolean }> {
    return this.#inTurn(async () => {
      for (let attempt = 1; attempt <= triesMax; attempt += 1) {
        const answer = await this.#readBack();
        if (answer !== undefined) return { isOn: answer === 'on' };
      }
      throw this.#silent(`asked for its state ${triesMax} times`, 'no answer');
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const subscription of this.#subscriptions.splice(0)) await subscription[Symbol.asyncDispose]();
  }

  /** Switches, if it is told where to, and asks. The device does one command after the other. */
  async #readBack(wanted?: 'on' | 'off'): Promise<'on' | 'off' | undefined> {
    this.#expectNotOffline();
    const { bus, relay } = this.#options;
    this.#answer = undefined;
    if (wanted !== undefined) await bus.publish(this.#topic('cmnd', `POWER${relay ?? ''}`), wanted.toUpperCase());
    await bus.publish(this.#topic('cmnd', 'STATUS'), stateOnly);
    await this.#until(() => this.#answer !== undefined, answerMs);
    if (this.#answer === 'refused') throw this.#refused();
    return this.#answer;
  }

  #hearAnswer(message: BusMessage): void {
    if (message.isRetained) return;
    const command = message.topic.slice(this.#topic('stat', '').length);
    const answer = readPower({ command, payload: message.payload, relay: this.#options.relay ?? 1 });
    if (answer === undefined || this.#answer === 'refused') return;
    this.#answer = answer;
    this.#tell();
  }

  #hearAnnouncement({ payload }: BusMessage): void {
    this.#announced = payload.trim().toLowerCase() === 'online' ? 'online' : 'offline';
    this.#tell();
  }

  #tell(): void {
    this.#news.resolve();
    this.#news = Promise.withResolvers();
  }

  async #until(isMet: () => boolean, timeoutMs: number): Promise<boolean> {
    const { clock } = this.#options;
    const deadlineMs = clock.nowMs() + timeoutMs;
    while (!isMet()) {
      const remainingMs = deadlineMs - clock.nowMs();
      if (remainingMs <= 0) return false;
      await within(clock, this.#news.promise, { timeoutMs: remainingMs });
    }
    return true;
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#lastTurn.then(work);
    // The next turn comes after a failed one, too; the failure belongs to its own caller.
    this.#lastTurn = turn.catch(() => undefined);
    return turn;
  }

  #topic(prefix: 'cmnd' | 'stat' | 'tele', command: string): string {
    const { topic, fullTopic = defaultFullTopic } = this.#options;
    return `${fullTopic.replace('%prefix%', prefix).replace('%topic%', topic)}${command}`;
  }

  #expectNotOffline(): void {
    if (this.#announced === 'offline') throw this.#silent('looked for its announcement', 'that it is offline');
  }

  #silent(tried: string, found: string): RigFailure {
    return new RigFailure({
      code: 'SWITCH_SILENT',
      blame: 'bench',
      message: `${tried} on plug ${this.#options.topic}, found: ${found}; check its power, its Wi-Fi, its topic and the broker it is set to`,
      facts: { topic: this.#options.topic },
    });
  }

  #refused(): RigFailure {
    return new RigFailure({
      code: 'SWITCH_REFUSED',
      blame: 'bench',
      message: `sent a POWER command to plug ${this.#options.topic}, it does not know it; check that it has a relay of this number`,
      facts: { topic: this.#options.topic, relay: this.#options.relay ?? 1 },
    });
  }
}

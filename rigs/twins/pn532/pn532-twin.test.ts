import { describe, expect, test } from 'vitest';
import { virtualClock } from '#drivers/clock/virtual-clock.ts';
import { contractCard } from '#drivers/ports/card-reader.contract.ts';
import { memoryWire } from '#drivers/readers/pn532/memory-wire.fixture.ts';
import { testField } from '#drivers/readers/pn532/test-field.fixture.ts';
import type { TestField } from '#drivers/readers/pn532/test-field.fixture.ts';
import { createPn532Twin } from './pn532-twin.ts';
import type { Pn532FaultPlan } from './pn532-twin.ts';

/** Frames as NXP's manual, libnfc's logs and the tests of taichunmin/pn532.js have them. */
const acknowledge = '0000FF00FF00';
const wakeAndConfigure = '55550000000000000000000000000000FF05FBD4140114010200';
const configure = '0000FF05FBD4140114010200';
const configured = '0000FF02FED5151600';
const askFirmware = '0000FF02FED4022A00';
const firmware = '0000FF06FAD50332010607E800';
const listTypeA = '0000FF04FCD44A0100E100';
const listTypeB = '0000FF05FBD44A010300DE00';
const noTarget = '0000FF03FDD54B00E000';
const notAcknowledge = '0000FFFF0000';
const syntaxError = '0000FF01FF7F8100';
/** MxRtyPassiveActivation 02: 32 05 FF 01 02. */
const boundRetries = '0000FF06FAD43205FF0102F300';

describe('a simulated PN532', () => {
  test('hears nothing while it is asleep', async () => {
    await using chip = await sleepingChip();
    expect(await chip.say(askFirmware)).toBe('');
    expect(await chip.say(configure)).toBe('');
  });

  test('wakes up by 55 55 and zeros glued to SAMConfiguration', async () => {
    await using chip = await sleepingChip();
    expect(await chip.say(wakeAndConfigure)).toBe(acknowledge + configured);
  });

  test('wakes up by ten bytes of preamble, too', async () => {
    await using chip = await sleepingChip();
    expect(await chip.say(`${'00'.repeat(10)}${configure}`)).toBe(acknowledge + configured);
  });

  test('takes nothing but SAMConfiguration after it woke up', async () => {
    await using chip = await sleepingChip();
    expect(await chip.say(`5555${'00'.repeat(14)}${askFirmware}`)).toBe('');
    expect(await chip.say(configure)).toBe(acknowledge + configured);
    expect(await chip.say(askFirmware)).toBe(acknowledge + firmware);
  });

  test('is silent about a frame with a wrong checksum', async () => {
    await using chip = await configuredChip();
    expect(await chip.say('0000FF02FED4022B00')).toBe('');
    expect(await chip.say('0000FF02FDD4022A00')).toBe('');
    expect(await chip.say(askFirmware)).toBe(acknowledge + firmware);
  });

  test('understands the extended layout for short data', async () => {
    await using chip = await configuredChip();
    expect(await chip.say('0000FFFFFF0002FED4022A00')).toBe(acknowledge + firmware);
  });

  test('says its last response again at a NACK', async () => {
    await using chip = await configuredChip();
    await chip.say(askFirmware);
    expect(await chip.say(notAcknowledge)).toBe(firmware);
  });

  test('answers an unknown command, and one that is too short, by its error frame', async () => {
    await using chip = await configuredChip();
    expect(await chip.say('0000FF02FED4EE3E00')).toBe(acknowledge + syntaxError);
    expect(await chip.say('0000FF02FED44AE200')).toBe(acknowledge + syntaxError);
  });

  test('finds no target in an empty field when its retries are bounded', async () => {
    await using chip = await configuredChip();
    await chip.say(boundRetries);
    expect(await chip.say(listTypeA)).toBe(acknowledge + noTarget);
  });

  test('polls for ever with the retries it has from power-up, until an ACK stops it without a word', async () => {
    await using chip = await configuredChip();
    expect(await chip.say(listTypeA)).toBe(acknowledge);
    expect(await chip.say(acknowledge)).toBe('');
    expect(await chip.say(askFirmware)).toBe(acknowledge + firmware);
  });

  test('lists a target with number, SENS_RES, SEL_RES, UID and answer to select', async () => {
    await using chip = await configuredChip();
    chip.field.put(contractCard({ uid: '9D44A346' }));
    const record = '01000420049D44A346067880800220';
    expect(await chip.say(listTypeA)).toContain(`D54B01${record}`);
  });

  test('finds no type B card, for none is there', async () => {
    await using chip = await configuredChip();
    await chip.say(boundRetries);
    chip.field.put(contractCard({}));
    expect(await chip.say(listTypeB)).toBe(acknowledge + noTarget);
  });

  test('refuses an exchange with a card that it never listed, by status 27', async () => {
    await using chip = await configuredChip();
    // 40 01 00, answered by 41 27.
    expect(await chip.say('0000FF04FCD4400100EB00')).toBe(`${acknowledge}0000FF03FDD54127C300`);
  });

  test('says status 01 when the card left', async () => {
    await using chip = await configuredChip();
    chip.field.put(contractCard({}));
    await chip.say(listTypeA);
    chip.field.takeAll();
    expect(await chip.say('0000FF04FCD4400100EB00')).toBe(`${acknowledge}0000FF03FDD54101E900`);
  });

  test('takes the time of bytes on the line: 10 bits each', async () => {
    const clock = virtualClock({ startMs: 0 });
    const wire = memoryWire(clock);
    await using _twin = createPn532Twin({ link: wire.device(), field: testField(), clock, baudRate: 9600 });
    const host = await wire.opener.open();
    await host.send(bytes(wakeAndConfigure));
    await clock.drive(host.received[Symbol.asyncIterator]().next());
    const atLeastMs = ((wakeAndConfigure.length + acknowledge.length) / 2) * (10_000 / 9600);
    expect(clock.nowMs()).toBeGreaterThanOrEqual(atLeastMs);
    expect(clock.nowMs()).toBeLessThan(atLeastMs + 1);
    wire.unplug();
  });

  test('plays the faults it is asked for', async () => {
    await using chip = await configuredChip(({ code }) => (code === 0x02 ? ['response-first'] : []));
    expect(await chip.say(askFirmware)).toBe(firmware + acknowledge);
  });
});

interface SpokenChip extends AsyncDisposable {
  readonly field: TestField;
  /** Sends bytes, waits 500 ms of the chip's time, and returns what it said meanwhile. */
  say(saidHex: string): Promise<string>;
}

async function sleepingChip(faults: Pn532FaultPlan = () => []): Promise<SpokenChip> {
  const clock = virtualClock({ startMs: 0 });
  const wire = memoryWire(clock);
  const field = testField();
  const twin = createPn532Twin({ link: wire.device(), field, clock, faults });
  const host = await wire.opener.open();
  let heardHex = '';
  const listening = (async () => {
    for await (const { bytes: heard } of host.received) heardHex += Buffer.from(heard).toString('hex').toUpperCase();
  })();
  return {
    field,
    async say(saidHex) {
      heardHex = '';
      await host.send(bytes(saidHex));
      await clock.drive(clock.sleep(500));
      return heardHex;
    },
    async [Symbol.asyncDispose]() {
      await host[Symbol.asyncDispose]();
      await listening;
      await clock.drive(Promise.resolve(twin[Symbol.asyncDispose]()));
    },
  };
}

async function configuredChip(faults?: Pn532FaultPlan): Promise<SpokenChip> {
  const chip = await sleepingChip(faults);
  expect(await chip.say(wakeAndConfigure)).toBe(acknowledge + configured);
  return chip;
}

function bytes(textHex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(textHex, 'hex'));
}

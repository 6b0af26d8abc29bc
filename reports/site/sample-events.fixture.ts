import type { Happening, HostMessage, Masked, Recorded } from '#drivers/ports/evidence.ts';

/** Builds masked text as the bench's mask would; fixtures hold nothing secret. */
export function masked(text: string): Masked {
  return text as Masked;
}

/** Numbers happenings as a journal does. */
export function recorded(happenings: readonly (Happening & { readonly atMs: number })[]): readonly Recorded[] {
  return happenings.map((happening, index) => ({ ...happening, index }));
}

/** Events of one purchase whose host never answers: arm, field, frames, APDUs, host, battery, fault and display. */
export function purchaseEvents(frameCount = 24): readonly Recorded[] {
  const events: (Happening & { readonly atMs: number })[] = [
    {
      kind: 'identity',
      role: 'terminal',
      identity: { vendor: 'Touchstone', product: 'reference mPOS', version: '0.1.0' },
      atMs: 0,
    },
    { kind: 'step', text: 'buy for 12.50 while the host is silent', atMs: 0 },
    { kind: 'supply', name: 'battery', voltageMv: 3912, chargePercent: 71, atMs: 0 },
    { kind: 'power', of: 'terminal', isOn: true, why: 'switched on', atMs: 0 },
    { kind: 'fault', name: 'black hole', state: 'armed', facts: { link: 'host', direction: 'from-host' }, atMs: 2 },
    { kind: 'requested', request: { kind: 'purchase', amountMinor: 1250, currencyCode: '978' }, atMs: 5 },
    { kind: 'display', text: 'EUR 12.50 Present card', atMs: 12 },
  ];
  for (let step = 0; step <= 40; step += 1) {
    const part = step / 40;
    const eased = part ** 3 * (10 - 15 * part + 6 * part ** 2);
    const zMm = 110 - 104 * eased;
    const position = { xMm: -30 * (1 - eased), yMm: 0, zMm };
    events.push({
      kind: 'arm',
      pose: { source: 'commanded', position, tiltDeg: 14 * (1 - eased), uncertaintyMm: 2.6 },
      atMs: 20 + step * 10,
    });
    const seen = { xMm: position.xMm - 0.6, yMm: 0, zMm: zMm + 1.2 };
    events.push({
      kind: 'arm',
      pose: { source: 'observed', position: seen, tiltDeg: 14 * (1 - eased), uncertaintyMm: 2.6 },
      atMs: 32 + step * 10,
    });
  }
  events.push({ kind: 'field', card: 'standard-online', strengthAPerM: 1.02, isPowered: true, atMs: 312 });
  events.push({ kind: 'field', card: 'standard-online', strengthAPerM: 5.61, isPowered: true, atMs: 432 });
  events.push({ kind: 'polled', found: 'card', atMs: 438 });
  exchangeApdus(events, 445);
  for (let index = 0; index < frameCount; index += 1) {
    const atMs = 446 + index * 11;
    events.push({ kind: 'frame', wire: 'pn532-hsu', direction: 'sent', hex: masked('0000FF02FED4022A00'), atMs });
    events.push({
      kind: 'frame',
      wire: 'pn532-hsu',
      direction: 'received',
      hex: masked('0000FF06FAD50332010607E800'),
      atMs: atMs + 3,
    });
  }
  hostTalk(events);
  return recorded([...events].sort((left, right) => left.atMs - right.atMs));
}

const APDUS: readonly (readonly [string, string])[] = [
  [
    '00A404000E325041592E5359532E444446303100',
    '6F38840E325041592E5359532E4444463031A526BF0C2361214F07A0000000041010500F546F75636873746F6E6520546573748701019F2A01029000',
  ],
  ['00A4040007A000000004101000', '6F248407A0000000041010A519500F546F75636873746F6E6520546573748701015F2D02656E9000'],
  ['80A8000002830000', '770E82021980940808010100100101019000'],
  ['00B2010C00', '70135711541333******0010D4912201**********9000'],
  [
    '00B2011400',
    '70328C1B9F02069F03069F1A0295055F2A029A039C019F37049F35019F34035F24034912315F280202769F080200029F0702FF009000',
  ],
  [
    '80AE90002100000000125000000000000002760000008000097826112200112233442242030200',
    '77149F2701809F360200259F260811223344556677889000',
  ],
];

function exchangeApdus(events: (Happening & { readonly atMs: number })[], fromMs: number): void {
  let atMs = fromMs;
  for (const [command, response] of APDUS) {
    events.push({ kind: 'apdu', direction: 'command', hex: masked(command), atMs });
    events.push({ kind: 'apdu', direction: 'response', hex: masked(response), atMs: atMs + 21 });
    atMs += 34;
  }
  events.push({
    kind: 'kernel',
    step: 'terminal action analysis',
    facts: { '95': masked('0000008000'), '9B': masked('E800') },
    atMs,
  });
}

function hostTalk(events: (Happening & { readonly atMs: number })[]): void {
  const fields = {
    '3': '000000',
    '4': '000000001250',
    '11': '000123',
    '22': '072',
    '37': '632600000123',
    '41': 'TERM0001',
    '49': '978',
  };
  const message = { kind: 'host-message', direction: 'to-host', length: 214, isDelivered: true } as const;
  const maskedFields = Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, masked(value)]));
  const chip = masked('9F2608112233445566778895050000008000');
  events.push({ kind: 'host-link', state: 'connected', atMs: 672 });
  events.push({ kind: 'display', text: 'Processing', atMs: 660 });
  events.push({ ...message, mti: '0200', fields: { ...maskedFields, '55': chip }, atMs: 690 });
  events.push({ kind: 'fault', name: 'black hole', state: 'struck', facts: { bytes: 121 }, atMs: 742 });
  events.push({
    ...message,
    direction: 'from-host',
    mti: '0210',
    fields: { ...maskedFields, '39': masked('00') },
    isDelivered: false,
    atMs: 742,
  });
  events.push({
    kind: 'arm',
    pose: { source: 'observed', position: { xMm: -30, yMm: 0, zMm: 110 }, tiltDeg: 14, uncertaintyMm: 2.6 },
    atMs: 1180,
  });
  events.push({ kind: 'field', card: 'standard-online', strengthAPerM: 0.31, isPowered: false, atMs: 980 });
  events.push({ kind: 'supply', name: 'battery', voltageMv: 3874, chargePercent: 70.6, atMs: 15_000 });
  events.push({ kind: 'supply', name: 'battery', voltageMv: 3861, chargePercent: 70.2, atMs: 30_690 });
  reversalTalk(events, { message, maskedFields });
}

function reversalTalk(
  events: (Happening & { readonly atMs: number })[],
  given: {
    readonly message: Pick<HostMessage, 'kind' | 'direction' | 'length' | 'isDelivered'>;
    readonly maskedFields: HostMessage['fields'];
  },
): void {
  const { message, maskedFields } = given;
  events.push({ kind: 'display', text: 'No answer. Not charged.', atMs: 30_690 });
  events.push({ kind: 'host-link', state: 'reset', atMs: 30_700 });
  events.push({ kind: 'fault', name: 'black hole', state: 'lifted', facts: {}, atMs: 31_000 });
  events.push({ kind: 'host-link', state: 'connected', atMs: 31_040 });
  events.push({
    ...message,
    mti: '0420',
    fields: { ...maskedFields, '90': masked('020000012311220130000000000000100000000000') },
    atMs: 31_060,
  });
  events.push({
    ...message,
    direction: 'from-host',
    mti: '0430',
    fields: { '11': masked('000124'), '39': masked('00') },
    atMs: 31_110,
  });
  const report = {
    outcome: 'declined',
    reason: 'host-silent',
    wentOnline: true,
    amountMinor: 1250,
    currencyCode: '978',
    stan: '000123',
    displayed: ['No answer. Not charged.'],
  } as const;
  events.push({ kind: 'reported', report, atMs: 31_120 });
  events.push({
    kind: 'book',
    of: 'acquirer',
    entries: [{ stan: '000123', amountMinor: 1250, state: 'reversed' }],
    atMs: 31_130,
  });
  events.push({
    kind: 'expectation',
    text: 'exactly one reversal reaches the acquirer',
    proves: ['ISO8583-04xx-1'],
    expected: masked('1'),
    observed: masked('1'),
    holds: true,
    atMs: 31_131,
  });
}

import type { ContactlessApplication, TerminalConfiguration } from '../../configuration.ts';
import type { Kernel8Settings } from '../../contactless-settings.ts';
import { fromHex, toHex } from '../bytes.ts';
import { performContactless } from '../contactless-transaction.ts';
import { kernelRequest, scriptedTerminal, terminalConfiguration } from '../scripted-terminal.fixture.ts';
import { kernel8Aid, kernel8Authority, kernel8Card } from './kernel-8-card.fixture.ts';
import type { Kernel8CardPlan } from './kernel-8-card.fixture.ts';

/** 2026-11-27, noon. */
const nowMs = 1_795_780_800_000;
const settings: Kernel8Settings = {
  capabilityVerificationRequiredHex: '24',
  capabilityNoVerificationHex: '08',
  localAuthentication: true,
  issuerDataMacOffset: 24,
};

/** What of card, terminal and purchase a test says otherwise. */
export interface Kernel8Terms {
  readonly amountMinor?: number;
  readonly kind?: 'purchase' | 'refund';
  readonly request?: { readonly isForcedOnline?: boolean };
  readonly kernel8?: Partial<Kernel8Settings>;
  readonly application?: Partial<ContactlessApplication>;
  readonly configuration?: Partial<TerminalConfiguration>;
  /** How long the card takes for each command. */
  readonly cardMs?: number;
}

/** One tap of a computing card. Floor limit 50.00, verification above 30.00. */
export async function tap(plan: Kernel8CardPlan = {}, terms: Kernel8Terms = {}) {
  const card = kernel8Card(plan);
  let time = nowMs;
  let draws = 0;
  const script = scriptedTerminal({ polls: ['card'] });
  const commandsHex: string[] = [];
  const terminal = {
    ...script,
    clock: {
      nowMs: () => time,
      sleep: (delayMs: number) => {
        time += delayMs;
        return Promise.resolve();
      },
    },
    // Bytes that are a private key, and no two draws alike.
    random: (length: number) => {
      draws += 1;
      return new Uint8Array(length).fill(0x10 + draws);
    },
    contactless: {
      ...script.contactless,
      transmit: (command: Uint8Array) => {
        commandsHex.push(toHex(command));
        time += terms.cardMs ?? 0;
        return Promise.resolve({ kind: 'answered' as const, response: fromHex(card.respond(toHex(command))) });
      },
    },
  };
  const configuration = terminalConfiguration({
    certificationAuthorityCurveKeys: [kernel8Authority],
    ...terms.configuration,
    application: {
      aidHex: kernel8Aid,
      kernelId: 8,
      floorLimitMinor: 5_000,
      cvmRequiredLimitMinor: 3_000,
      terminalActionCodes: { denialHex: '0440000000', onlineHex: '8410848000', defaultHex: '0000000000' },
      kernel8: { ...settings, ...terms.kernel8 },
      ...terms.application,
    },
  });
  const request = kernelRequest({
    amountMinor: terms.amountMinor ?? 1_000,
    kind: terms.kind ?? 'purchase',
    ...terms.request,
  });
  const outcome = await performContactless(terminal, configuration, request);
  const objects = 'data' in outcome ? outcome.data.objects : new Map<string, Uint8Array>();
  const said = (tag: string): string => toHex(objects.get(tag) ?? new Uint8Array());
  return { outcome, card, commandsHex, said, steps: script.steps };
}

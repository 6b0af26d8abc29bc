import type { ContactlessApplication, TerminalConfiguration } from '../../configuration.ts';
import type { Kernel8Settings } from '../../contactless-settings.ts';
import { byteAt, fromHex, toHex } from '../bytes.ts';
import type { DataObjects } from '../data-objects.ts';
import { findObject, parseTlv } from '../tlv.ts';
import type { TlvObject } from '../tlv.ts';
import type { TransactionContext } from '../transaction-context.ts';
import type { KernelStop } from './card-session.ts';
import { initialResults, raise } from './kernel-8-results.ts';

/** Version of the kernel as it says it to the card, the one suite of its channel, and the suites of its certificates. */
const qualifier = {
  version: 0x02,
  localAuthentication: 0x80,
  channelSuite: 0x00,
  certificateSuitesHex: '10FFFF',
} as const;
const securityLocalAuthentication = 0x10;
const onlinePin = 0x40;
const verificationLimitExceeded = 0x80;
const localAuthenticationMask = 0x01;

/** Settings of an application that has none of its own: nothing is offered, and nobody is believed. */
export const plainSettings: Kernel8Settings = {
  capabilityVerificationRequiredHex: '00',
  capabilityNoVerificationHex: '08',
  localAuthentication: true,
};

/** What the card says about itself when it is selected, as far as the kernel needs it. */
export type CardQualified = { readonly kind: 'qualified'; readonly object: TlvObject } | KernelStop;

/**
 * The card's qualifier (tag 9F2C), in the issuer's discretionary data or beside them. A card without one, or with version 0, is
 * none for this kernel; one whose channel suites are all unknown is for nobody.
 *
 * @clause C-8 1.5 to 1.14 (start C), C.100 to C.103 and 2.3 to 2.5 (the application ends)
 */
export function readCardQualifier(objects: readonly TlvObject[]): CardQualified {
  const template = findObject(objects, 'BF0C');
  const discretionary = template === undefined ? undefined : parseTlv(template.value);
  const inner = discretionary?.kind === 'parsed' ? discretionary.objects : [];
  const object = findObject(objects, '9F2C') ?? findObject(inner, '9F2C');
  if (object?.value.length !== 7 || byteAt(object.value, 0) === 0) {
    return { kind: 'select-next', reason: 'card-data-missing' };
  }
  return object.value.subarray(1, 4).includes(qualifier.channelSuite)
    ? { kind: 'qualified', object }
    : { kind: 'ended', reason: 'card-data-error' };
}

/**
 * The terminal's objects that only this kernel has. What depends on the amount is told after the records, not here.
 *
 * @clause C-8 1.13, 2.6 and 2.7, 3.9 (kernel qualifier 9F2B, kernel key data 9E), A.1.80
 */
export function kernel8Data(
  application: ContactlessApplication,
  configuration: TerminalConfiguration,
  keyCoordinates: Uint8Array,
): ReadonlyMap<string, Uint8Array> {
  const settings = application.kernel8 ?? plainSettings;
  const { localAuthentication } = settings;
  const capabilities = fromHex(configuration.terminalCapabilitiesHex);
  const own = new Uint8Array(8);
  own.set([qualifier.version, localAuthentication ? qualifier.localAuthentication : 0, qualifier.channelSuite]);
  own.set(fromHex(qualifier.certificateSuitesHex), 3);
  return new Map<string, Uint8Array>([
    ['95', initialResults()],
    ['9E', keyCoordinates],
    ['9F1D', fromHex(settings.terminalRiskManagementDataHex ?? '0000000000000000')],
    ['9F2B', own],
    ['9F33', Uint8Array.of(byteAt(capabilities, 0), 0, localAuthentication ? securityLocalAuthentication : 0)],
    ['9F810C', new Uint8Array(2)],
  ]);
}

/**
 * What the terminal offers for this amount, and what it finds out about it before the cryptogram.
 *
 * @clause C-8 202122232425.7 to .20, strictly greater
 * @reads A terminal without a key for PINs offers none, whatever is configured.
 */
export function offerForAmount(context: TransactionContext): void {
  const { application, configuration, data, request } = context;
  const settings = application.kernel8 ?? plainSettings;
  const isOverLimit = request.amountMinor > application.cvmRequiredLimitMinor;
  const { capabilityVerificationRequiredHex, capabilityNoVerificationHex } = settings;
  const stated = byteAt(fromHex(isOverLimit ? capabilityVerificationRequiredHex : capabilityNoVerificationHex), 0);
  const offer = configuration.contact?.onlinePin === undefined ? stated & ~onlinePin : stated;
  const capabilities = Uint8Array.from(data.get('9F33') ?? new Uint8Array(3));
  capabilities[1] = offer;
  data.set('9F33', capabilities);
  const risk = Uint8Array.from(data.get('9F1D') ?? new Uint8Array(8));
  risk[0] = offer;
  if (isOverLimit) risk[1] = byteAt(risk, 1) | verificationLimitExceeded;
  data.set('9F1D', risk);
  if (request.amountMinor > application.floorLimitMinor) raise(data, ['floor-limit-exceeded']);
  const name = toHex(data.get('84') ?? new Uint8Array());
  if (!name.startsWith(application.aidHex.toUpperCase())) raise(data, ['application-name-differs']);
  if (!isLocallyAuthenticated(data)) raise(data, ['local-authentication-not-performed']);
}

/** Whether kernel and card both authenticate the card's key. @clause C-8 202122232425.18 */
export function isLocallyAuthenticated(data: Pick<DataObjects, 'get'>): boolean {
  const isEnabled = ((data.get('9F2B')?.[1] ?? 0) & qualifier.localAuthentication) !== 0;
  return isEnabled && ((data.get('82')?.[0] ?? 0) & localAuthenticationMask) !== 0;
}

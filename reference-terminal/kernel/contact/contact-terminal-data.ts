import type { TerminalConfiguration } from '../../configuration.ts';
import type { ContactApplication, ContactSettings } from '../../contact-settings.ts';
import { fromHex, toFixedText, toPackedDecimal } from '../bytes.ts';
import { civilMoment, dateDigits, timeDigits } from '../civil-date.ts';
import type { KernelRequest } from '../outcome.ts';

/** POS entry mode: chip read through contacts. */
const contactChipEntry = 5;
const transactionTypes = { purchase: 0x00, refund: 0x20, cash: 0x01 } as const;
const purchaseWithCashback = 0x09;

/**
 * The terminal's own data objects at the start of one contact transaction, by tag.
 *
 * @param start  `nowMs` on the terminal's clock, from which date and time (UTC) follow; a fresh unpredictable number
 * @clause EMV 4.4 Book 3, Annex A
 */
export function contactTerminalData(
  terms: {
    readonly configuration: TerminalConfiguration;
    readonly settings: ContactSettings;
    readonly application: ContactApplication;
    readonly request: KernelRequest;
  },
  start: { readonly nowMs: number; readonly unpredictableNumber: Uint8Array },
): ReadonlyMap<string, Uint8Array> {
  const { configuration, settings, application, request } = terms;
  const moment = civilMoment(start.nowMs);
  const cashbackMinor = request.cashbackMinor ?? 0;
  const type = request.kind === 'purchase' && cashbackMinor > 0 ? purchaseWithCashback : transactionTypes[request.kind];
  const riskManagementData = application.terminalRiskManagementDataHex;
  return new Map<string, Uint8Array>([
    ['5F2A', toPackedDecimal(request.currencyCode, 2)],
    ['5F36', toPackedDecimal(configuration.currencyExponent, 1)],
    ['81', toBinary(request.amountMinor)],
    ['95', new Uint8Array(5)],
    ['9A', toPackedDecimal(dateDigits(moment), 3)],
    ['9B', new Uint8Array(2)],
    ['9C', Uint8Array.of(type)],
    ['9F01', toPackedDecimal(configuration.acquirerId, 6)],
    ['9F02', toPackedDecimal(request.amountMinor, 6)],
    ['9F03', toPackedDecimal(cashbackMinor, 6)],
    ['9F04', toBinary(cashbackMinor)],
    ['9F06', fromHex(application.aidHex)],
    ['9F09', fromHex(application.applicationVersionNumberHex)],
    ['9F15', toPackedDecimal(configuration.merchantCategoryCode, 2)],
    ['9F16', toFixedText(configuration.merchantId, 15)],
    ['9F1A', toPackedDecimal(configuration.countryCode, 2)],
    ['9F1B', toBinary(application.floorLimitMinor)],
    ['9F1C', toFixedText(configuration.terminalId, 8)],
    ...(riskManagementData === undefined ? [] : [['9F1D', fromHex(riskManagementData)] as const]),
    ['9F1E', toFixedText(configuration.interfaceDeviceSerialNumber, 8)],
    ['9F21', toPackedDecimal(timeDigits(moment), 3)],
    ['9F33', fromHex(settings.terminalCapabilitiesHex)],
    ['9F34', new Uint8Array(3)],
    ['9F35', fromHex(configuration.terminalTypeHex)],
    ['9F37', start.unpredictableNumber],
    ['9F39', toPackedDecimal(contactChipEntry, 1)],
    ['9F40', fromHex(configuration.additionalCapabilitiesHex)],
    ['9F41', toPackedDecimal(request.sequenceCounter, 4)],
    ['9F4E', toFixedText(configuration.merchantName, configuration.merchantName.length)],
  ]);
}

/** Four bytes; an amount that does not fit is shown as the greatest that does. */
function toBinary(amountMinor: number): Uint8Array {
  const fitting = Math.min(amountMinor, 0xffff_ffff);
  return Uint8Array.of((fitting >>> 24) & 0xff, (fitting >>> 16) & 0xff, (fitting >>> 8) & 0xff, fitting & 0xff);
}

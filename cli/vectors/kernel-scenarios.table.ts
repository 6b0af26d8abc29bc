/** One published case of a contact transaction's step, with what its publisher came to. */
interface KernelScenario {
  readonly kind: string;
  readonly caseJson: string;
  readonly expected: unknown;
}

/**
 * Scenarios of a terminal kernel's own tests: the values are facts, taken from openemv/emv-utils (LGPL-2.1), commit
 * c29b155dcaafe74e3742f5daeaa55bf98c710f73, tests/emv_{build_candidate_list,select_application,
 * initiate_application_processing,read_application_data,processing_restrictions,terminal_risk_management}_test.c.
 */
export const kernelScenarios: readonly KernelScenario[] = [
  {
    kind: 'processing-restrictions',
    caseJson:
      '{"name": "Application is expired", "config": {"9F09": "1313", "9F35": "22", "9F40": "F000000000", "9F1A": "0528"}, "params": {"9C": "00", "9A": "250512"}, "icc": {"5F24": "250511", "5F25": "250511"}}',
    expected: { tvr: '0040000000' },
  },
  {
    kind: 'risk-management',
    caseJson:
      '{"name": "Floor limit exceeded without transaction log", "config": {"9F1B": "00002710"}, "params": {"81": "00003A98"}, "icc": {"5A": "5413330089020011"}, "get_data": [], "txn_log": []}',
    expected: { tvr: '0000008000', tsi: '0800' },
  },
  {
    kind: 'risk-management',
    caseJson:
      '{"name": "Velocity checking not possible", "config": {"9F1B": "00002710"}, "params": {"81": "00001388"}, "icc": {"9F14": "12", "9F23": "34"}, "get_data": [["80CA9F3600", "6A81"], ["80CA9F1300", "6A81"]], "txn_log": []}',
    expected: { tvr: '0000006000', tsi: '0800' },
  },
  {
    kind: 'exchange',
    caseJson:
      '{"name": "PSE not found and no supported applications", "exchanges": [["00A404000E315041592E5359532E444446303100", "6A82"], ["00A4040007A000000003101000", "6A82"], ["00A4040007A000000003201000", "6A82"], ["00A4040007A000000003202000", "6A82"], ["00A4040007A000000004101000", "6A82"], ["00A4040007A000000004306000", "6A82"]], "function": "emv_build_candidate_list"}',
    expected: 'EMV_OUTCOME_NOT_ACCEPTED',
  },
  {
    kind: 'exchange',
    caseJson:
      '{"name": "PSE app supported", "exchanges": [["00A404000E315041592E5359532E444446303100", "6F20840E315041592E5359532E4444463031A50E8801015F2D046E6C656E9F1101019000"], ["00B2010C00", "702961274F07A0000000031010500B56495341204352454449548701019F120B56495341204352454449549000"], ["00B2020C00", "6A83"]], "function": "emv_build_candidate_list"}',
    expected: 'EMV_OK',
  },
  {
    kind: 'exchange',
    caseJson:
      '{"name": "PSE multiple apps supported", "exchanges": [["00A404000E315041592E5359532E444446303100", "6F20840E315041592E5359532E4444463031A50E8801015F2D046E6C656E9F1101019000"], ["00B2010C00", "704461204F07A000000003202050055620504159870101730B9F0A08000105010000000061204F07A000000003201050055620504159870102730B9F0A0800010501000000009000"], ["00B2020C00", "6A83"]], "function": "emv_build_candidate_list"}',
    expected: 'EMV_OK',
  },
  {
    kind: 'exchange',
    caseJson:
      '{"name": "selection of invalid application index", "exchanges": null, "function": "emv_select_application"}',
    expected: 'EMV_ERROR_INVALID_PARAMETER',
  },
  {
    kind: 'exchange',
    caseJson:
      '{"name": "invalid FCI during application selection", "exchanges": [["00A4040008A00000000310100500", "6F1D8508A000000003101005A511500556205041598701015F2D046E6C656E9000"]], "function": "emv_select_application"}',
    expected: 'EMV_OUTCOME_TRY_AGAIN',
  },
  {
    kind: 'exchange',
    caseJson:
      '{"name": "application selection after previous successful application selection", "exchanges": [["00A4040008A00000000310100400", "6F1D8408A000000003101004A511500556205041598701015F2D046E6C656E9000"]], "function": "emv_select_application"}',
    expected: 'EMV_OK',
  },
  {
    kind: 'exchange',
    caseJson:
      '{"name": "6: PDOL present and GPO status 6A81", "exchanges": [["80A8000005830360F0C800", "6A81"]], "function": "emv_initiate_application_processing"}',
    expected: 'EMV_OUTCOME_CARD_ERROR',
  },
  {
    kind: 'exchange',
    caseJson:
      '{"name": "5: Record with additional data after template", "exchanges": [["00B2020C00", "703357114761739001010119D221220117589288895F200C455850495245442F434152449F1F0E3137353839303936303030303030FFFF9000"]], "function": null}',
    expected: 'EMV_TAL_ERROR_READ_RECORD_INVALID',
  },
  {
    kind: 'exchange',
    caseJson:
      '{"name": "6: Record with malformed EMV data", "exchanges": [["00B2020C00", "703357114761739001010119D221220117589288895F200C455850495245442F434152449F1F0F31373538393039363030303030309000"]], "function": null}',
    expected: 'EMV_TAL_ERROR_READ_RECORD_PARSE_FAILED',
  },
  {
    kind: 'exchange',
    caseJson:
      '{"name": "8: Redundant EMV field", "exchanges": [["00B2020C00", "703357114761739001010119D221220117589288895F200C455850495245442F434152449F1F0E31373538393039363030303030309000"], ["00B2011400", "70138F019492009F3201039F4701039F49039F37049000"], ["00B2021400", "70038F01949000"]], "function": "emv_read_application_data"}',
    expected: 'EMV_OUTCOME_CARD_ERROR',
  },
  {
    kind: 'exchange',
    caseJson:
      '{"name": "11: Normal processing", "exchanges": [["00B2020C00", "703357114761739001010119D221220117589288895F200C455850495245442F434152449F1F0E31373538393039363030303030309000"], ["00B2011400", "70465A0847617390010101195F3401015F24032212318C159F02069F03069F1A0295055F2A029A039C019F37048D198A029F02069F03069F1A0295055F2A029A039C019F370491089000"], ["00B2021400", "70138F019492009F3201039F4701039F49039F37049000"], ["00B2015C00", "70030101FF9000"]], "function": "emv_read_application_data"}',
    expected: 'EMV_OK',
  },
];

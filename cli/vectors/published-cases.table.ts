/** A case, and what `touchstone vector` answers it with; `problem` where the publisher has an error too. */
interface PublishedCase {
  readonly kind: string;
  /** As it comes in, JSON text: the order of keys is a part of it. */
  readonly caseJson: string;
  readonly result?: unknown;
  readonly problem?: true;
}

/**
 * Cases that others published. The values are facts taken from public test suites:
 * - TLV: knovichikhin/pyemv, tests/test_tlv.py at cf6b82d7a1e1 (MIT)
 * - ISO 8583: knovichikhin/pyiso8583, tests at 3842ba80c578 (MIT); the last two: Base I echo, iso8583tool
 */
export const publishedCases: readonly PublishedCase[] = [
  { kind: 'tlv-decode', caseJson: '{"input": "9C8101FF"}', result: { '9C': 'FF' } },
  { kind: 'tlv-decode', caseJson: '{"input": "9F0200"}', result: { '9F02': '' } },
  { kind: 'tlv-decode', caseJson: '{"input": "9F820100"}', result: { '9F8201': '' } },
  { kind: 'tlv-decode', caseJson: '{"input": "9C80"}', result: { '9C': '' } },
  { kind: 'tlv-decode', caseJson: '{"input": "9C820000"}', result: { '9C': '' } },
  { kind: 'tlv-decode', caseJson: '{"input": "9C83000000"}', result: { '9C': '' } },
  { kind: 'tlv-decode', caseJson: '{"input": "9C8400000000"}', result: { '9C': '' } },
  { kind: 'tlv-decode', caseJson: '{"input": "9C83000001FF"}', result: { '9C': 'FF' } },
  { kind: 'tlv-decode', caseJson: '{"input": "9C8400000001FF"}', result: { '9C': 'FF' } },
  {
    kind: 'tlv-decode',
    caseJson: '{"input": "9F0201FFE0039F03009F0400"}',
    result: { '9F02': 'FF', E0: { '9F03': '' }, '9F04': '' },
  },
  {
    kind: 'tlv-decode',
    caseJson: '{"options": {"flatten": true}, "input": "9F0201FFE0039F03009F0400"}',
    result: { '9F02': 'FF', '9F03': '', '9F04': '' },
  },
  {
    kind: 'tlv-decode',
    caseJson:
      '{"options": {"simple": true}, "input": "9F02FFEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEE9F0300"}',
    result: {
      '9F02':
        'EEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEEE',
      '9F03': '',
    },
  },
  { kind: 'tlv-decode', caseJson: '{"input": "9FF0"}', problem: true },
  { kind: 'tlv-decode', caseJson: '{"input": "9C"}', problem: true },
  { kind: 'tlv-decode', caseJson: '{"input": "9C8200"}', problem: true },
  { kind: 'tlv-decode', caseJson: '{"input": "E0039C8101C001FF"}', problem: true },
  { kind: 'tlv-decode', caseJson: '{"input": "E0049C810200C001FF"}', problem: true },
  { kind: 'tlv-decode', caseJson: '{"input": "9C01FFAA"}', problem: true },
  { kind: 'tlv-decode', caseJson: '{"input": "E0039C01FFAA"}', problem: true },
  { kind: 'tlv-encode', caseJson: '{"input": {}}', result: '' },
  { kind: 'tlv-encode', caseJson: '{"input": {"9C": ""}}', result: '9C00' },
  { kind: 'tlv-encode', caseJson: '{"input": {"9C": "FF"}}', result: '9C01FF' },
  {
    kind: 'tlv-encode',
    caseJson:
      '{"input": {"9C": "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF"}}',
    result:
      '9C8180FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF',
  },
  { kind: 'tlv-encode', caseJson: '{"input": {"E0": {}}}', result: 'E000' },
  { kind: 'tlv-encode', caseJson: '{"input": {"E0": {"9C": ""}}}', result: 'E0029C00' },
  { kind: 'tlv-encode', caseJson: '{"input": {"E0": {"9C": "FF"}}}', result: 'E0039C01FF' },
  { kind: 'tlv-encode', caseJson: '{"input": {"9C": "FF"}}', result: '9C01FF' },
  {
    kind: 'tlv-encode',
    caseJson:
      '{"input": {"9C": "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF"}}',
    result:
      '9C8201FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF',
  },
  { kind: 'tlv-encode', caseJson: '{"input": {"E0": {"9C": ""}}}', result: 'E0029C00' },
  { kind: 'tlv-encode', caseJson: '{"input": {"E0": {"9F00": "FF"}}}', result: 'E0049F0001FF' },
  { kind: 'tlv-encode', caseJson: '{"input": {"E0": {"9F00": "FF"}, "9C": "FF"}}', result: 'E0049F0001FF9C01FF' },
  { kind: 'tlv-encode', caseJson: '{"options": {"simple": true}, "input": {"9C": "FF"}}', result: '9C01FF' },
  { kind: 'tlv-encode', caseJson: '{"options": {"simple": true}, "input": {"9F00": "FF"}}', result: '9F0001FF' },
  { kind: 'tlv-encode', caseJson: '{"options": {"simple": true}, "input": {"9F8001": "FF"}}', result: '9F800101FF' },
  { kind: 'tlv-encode', caseJson: '{"options": {"simple": true}, "input": {"E0": {}}}', result: 'E000' },
  {
    kind: 'tlv-encode',
    caseJson: '{"options": {"simple": true}, "input": {"E0": {"9C": "FF"}}}',
    result: 'E0039C01FF',
  },
  {
    kind: 'tlv-encode',
    caseJson: '{"options": {"simple": true}, "input": {"E0": {"9F00": "FF"}}}',
    result: 'E0049F0001FF',
  },
  {
    kind: 'tlv-encode',
    caseJson: '{"options": {"simple": true}, "input": {"E0": {"9F00": "FF"}, "9C": "FF"}}',
    result: 'E0049F0001FF9C01FF',
  },
  { kind: 'tlv-encode', caseJson: '{"input": {"9C": "X"}}', problem: true },
  {
    kind: 'tlv-encode',
    caseJson:
      '{"options": {"simple": true}, "input": {"9C": "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF"}}',
    problem: true,
  },
  {
    kind: 'tlv-encode',
    caseJson:
      '{"options": {"simple": true}, "input": {"9C": "FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF"}}',
    problem: true,
  },
  {
    kind: 'iso8583-decode',
    caseJson:
      '{"message": "6865616465723032313030303030303030303030303030303030", "spec": {"h": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 6}, "t": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 4}, "p": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 8}, "1": {"data_enc": "b", "len_enc": "ascii", "len_type": 0, "max_len": 8}}}',
    result: { h: 'header', t: '0210', p: '0000000000000000' },
  },
  {
    kind: 'iso8583-decode',
    caseJson:
      '{"message": "4142434430303030303030303030303030303030", "spec": {"h": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 0}, "t": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 4}, "p": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "1": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}}}',
    result: { t: 'ABCD', p: '0000000000000000' },
  },
  {
    kind: 'iso8583-decode',
    caseJson:
      '{"message": "F0F2F1F030303030303030303030303030303030", "spec": {"h": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 0}, "t": {"data_enc": "cp500", "len_enc": "ascii", "len_type": 0, "max_len": 4}, "p": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "1": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}}}',
    result: { t: '0210', p: '0000000000000000' },
  },
  {
    kind: 'iso8583-decode',
    caseJson:
      '{"message": "303230303041413030303030303030303030303041424344", "spec": {"h": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 0}, "t": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 4}, "p": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "1": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "5": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 1}, "7": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 1}, "9": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 1}, "11": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 1}}}',
    result: { t: '0200', p: '0AA0000000000000', '5': 'A', '7': 'B', '9': 'C', '11': 'D' },
  },
  {
    kind: 'iso8583-decode',
    caseJson:
      '{"message": "3032313038303030303030303030303030303030F8F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F7F0F1F0F0F0F1F1F0F2C3F0F4F8F0F4303133303031333130313332303134303031353630313630303136373031363930313730303137383031383130313930", "spec": {"h": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 0}, "t": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 4}, "p": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "1": {"data_enc": "cp500", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "130": {"max_len": 4, "data_enc": "ascii", "len_enc": "ascii", "len_type": 0}, "131": {"max_len": 4, "data_enc": "ascii", "len_enc": "ascii", "len_type": 0}, "132": {"max_len": 4, "data_enc": "ascii", "len_enc": "ascii", "len_type": 0}, "140": {"max_len": 4, "data_enc": "ascii", "len_enc": "ascii", "len_type": 0}, "156": {"max_len": 4, "data_enc": "ascii", "len_enc": "ascii", "len_type": 0}, "160": {"max_len": 4, "data_enc": "ascii", "len_enc": "ascii", "len_type": 0}, "167": {"max_len": 4, "data_enc": "ascii", "len_enc": "ascii", "len_type": 0}, "169": {"max_len": 4, "data_enc": "ascii", "len_enc": "ascii", "len_type": 0}, "170": {"max_len": 4, "data_enc": "ascii", "len_enc": "ascii", "len_type": 0}, "178": {"max_len": 4, "data_enc": "ascii", "len_enc": "ascii", "len_type": 0}, "181": {"max_len": 4, "data_enc": "ascii", "len_enc": "ascii", "len_type": 0}, "190": {"max_len": 4, "data_enc": "ascii", "len_enc": "ascii", "len_type": 0}}}',
    result: {
      t: '0210',
      p: '8000000000000000',
      '1': '80000000000000007010001102C04804',
      '130': '0130',
      '131': '0131',
      '132': '0132',
      '140': '0140',
      '156': '0156',
      '160': '0160',
      '167': '0167',
      '169': '0169',
      '170': '0170',
      '178': '0178',
      '181': '0181',
      '190': '0190',
    },
  },
  {
    kind: 'iso8583-decode',
    caseJson:
      '{"message": "303231303830303030303030303030303030303080000000000000007010001102C04804303133303031333130313332303134303031353630313630303136373031363930313730303137383031383130313930", "spec": {"h": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 0}, "t": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 4}, "p": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "1": {"data_enc": "b", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "130": {"max_len": 4, "data_enc": "ascii", "len_enc": "ascii", "len_type": 0}, "131": {"max_len": 4, "data_enc": "ascii", "len_enc": "ascii", "len_type": 0}, "132": {"max_len": 4, "data_enc": "ascii", "len_enc": "ascii", "len_type": 0}, "140": {"max_len": 4, "data_enc": "ascii", "len_enc": "ascii", "len_type": 0}, "156": {"max_len": 4, "data_enc": "ascii", "len_enc": "ascii", "len_type": 0}, "160": {"max_len": 4, "data_enc": "ascii", "len_enc": "ascii", "len_type": 0}, "167": {"max_len": 4, "data_enc": "ascii", "len_enc": "ascii", "len_type": 0}, "169": {"max_len": 4, "data_enc": "ascii", "len_enc": "ascii", "len_type": 0}, "170": {"max_len": 4, "data_enc": "ascii", "len_enc": "ascii", "len_type": 0}, "178": {"max_len": 4, "data_enc": "ascii", "len_enc": "ascii", "len_type": 0}, "181": {"max_len": 4, "data_enc": "ascii", "len_enc": "ascii", "len_type": 0}, "190": {"max_len": 4, "data_enc": "ascii", "len_enc": "ascii", "len_type": 0}}}',
    result: {
      t: '0210',
      p: '8000000000000000',
      '1': '80000000000000007010001102C04804',
      '130': '0130',
      '131': '0131',
      '132': '0132',
      '140': '0140',
      '156': '0156',
      '160': '0160',
      '167': '0167',
      '169': '0169',
      '170': '0170',
      '178': '0178',
      '181': '0181',
      '190': '0190',
    },
  },
  {
    kind: 'iso8583-decode',
    caseJson:
      '{"message": "303230303430303030303030303030303030303030", "spec": {"h": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 0}, "t": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 4}, "p": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "1": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "2": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 1, "max_len": 2}}}',
    result: { t: '0200', p: '4000000000000000', '2': '' },
  },
  {
    kind: 'iso8583-encode',
    caseJson:
      '{"fields": {"t": "0210", "2.5": "1122", "3.5": "3344"}, "spec": {"h": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 0}, "t": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 4}, "p": {"data_enc": "b", "len_enc": "ascii", "len_type": 0, "max_len": 8}, "1": {"data_enc": "b", "len_enc": "ascii", "len_type": 0, "max_len": 8}}}',
    problem: true,
  },
  {
    kind: 'iso8583-encode',
    caseJson:
      '{"fields": {}, "spec": {"h": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 0}, "t": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 4}, "p": {"data_enc": "b", "len_enc": "ascii", "len_type": 0, "max_len": 8}, "1": {"data_enc": "b", "len_enc": "ascii", "len_type": 0, "max_len": 8}}}',
    problem: true,
  },
  {
    kind: 'iso8583-encode',
    caseJson:
      '{"fields": {"h": "header", "t": "0200"}, "spec": {"h": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 0}, "t": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 4}, "p": {"data_enc": "b", "len_enc": "ascii", "len_type": 0, "max_len": 8}, "1": {"data_enc": "b", "len_enc": "ascii", "len_type": 0, "max_len": 8}}}',
    result: '303230300000000000000000',
  },
  {
    kind: 'iso8583-encode',
    caseJson:
      '{"fields": {"t": "0"}, "spec": {"h": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 0}, "t": {"data_enc": "unknown_encoding", "len_enc": "ascii", "len_type": 0, "max_len": 4}, "p": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "1": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}}}',
    problem: true,
  },
  {
    kind: 'iso8583-encode',
    caseJson:
      '{"fields": {"t": "\\u00ff"}, "spec": {"h": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 0}, "t": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 4}, "p": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "1": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}}}',
    problem: true,
  },
  {
    kind: 'iso8583-encode',
    caseJson:
      '{"fields": {"t": ""}, "spec": {"h": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 0}, "t": {"data_enc": "b", "len_enc": "ascii", "len_type": 0, "max_len": 4}, "p": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "1": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}}}',
    problem: true,
  },
  {
    kind: 'iso8583-encode',
    caseJson:
      '{"fields": {"t": "000000"}, "spec": {"h": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 0}, "t": {"data_enc": "b", "len_enc": "ascii", "len_type": 0, "max_len": 4}, "p": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "1": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}}}',
    problem: true,
  },
  {
    kind: 'iso8583-encode',
    caseJson:
      '{"fields": {"t": "0200", "5": "005", "7": "007", "69": "069", "71": "071"}, "spec": {"h": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 0}, "t": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 4}, "p": {"data_enc": "cp500", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "1": {"data_enc": "cp500", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "5": {"len_type": 3, "max_len": 999, "len_enc": "ascii", "data_enc": "ascii"}, "7": {"len_type": 3, "max_len": 999, "len_enc": "ascii", "data_enc": "ascii"}, "69": {"len_type": 3, "max_len": 999, "len_enc": "ascii", "data_enc": "ascii"}, "71": {"len_type": 3, "max_len": 999, "len_enc": "ascii", "data_enc": "ascii"}}}',
    result:
      '30323030F8C1F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0C1F0F0F0F0F0F0F0F0F0F0F0F0F0F0303033303035303033303037303033303639303033303731',
  },
  {
    kind: 'iso8583-encode',
    caseJson:
      '{"fields": {"t": "0200", "69": "069", "71": "071"}, "spec": {"h": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 0}, "t": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 4}, "p": {"data_enc": "cp500", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "1": {"data_enc": "cp500", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "69": {"len_type": 3, "max_len": 999, "len_enc": "ascii", "data_enc": "ascii"}, "71": {"len_type": 3, "max_len": 999, "len_enc": "ascii", "data_enc": "ascii"}}}',
    result: '30323030F8F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0C1F0F0F0F0F0F0F0F0F0F0F0F0F0F0303033303639303033303731',
  },
  {
    kind: 'iso8583-encode',
    caseJson:
      '{"fields": {"t": "0200", "5": "005", "7": "007", "69": "069", "71": "071", "133": "133", "135": "135"}, "spec": {"h": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 0}, "t": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 4}, "p": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "1": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "5": {"len_type": 3, "max_len": 999, "len_enc": "ascii", "data_enc": "ascii"}, "7": {"len_type": 3, "max_len": 999, "len_enc": "ascii", "data_enc": "ascii"}, "69": {"len_type": 3, "max_len": 999, "len_enc": "ascii", "data_enc": "ascii"}, "71": {"len_type": 3, "max_len": 999, "len_enc": "ascii", "data_enc": "ascii"}, "133": {"len_type": 3, "max_len": 999, "len_enc": "ascii", "data_enc": "ascii"}, "135": {"len_type": 3, "max_len": 999, "len_enc": "ascii", "data_enc": "ascii"}}}',
    result:
      '30323030384130303030303030303030303030303841303030303030303030303030303030413030303030303030303030303030303033303035303033303037303033303639303033303731303033313333303033313335',
  },
  {
    kind: 'iso8583-encode',
    caseJson:
      '{"fields": {"t": "0200", "5": "005", "7": "007", "69": "069", "71": "071", "133": "133", "135": "135"}, "spec": {"h": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 0}, "t": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 4}, "p": {"data_enc": "cp500", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "1": {"data_enc": "cp500", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "5": {"len_type": 3, "max_len": 999, "len_enc": "ascii", "data_enc": "ascii"}, "7": {"len_type": 3, "max_len": 999, "len_enc": "ascii", "data_enc": "ascii"}, "69": {"len_type": 3, "max_len": 999, "len_enc": "ascii", "data_enc": "ascii"}, "71": {"len_type": 3, "max_len": 999, "len_enc": "ascii", "data_enc": "ascii"}, "133": {"len_type": 3, "max_len": 999, "len_enc": "ascii", "data_enc": "ascii"}, "135": {"len_type": 3, "max_len": 999, "len_enc": "ascii", "data_enc": "ascii"}}}',
    result:
      '30323030F8C1F0F0F0F0F0F0F0F0F0F0F0F0F0F0F8C1F0F0F0F0F0F0F0F0F0F0F0F0F0F0F0C1F0F0F0F0F0F0F0F0F0F0F0F0F0F0303033303035303033303037303033303639303033303731303033313333303033313335',
  },
  {
    kind: 'iso8583-encode',
    caseJson:
      '{"fields": {"t": "0210", "130": "130"}, "spec": {"h": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 0}, "t": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 4}, "p": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "1": {"data_enc": "unknown_encoding", "len_enc": "ascii", "len_type": 0, "max_len": 16}}}',
    problem: true,
  },
  {
    kind: 'iso8583-encode',
    caseJson:
      '{"fields": {"t": "0210", "2": "0"}, "spec": {"h": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 0}, "t": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 4}, "p": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "1": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "2": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 1}}}',
    result: '303231303430303030303030303030303030303030',
  },
  {
    kind: 'iso8583-encode',
    caseJson:
      '{"fields": {"t": "0210", "2": "0"}, "spec": {"h": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 0}, "t": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 4}, "p": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "1": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "2": {"data_enc": "cp500", "len_enc": "ascii", "len_type": 0, "max_len": 1}}}',
    result: '3032313034303030303030303030303030303030F0',
  },
  {
    kind: 'iso8583-encode',
    caseJson:
      '{"fields": {"t": "0210", "2": ""}, "spec": {"h": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 0}, "t": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 4}, "p": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "1": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "2": {"data_enc": "b", "len_enc": "ascii", "len_type": 3, "max_len": 999}}}',
    result: '3032313034303030303030303030303030303030303030',
  },
  {
    kind: 'iso8583-encode',
    caseJson:
      '{"fields": {"t": "0210", "2": ""}, "spec": {"h": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 0}, "t": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 4}, "p": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "1": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "2": {"data_enc": "cp500", "len_enc": "ascii", "len_type": 3, "max_len": 999}}}',
    result: '3032313034303030303030303030303030303030303030',
  },
  {
    kind: 'iso8583-encode',
    caseJson:
      '{"fields": {"t": "0210", "2": "a"}, "spec": {"h": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 0}, "t": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 4}, "p": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "1": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "2": {"data_enc": "b", "len_enc": "ascii", "len_type": 0, "max_len": 1}}}',
    problem: true,
  },
  {
    kind: 'iso8583-encode',
    caseJson:
      '{"fields": {"t": "0210", "2": "0"}, "spec": {"h": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 0}, "t": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 4}, "p": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "1": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "2": {"data_enc": "b", "len_enc": "ascii", "len_type": 0, "max_len": 1}}}',
    problem: true,
  },
  {
    kind: 'iso8583-encode',
    caseJson:
      '{"fields": {"t": "0210", "2": ""}, "spec": {"h": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 0}, "t": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 4}, "p": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "1": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "2": {"data_enc": "b", "len_enc": "ascii", "len_type": 0, "max_len": 1}}}',
    problem: true,
  },
  {
    kind: 'iso8583-encode',
    caseJson:
      '{"fields": {"t": "0210", "2": "aaaa"}, "spec": {"h": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 0}, "t": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 4}, "p": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "1": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "2": {"data_enc": "b", "len_enc": "ascii", "len_type": 0, "max_len": 3}}}',
    problem: true,
  },
  {
    kind: 'iso8583-encode',
    caseJson:
      '{"fields": {"t": "0210", "2": "aa"}, "spec": {"h": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 0}, "t": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 4}, "p": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "1": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "2": {"data_enc": "cp500", "len_enc": "ascii", "len_type": 0, "max_len": 1}}}',
    problem: true,
  },
  {
    kind: 'iso8583-encode',
    caseJson:
      '{"fields": {"t": "0210", "2": "a"}, "spec": {"h": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 0}, "t": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 4}, "p": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "1": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "2": {"data_enc": "b", "len_enc": "ascii", "len_type": 1, "max_len": 10}}}',
    problem: true,
  },
  {
    kind: 'iso8583-encode',
    caseJson:
      '{"fields": {"t": "0210", "2": ""}, "spec": {"h": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 0}, "t": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 4}, "p": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "1": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "2": {"data_enc": "ascii", "len_enc": "b", "len_type": 0, "max_len": 0}}}',
    result: '3032313034303030303030303030303030303030',
  },
  {
    kind: 'iso8583-encode',
    caseJson:
      '{"fields": {"t": "0210", "2": "a"}, "spec": {"h": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 0}, "t": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 4}, "p": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "1": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "2": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 1}}}',
    result: '303231303430303030303030303030303030303061',
  },
  {
    kind: 'iso8583-encode',
    caseJson:
      '{"fields": {"t": "0210", "2": ""}, "spec": {"h": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 0}, "t": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 4}, "p": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "1": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "2": {"data_enc": "ascii", "len_enc": "cp500", "len_type": 1, "max_len": 0}}}',
    result: '3032313034303030303030303030303030303030F0',
  },
  {
    kind: 'iso8583-encode',
    caseJson:
      '{"fields": {"t": "0210", "2": ""}, "spec": {"h": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 0}, "t": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 4}, "p": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "1": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "2": {"data_enc": "ascii", "len_enc": "bcd", "len_type": 2, "max_len": 0}}}',
    result: '30323130343030303030303030303030303030300000',
  },
  {
    kind: 'iso8583-encode',
    caseJson:
      '{"fields": {"t": "0210", "2": "a"}, "spec": {"h": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 0}, "t": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 4}, "p": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "1": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "2": {"data_enc": "ascii", "len_enc": "b", "len_type": 1, "max_len": 1}}}',
    result: '30323130343030303030303030303030303030300161',
  },
  {
    kind: 'iso8583-encode',
    caseJson:
      '{"fields": {"t": "0210", "2": "a"}, "spec": {"h": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 0}, "t": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 4}, "p": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "1": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 16}, "2": {"data_enc": "ascii", "len_enc": "unknown_encoding", "len_type": 1, "max_len": 1}}}',
    problem: true,
  },
  {
    kind: 'iso8583-decode',
    caseJson:
      '{"message": "3032303034303030303030303030303030303030303831323334", "spec": {"h": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 0}, "t": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 4}, "p": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 8}, "1": {"data_enc": "b", "len_enc": "ascii", "len_type": 0, "max_len": 8}, "2": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 2, "max_len": 8, "len_count": "nibbles"}}}',
    result: { t: '0200', p: '4000000000000000', '2': '1234' },
  },
  {
    kind: 'iso8583-decode',
    caseJson:
      '{"message": "3032303034303030303030303030303030303030000431323334", "spec": {"h": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 0}, "t": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 4}, "p": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 8}, "1": {"data_enc": "b", "len_enc": "ascii", "len_type": 0, "max_len": 8}, "2": {"data_enc": "ascii", "len_enc": "bcd", "len_type": 2, "max_len": 8, "len_count": "bytes"}}}',
    result: { t: '0200', p: '4000000000000000', '2': '1234' },
  },
  {
    kind: 'iso8583-decode',
    caseJson:
      '{"message": "303230303430303030303030303030303030303031323334", "spec": {"h": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 0}, "t": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 4}, "p": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 8}, "1": {"data_enc": "b", "len_enc": "ascii", "len_type": 0, "max_len": 8}, "2": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 4, "len_count": "bytes"}}}',
    result: { t: '0200', p: '4000000000000000', '2': '1234' },
  },
  {
    kind: 'iso8583-decode',
    caseJson:
      '{"message": "303230303430303030303030303030303030303000030123", "spec": {"h": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 0}, "t": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 4}, "p": {"data_enc": "ascii", "len_enc": "ascii", "len_type": 0, "max_len": 8}, "1": {"data_enc": "b", "len_enc": "ascii", "len_type": 0, "max_len": 8}, "2": {"data_enc": "b", "len_enc": "bcd", "len_type": 2, "max_len": 8, "len_count": "nibbles", "left_pad": "0"}}}',
    result: { t: '0200', p: '4000000000000000', '2': '123' },
  },
  {
    kind: 'iso8583-decode',
    caseJson:
      '{"id": "iso8583tool/basei/0800-network-echo", "message": "30383030303233383031303030303831303030303034303030303030303030303030303030363034313631363136363534333231313631363136303630343030315445524D4E4554313031354845415254424541543D4241534549333031"}',
    result: {
      mti: '0800',
      fields: {
        '11': '654321',
        '12': '161616',
        '13': '0604',
        '24': '001',
        '41': 'TERMNET1',
        '48': 'HEARTBEAT=BASEI',
        '7': '0604161616',
        '70': '301',
      },
    },
  },
  {
    kind: 'iso8583-encode',
    caseJson:
      '{"id": "iso8583tool/basei/0800-network-echo", "fields": {"mti": "0800", "fields": {"11": "654321", "12": "161616", "13": "0604", "24": "001", "41": "TERMNET1", "48": "HEARTBEAT=BASEI", "7": "0604161616", "70": "301"}}}',
    result:
      '30383030303233383031303030303831303030303034303030303030303030303030303030363034313631363136363534333231313631363136303630343030315445524D4E4554313031354845415254424541543D4241534549333031',
  },
];

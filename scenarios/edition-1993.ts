import type { HostMessage, Masked, Recorded } from '#drivers/ports/evidence.ts';

type Sent = HostMessage & Recorded;
type Fields = Readonly<Record<string, Masked>>;

/** Requests by type, function code and reason code; the first row that fits. */
const requests: readonly {
  readonly is: RegExp;
  readonly was: string;
}[] = [
  { is: /^1100/u, was: '0100' },
  { is: /^112([01])/u, was: '010+2' },
  { is: /^1200/u, was: '0200' },
  { is: /^122([01]) 281/u, was: '020+2' },
  { is: /^122([01])/u, was: '022+0' },
  { is: /^1324/u, was: '0320' },
  { is: /^142([01]) \d+ 4000/u, was: '040+0' },
  { is: /^142([01])/u, was: '042+0' },
  { is: /^152([01])/u, was: '050+0' },
  { is: /^1804/u, was: '0800' },
];

/** Meanings of action codes, as far as checks go by them. */
const meanings: Readonly<Record<string, string>> = {
  '000': '00',
  '001': '08',
  '002': '10',
  '003': '11',
  '004': '16',
  '081': 'Y1',
  '083': 'Y3',
  '100': '05',
  '102': '59',
  '111': '14',
  '116': '51',
  '117': '55',
  '119': '57',
  '120': '58',
  '122': '63',
  '126': '88',
  '188': 'Z1',
  '189': '82',
  '190': 'Z3',
  '300': '00',
  '400': '00',
  '480': '21',
  '500': '00',
  '501': '95',
  '800': '00',
  '900': '00',
  '902': '12',
  '904': '30',
  '912': '91',
  '913': '94',
  '914': '25',
};

const networkCodes: Readonly<Record<string, string>> = { '801': '001', '802': '002', '811': '161', '831': '301' };
const entryModes: Readonly<Record<string, string>> = { '5': '05', W: '07', X: '80', '2': '90' };

/**
 * A journal in whose messages of ISO 8583:1993 the checks find what they look for: they are written in words of 1987. The
 * journal itself stays as it was recorded. What can't be told stays as it is, so that a check stumbles over it.
 *
 * @clause ISO 8583:1993 4.1, 4.3, 4.4.6
 */
export function inWordsOf1987(events: readonly Recorded[]): readonly Recorded[] {
  if (!events.some((event) => event.kind === 'host-message' && event.mti.startsWith('1'))) return events;
  const asked = new Map<string, string>();
  const sent: Sent[] = [];
  return events.map((event) => {
    if (event.kind !== 'host-message' || !event.mti.startsWith('1')) return event;
    const isRequest = event.direction === 'to-host';
    const mti = isRequest ? requestType(event) : answerType(event, asked);
    const fields = fieldsIn1987(event, mti, sent);
    if (isRequest) {
      asked.set(event.fields['11'] ?? '', mti);
      sent.push(event);
    }
    return { ...event, mti, fields };
  });
}

function requestType({ mti, fields }: HostMessage): string {
  const text = `${mti} ${fields['24'] ?? ''} ${fields['25'] ?? ''}`;
  const row = requests.find(({ is }) => is.test(text));
  const repeat = Number(row?.is.exec(text)?.[1] ?? 0);
  return row?.was.replace(/\+(\d)/u, (_all, first: string) => String(Number(first) + repeat)) ?? mti;
}

/** The type that answers what was asked under the same trace number. */
function answerType({ mti, fields }: HostMessage, asked: ReadonlyMap<string, string>): string {
  const request = asked.get(fields['11'] ?? '');
  if (request === undefined) return `0${mti.slice(1)}`;
  const isConfirmation = /^0[12]0[23]$/u.test(request);
  return `${request.slice(0, 2)}${Number(request[2]) + 1}${isConfirmation ? '2' : '0'}`;
}

function fieldsIn1987({ fields }: HostMessage, mti: string, sent: readonly Sent[]): Fields {
  const { '12': moment, '22': dataCode, '24': functionCode = '', '25': _reason, '30': original, ...others } = fields;
  const { '39': action, '56': named, '96': keys, ...plain } = others;
  const read: Readonly<Record<string, string>> = {
    ...plain,
    ...(moment === undefined ? {} : { '12': moment.slice(6), '13': moment.slice(2, 6) }),
    ...(dataCode === undefined
      ? {}
      : { '22': `${entryModes[dataCode[6] ?? ''] ?? '??'}${dataCode[1] === '1' ? 1 : 2}` }),
    ...(mti.startsWith('08') && functionCode !== '' ? { '70': networkCodes[functionCode] ?? functionCode } : {}),
    ...(action === undefined ? {} : { '39': meanings[action] ?? action }),
    ...(keys === undefined ? {} : { '48': keys }),
    ...(named === undefined ? {} : { '90': originalIn1987(named, sent) }),
    ...(original === undefined || functionCode !== '401'
      ? {}
      : { '4': original.slice(0, 12), '95': `${fields['4'] ?? ''}${'0'.repeat(12)}C00000000C00000000` }),
  };
  return read as Fields;
}

/** The original that element 56 names by its local time, as element 90 names it by that of its transmission. */
function originalIn1987(named: string, sent: readonly Sent[]): string {
  const [type, stan, moment] = [named.slice(0, 4), named.slice(4, 10), named.slice(10, 22)];
  const acquirer = named.slice(24);
  const original = sent.find(
    ({ mti, fields }) => mti === type && fields['11'] === stan && fields['12'] === moment && fields['32'] === acquirer,
  );
  if (original === undefined || Number(named.slice(22, 24)) !== acquirer.length) return `no original: ${named}`;
  const transmitted = original.fields['7'] ?? '';
  return `${requestType(original)}${stan}${transmitted}${acquirer.padStart(11, '0')}${'0'.repeat(11)}`;
}

import { createHash } from 'node:crypto';
import { openEnvelope, type EnvelopeKeys } from './card-envelope.ts';
import { elementOfName, resources } from './resources.table.ts';

/** One request as it came over HTTP. Header names are in lower case. */
export interface GatewayRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

/** What goes back. The body is JSON. */
export interface GatewayResponse {
  readonly status: number;
  readonly body: string;
}

/** A message of the acquirer's host, elements by number. */
export interface UpstreamMessage {
  readonly mti: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** What a gateway stands on. */
export interface GatewayOptions {
  readonly keys: EnvelopeKeys;
  readonly accessTokens: ReadonlySet<string>;
  /** Asks the acquirer; undefined when it does not answer in time. */
  readonly upstream: (request: UpstreamMessage) => Promise<UpstreamMessage | undefined>;
}

/** The gateway's mind, without sockets. */
export interface Gateway {
  handle(request: GatewayRequest): Promise<GatewayResponse>;
}

/** Keys that are remembered: far more than any scenario makes. */
const rememberedMax = 100_000;

interface Remembered {
  readonly digest: string;
  answer: Promise<GatewayResponse> | undefined;
  /** How often the acquirer was asked. */
  askedCount: number;
}

/** Opens a gateway that has seen no request yet. */
export function createGateway(options: GatewayOptions): Gateway {
  const remembered = new Map<string, Remembered>();
  return {
    handle: async (request) => {
      const refused = refusalOf(request, options);
      if (refused !== undefined) return refused;
      const resource = resources.get(request.path);
      const body = objectIn(request.body);
      if (resource === undefined || body === undefined) return problem(400, 'the body is no JSON object of texts');
      const missing = resource.mandatory.filter((name) => body[name] === undefined);
      if (missing.length > 0) return problem(400, `the body lacks ${missing.join(', ')}`);
      const { card, ...others } = body;
      const cardData = card === undefined ? {} : openEnvelope(card, options.keys);
      if (cardData === undefined) return problem(422, 'the card data can not be opened');
      const members = { ...others, ...cardData };
      const key = `${request.path} ${request.headers['idempotency-key'] ?? ''}`;
      const { repeatMti } = resource;
      return once(remembered, { key, digest: digestOf(members), mayAskAgain: repeatMti !== undefined }, (askedCount) =>
        ask(options, { mti: askedCount > 0 && repeatMti !== undefined ? repeatMti : resource.mti, members }),
      );
    },
  };
}

function refusalOf(request: GatewayRequest, { accessTokens }: GatewayOptions): GatewayResponse | undefined {
  const token = /^Bearer (?<token>\S+)$/u.exec(request.headers['authorization'] ?? '')?.groups?.['token'];
  if (token === undefined || !accessTokens.has(token)) return problem(401, 'the access token is not right');
  if (!resources.has(request.path)) return problem(404, 'there is no such resource');
  if (request.method !== 'POST') return problem(405, 'only POST is understood');
  if ((request.headers['idempotency-key'] ?? '') === '') return problem(400, 'the header Idempotency-Key is missing');
  return undefined;
}

/**
 * One answer a key, for those who ask again and for those who ask meanwhile. What came to no end may be tried again where
 * the acquirer knows a repeat for it.
 */
async function once(
  remembered: Map<string, Remembered>,
  { key, digest, mayAskAgain }: { readonly key: string; readonly digest: string; readonly mayAskAgain: boolean },
  work: (askedCount: number) => Promise<GatewayResponse>,
): Promise<GatewayResponse> {
  const known = remembered.get(key);
  if (known !== undefined && known.digest !== digest) return problem(409, 'the key was used for another request');
  if (known?.answer !== undefined) return known.answer;
  if (remembered.size >= rememberedMax) return problem(503, 'no more keys can be remembered');
  const entry: Remembered = known ?? { digest, answer: undefined, askedCount: 0 };
  remembered.set(key, entry);
  entry.answer = work(entry.askedCount);
  entry.askedCount += 1;
  const answer = await entry.answer;
  if (answer.status !== 200 && mayAskAgain) entry.answer = undefined;
  return answer;
}

async function ask(
  { upstream }: GatewayOptions,
  { mti, members }: { readonly mti: string; readonly members: Readonly<Record<string, string>> },
): Promise<GatewayResponse> {
  const fields = Object.fromEntries(
    Object.entries(members).flatMap(([name, value]) => {
      const element = elementOfName[name];
      return element === undefined ? [] : [[element, value] as const];
    }),
  );
  const answer = await upstream({ mti, fields });
  if (answer === undefined) return problem(504, 'the acquirer did not answer; nobody knows whether it was carried out');
  const named = Object.entries(elementOfName).flatMap(([name, element]) => {
    const value = answer.fields[element];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { status: 200, body: JSON.stringify(Object.fromEntries(named)) };
}

function objectIn(text: string): Readonly<Record<string, string>> | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return undefined;
    const entries = Object.entries(parsed);
    return entries.every((entry): entry is [string, string] => typeof entry[1] === 'string')
      ? Object.fromEntries(entries)
      : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function digestOf(members: Readonly<Record<string, string>>): string {
  const sorted = Object.entries(members).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex');
}

/** @clause RFC 9457 (problem details) */
function problem(status: number, detail: string): GatewayResponse {
  return { status, body: JSON.stringify({ status, detail }) };
}

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { isoTime } from '#drivers/clock/iso-time.ts';
import { seededRng } from '#drivers/clock/seeded-rng.ts';
import { wallClock } from '#drivers/clock/wall-clock.ts';
import { listenTcp } from '#drivers/network/tcp.ts';
import { within } from '#drivers/ports/deadline.ts';
import type { BookEntry } from '#drivers/ports/evidence.ts';
import { RigFailure } from '#drivers/ports/failure.ts';
import type { Rng } from '#drivers/ports/surroundings.ts';
import { createAcquirer, type Acquirer } from '#rigs/sim/acquirer/acquirer.ts';
import { referenceConfiguration, testScheme } from '../test-scheme.ts';
import { openWorkspace } from '../workspace.ts';
import { serveCard } from './card-door.ts';
import type { LifeOrder, LifeWord } from './life.ts';

/** What the people at a terminal saw that was killed again and again, and what stands in the books at the end. */
export interface Endured {
  readonly killCount: number;
  /** Kills in the middle of a transaction: the others fell between two, or while the terminal started. */
  readonly killedInTransaction: number;
  readonly told: readonly {
    readonly kind: 'sale' | 'hold' | 'void';
    readonly amountMinor: number;
    readonly answer: 'approved' | 'not-approved' | 'unknown';
  }[];
  readonly terminal: readonly BookEntry[];
  readonly acquirer: readonly BookEntry[];
  readonly chargedMinor: number;
  readonly owedCount: number;
}

/** Terms of an endurance run. */
export interface EnduranceTerms {
  readonly killCount: number;
  readonly seed: string;
  readonly signal?: AbortSignal;
  readonly onKill?: (killCount: number) => void;
}

const programPath = fileURLToPath(new URL('terminal-life.ts', import.meta.url));
const cardName = 'standard';
/** A life gets this long at most before it is killed, counted from its order. */
const lifeMsMax = 400;
/** What an account may hold that nobody empties. */
const balanceMinor = 100_000_000_000;
/** Lives that load at the same time: as many as there are processors on a small machine. */
const loadingCount = 2;
const loadMs = 30_000;
const settledMs = 60_000;

/**
 * Kills a process that sells, with SIGKILL at a moment that chance picks, and starts another on the same storage, over and
 * over. The card, the acquirer and the issuer live on, over real sockets.
 *
 * @throws {RigFailure} code LIFE_NOT_LIVED when a terminal does not come up, or ends by itself
 */
export async function endure(terms: EnduranceTerms): Promise<Endured> {
  await using place = await openWorkspace();
  await using owned = new AsyncDisposableStack();
  const clock = wallClock();
  const rng = seededRng(terms.seed);
  const scheme = testScheme(isoTime(clock.nowMs()).slice(0, 10));
  const issuer = scheme.issuer({ balanceMinor });
  const acquirer = createAcquirer({
    clock,
    rng: rng.fork('acquirer'),
    issuer,
    pinTranslator: scheme.securityModule(rng.fork('security module')),
    terminalIds: [referenceConfiguration.terminalId],
  });
  const host = owned.use(await listenTcp({ clock, onLink: (link) => void acquirer.serve(link) }));
  const card = owned.use(await serveCard(scheme.cards(rng.fork('cards')).withContacts(cardName), clock));
  const configurationPath = join(place.path, 'terminal.json');
  writeFileSync(configurationPath, JSON.stringify(referenceConfiguration));
  const common = { storePath: join(place.path, 'store.db'), configurationPath, host, card };
  const told: Endured['told'][number][] = [];
  const moments = rng.fork('moments');
  let killCount = 0;
  let killedInTransaction = 0;
  const start = (): Life => owned.use(startLife(join(place.path, 'compiled')));
  // A first life that ends in peace leaves the compiled program behind: those that are killed can't.
  await start().settle(orderOf(common, 'settle', moments));
  // Others load while one lives, so that there is no pause.
  const waiting = Array.from({ length: loadingCount }, start);
  while (killCount < terms.killCount && terms.signal?.aborted !== true) {
    const life = waiting.shift() ?? start();
    waiting.push(start());
    const words = await life.liveAndDie(orderOf(common, 'sell', moments), moments.below(lifeMsMax));
    killCount += 1;
    const transactions = toldIn(words);
    if (transactions.at(-1)?.answer === 'unknown') killedInTransaction += 1;
    told.push(...transactions);
    terms.onKill?.(killCount);
  }
  const { entries, owedCount } = await start().settle(orderOf(common, 'settle', moments));
  return {
    killCount,
    killedInTransaction,
    told,
    terminal: entries,
    acquirer: booksOf(acquirer),
    chargedMinor: scheme.accounts.reduce((sum, { pan }) => sum + balanceMinor - (issuer.balanceOf(pan) ?? 0), 0),
    owedCount,
  };
}

function orderOf(common: Omit<LifeOrder, 'task' | 'seed'>, task: LifeOrder['task'], rng: Rng): LifeOrder {
  const { host, card } = common;
  const seed = `life ${rng.below(1_000_000_000)}`;
  return {
    ...common,
    host: { host: host.host, port: host.port },
    card: { host: card.host, port: card.port },
    task,
    seed,
  };
}

function booksOf(acquirer: Acquirer): readonly BookEntry[] {
  return acquirer.books();
}

function toldIn(words: readonly LifeWord[]): Endured['told'] {
  const told: {
    kind: 'sale' | 'hold' | 'void';
    amountMinor: number;
    answer: 'approved' | 'not-approved' | 'unknown';
  }[] = [];
  for (const word of words) {
    const last = told.at(-1);
    if (word.kind === 'asked') told.push({ kind: word.what, amountMinor: word.amountMinor, answer: 'unknown' });
    if (word.kind === 'told' && last !== undefined) last.answer = word.isApproved ? 'approved' : 'not-approved';
  }
  return told;
}

/** A process that waits for its order. */
interface Life extends AsyncDisposable {
  /** Lives by its order for so long, and is killed. @returns what it said */
  liveAndDie(order: LifeOrder, lifeMs: number): Promise<readonly LifeWord[]>;
  settle(order: LifeOrder): Promise<Extract<LifeWord, { readonly kind: 'book' }>>;
}

function startLife(compiledPath: string): Life {
  const env = { ...process.env, NODE_COMPILE_CACHE: compiledPath };
  const child = spawn(process.execPath, [programPath], { stdio: ['pipe', 'pipe', 'pipe'], env });
  const exited = once(child, 'exit');
  const words: LifeWord[] = [];
  const loaded = Promise.withResolvers<void>();
  const lines = createInterface({ input: child.stdout });
  const silent = once(lines, 'close');
  lines.on('line', (line) => {
    const word = JSON.parse(line) as LifeWord;
    if (word.kind === 'loaded') loaded.resolve();
    words.push(word);
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-2000);
  });
  const clock = wallClock();
  const order = async (what: LifeOrder): Promise<void> => {
    const wait = await within(clock, Promise.race([loaded.promise, exited]), { timeoutMs: loadMs });
    if (wait.kind !== 'settled' || hasEnded(child)) throw notLived('did not come up', complaint);
    child.stdin.write(`${JSON.stringify(what)}\n`);
  };
  const end = async (): Promise<void> => {
    child.kill('SIGKILL');
    await Promise.all([exited, silent]);
  };
  return {
    liveAndDie: async (what, lifeMs) => {
      await order(what);
      await clock.sleep(lifeMs);
      if (hasEnded(child)) throw notLived('ended by itself while it sold', complaint);
      await end();
      return words;
    },
    settle: async (what) => {
      await order(what);
      const wait = await within(clock, Promise.all([exited, silent]), { timeoutMs: settledMs });
      const book = words.find((word) => word.kind === 'book');
      if (wait.kind !== 'settled' || book === undefined) throw notLived('did not tell its book at the end', complaint);
      return book;
    },
    [Symbol.asyncDispose]: end,
  };
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** The words are the program's own; it holds no card data, and the front door masks what it prints. */
function notLived(what: string, complaint: string): RigFailure {
  return new RigFailure({
    code: 'LIFE_NOT_LIVED',
    blame: 'subject',
    message: `a terminal that was started on the storage of the one before ${what}; it said: ${complaint.trim().split('\n').at(-1) ?? 'nothing'}`,
  });
}

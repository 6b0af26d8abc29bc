import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { quote } from 'zx';
import type { Identity } from '#drivers/ports/terminal.ts';
import type { RunPlan, PlannedCase, BenchRecord } from '#reports/evidence/run-record.ts';
import { loadCatalogue, plannedRequirement } from '#reports/requirements/catalogue.ts';
import type { Bench } from '#rigs/rig.ts';
import type { NamedScenario } from '#scenarios/library.ts';

const root = fileURLToPath(new URL('../', import.meta.url));

/** The subject of the built-in benches; a black-box terminal names itself when a bench has one. */
const referenceTerminal: Identity = { vendor: 'Touchstone', product: 'Reference mPOS', version: '0.1.0' };

/** What the person asked for, resolved. */
export interface RunOrder {
  readonly id: string;
  readonly startedAtIso: string;
  readonly seed: string;
  readonly benches: readonly Bench[];
  readonly scenarios: readonly NamedScenario[];
  /** What else has to stand on the command line to repeat a case on a bench; the benches' own words at least. */
  readonly repeatWords: (bench: Bench) => readonly string[];
}

/** The plan of a run: every case on every bench, written down before anything is done. */
export function planRun(order: RunOrder): RunPlan {
  return {
    id: order.id,
    startedAtIso: order.startedAtIso,
    commit: commitOf(),
    versions: {
      touchstone: versionOf(),
      node: process.version,
      platform: `${process.platform} ${process.arch}`,
      packageLockDigest: createHash('sha256')
        .update(readFileSync(`${root}package-lock.json`))
        .digest('hex'),
    },
    seed: order.seed,
    benches: order.benches.map(benchRecord),
    subject: referenceTerminal,
    state: 'running',
    pid: process.pid,
    cases: order.benches.flatMap((bench) => order.scenarios.map((scenario) => plannedCase(bench, scenario, order))),
    requirements: loadCatalogue().map(plannedRequirement),
  };
}

function benchRecord({ description }: Bench): BenchRecord {
  return {
    name: description.name,
    nature: description.nature,
    description: description.summary,
    whatIsSimulated: description.simulated,
    whatIsReal: description.real,
  };
}

function plannedCase(bench: Bench, scenario: NamedScenario, order: RunOrder): PlannedCase {
  const { name } = bench.description;
  const words = ['run', scenario.slug, ...order.repeatWords(bench), '--seed', order.seed];
  return {
    name: `${name}/${scenario.slug}`,
    title: scenario.title,
    scenarioFile: scenario.file,
    bench: name,
    proves: scenario.proves,
    repeatCommand: ['./touchstone', ...words.map(quote)].join(' '),
  };
}

function versionOf(): string {
  const manifest: { readonly version: string } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
  return manifest.version;
}

/** The commit of this checkout, or a word for why there is none: an unpacked archive has no git folder. */
function commitOf(): string {
  const git = (...words: readonly string[]): string =>
    execFileSync('git', ['-C', root, ...words], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    const commit = git('rev-parse', '--short=12', 'HEAD');
    return git('status', '--porcelain') === '' ? commit : `${commit}+changes`;
  } catch (error) {
    return Error.isError(error) ? 'unknown (no git checkout)' : 'unknown';
  }
}

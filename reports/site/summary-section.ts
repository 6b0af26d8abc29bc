import type { BenchRecord, RequirementRow, RunRecord } from '../evidence/run-record.ts';
import { VERDICTS, isConcluded } from '../evidence/verdict.ts';
import type { VerdictCounts } from '../evidence/verdict.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { verdictBadge, verdictMark, verdictWord } from './verdict-badge.ts';

/** The opening of the report: verdict, counts, what was simulated, blockers, and what made the run. */
export function summarySection(run: RunRecord): Html {
  const { vendor, product, version } = run.subject;
  return html`<section id="summary" class="hero">
      <p class="kicker">Pre-certification evidence, not an approval</p>
      <div class="verdict v-${run.verdict}">
        <span class="seal" aria-hidden="true">${verdictMark(run.verdict)}</span>
        <div>
          <h1>${verdictSentence(run)}</h1>
          <p class="subject">${vendor} <strong>${product}</strong> ${version}</p>
        </div>
      </div>
      ${run.state === 'finished' ? html`` : html`<p class="notice">This run was ${stateWord(run)}. What did not run says nothing, so its verdict is at best inconclusive.</p>`}
      <div class="bars">
        ${countBar('Cases', run.cases.length, run.counts.cases)}
        ${countBar('Requirements', run.requirements.length, run.counts.requirements)}
      </div>
    </section>
    <section aria-labelledby="h-benches">
      <h2 id="h-benches">What was simulated, what was real</h2>
      <div class="cards">${run.benches.map((bench) => benchCard(bench))}</div>
    </section>
    ${blockersSection(run)}
    <section aria-labelledby="h-made">
      <h2 id="h-made">What made this run</h2>
      ${madeList(run)}
    </section>`;
}

function verdictSentence(run: RunRecord): string {
  switch (run.verdict) {
    case 'pass':
      return 'Passed: everything that was run was observed as required';
    case 'fail':
      return 'Failed: something was observed otherwise than required';
    case 'inconclusive':
      return 'Inconclusive: not everything could be decided';
    case 'error':
      return 'Error: the harness could not do its job everywhere';
    case 'not-applicable':
      return 'Not applicable: no case fits the benches of this run';
    case 'not-run':
      return 'Not run: no case was executed';
    default:
      return run.verdict satisfies never;
  }
}

function stateWord(run: RunRecord): string {
  return run.state === 'interrupted' ? 'interrupted by its operator' : 'cut short';
}

function countBar(title: string, total: number, counts: VerdictCounts): Html {
  const present = VERDICTS.filter((verdict) => counts[verdict] > 0);
  const segments = present.map(
    (verdict) => html`<span class="seg v-${verdict}" style="flex-grow:${counts[verdict]}"></span>`,
  );
  const legend = present.map(
    (verdict) =>
      html`<li class="v-${verdict}">
        <i aria-hidden="true">${verdictMark(verdict)}</i><b>${counts[verdict]}</b> ${verdictWord(verdict)}
      </li>`,
  );
  return html`<div class="count">
    <h2><b>${total}</b> ${title}</h2>
    <div class="segs" aria-hidden="true">${segments}</div>
    <ul class="legend">
      ${legend}
    </ul>
  </div>`;
}

function benchCard(bench: BenchRecord): Html {
  const list = (items: readonly string[]): Html =>
    items.length === 0
      ? html`<p class="quiet">nothing</p>`
      : html`<ul>
          ${items.map((item) => html`<li>${item}</li>`)}
        </ul>`;
  return html`<article class="card">
    <h3>${bench.name} <span class="tag">${bench.nature}</span></h3>
    <p>${bench.description}</p>
    <div class="two">
      <div>
        <h4>Simulated</h4>
        ${list(bench.whatIsSimulated)}
      </div>
      <div>
        <h4>Real</h4>
        ${list(bench.whatIsReal)}
      </div>
    </div>
  </article>`;
}

function blockersSection(run: RunRecord): Html {
  const blockers = run.requirements.filter((row) => row.severity === 'blocker');
  const adverse = blockers.filter((row) => isConcluded(row.verdict) && row.verdict !== 'pass');
  const open = blockers.filter((row) => row.verdict === 'not-run');
  const numbers = new Map(run.cases.map((each, index) => [each.name, index] as const));
  const broken = run.cases.filter((each) => isConcluded(each.verdict) && each.verdict !== 'pass');
  const brokenRows = broken.map(
    (each) =>
      html`<li>
        <a href="#case-${numbers.get(each.name) ?? 0}"
          >${verdictBadge(each.verdict)}<span><b>${each.title}</b><small>${each.name} · ${each.reason}</small></span></a
        >
      </li>`,
  );
  return html`<section aria-labelledby="h-blockers">
    <h2 id="h-blockers">Blockers</h2>
    ${
      adverse.length === 0
        ? html`<p class="lead">${open.length === 0 ? 'None.' : 'None among what was run.'}</p>`
        : html`<ul class="blockers">
            ${adverse.map((row) => blockerItem(row, numbers))}
          </ul>`
    }
    ${openBlockers(open)}
    ${
      broken.length === 0
        ? html``
        : html`<h3>Cases to look at</h3>
            <ul class="links">
              ${brokenRows}
            </ul>`
    }
  </section>`;
}

function openBlockers(open: readonly RequirementRow[]): Html {
  if (open.length === 0) return html``;
  const items = open.map(
    (row) => html`<li><code>${row.id}</code> ${row.text} <span class="quiet">${row.reason}</span></li>`,
  );
  return html`<details class="open">
    <summary>${open.length} requirements of blocker severity were not run</summary>
    <ul>
      ${items}
    </ul>
  </details>`;
}

function blockerItem(row: RequirementRow, numbers: ReadonlyMap<string, number>): Html {
  const links = row.cases.map((name) => html`<a href="#case-${numbers.get(name) ?? 0}">${name}</a> `);
  return html`<li class="v-${row.verdict}">
    ${verdictBadge(row.verdict)}
    <div>
      <b><code>${row.id}</code></b>
      <p>${row.text}</p>
      <small>${row.clause} · ${links}</small>
    </div>
  </li>`;
}

function madeList(run: RunRecord): Html {
  const entries: readonly (readonly [string, string])[] = [
    ['Run', run.id],
    ['Began', timeWords(run.startedAtIso)],
    ['Ended', run.finishedAtIso === undefined ? 'did not end by itself' : timeWords(run.finishedAtIso)],
    ['Commit', run.commit],
    ['Seed', run.seed],
    ['Touchstone', run.versions.touchstone],
    ['Node', run.versions.node],
    ['Platform', run.versions.platform],
    ['Package lock', run.versions.packageLockDigest],
    ['Journal hash', run.journalHash],
    ...Object.entries(run.subject.facts ?? {}).map(([key, value]) => [`Subject: ${key}`, value] as const),
  ];
  return html`<dl class="made">
    ${entries.map(
      ([term, value]) =>
        html`<div>
          <dt>${term}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

function timeWords(iso: string): string {
  return iso.replace('T', ' ').replace(/(\.\d+)?Z$/u, ' UTC');
}

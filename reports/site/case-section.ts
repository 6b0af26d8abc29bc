import type { CaseRecord, Finding, RunRecord } from '../evidence/run-record.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { durationWords } from './matrix-section.ts';
import type { PageCase, PageModel } from './page-model.ts';
import { verdictBadge } from './verdict-badge.ts';
import { caseVerifications } from './verifications-section.ts';

const JOURNAL_WORDS: Readonly<Record<CaseRecord['journalState'], string>> = {
  sealed: 'sealed, its chain is whole',
  'cut-short': 'cut short: it has no seal',
  broken: 'changed after it was written',
  none: 'none: the case never began',
};

/** A section per case; the page's script shows one at a time and fills in the timeline when it is opened. */
export function caseSections(run: RunRecord, model: PageModel): Html {
  const texts = new Map(run.requirements.map((row) => [row.id, row.text] as const));
  const sections = run.cases.map((each, number) =>
    caseSection(each, { number, count: run.cases.length, page: model.cases[number], texts }),
  );
  return html`<div id="case-views">${sections}</div>`;
}

interface Context {
  readonly number: number;
  readonly count: number;
  readonly page: PageCase | undefined;
  readonly texts: ReadonlyMap<string, string>;
}

function caseSection(each: CaseRecord, context: Context): Html {
  const { number, count, page, texts } = context;
  const previous = number > 0 ? html`<a href="#case-${number - 1}" rel="prev">← previous</a>` : html``;
  const next = number + 1 < count ? html`<a href="#case-${number + 1}" rel="next">next →</a>` : html``;
  return html`<section class="case" id="case-${number}" tabindex="-1" aria-labelledby="t-${number}">
    <nav class="crumbs" aria-label="Cases">
      <a href="#cases">All cases</a><span>${number + 1} of ${count}</span>${previous}${next}
    </nav>
    <header>
      <p class="kicker">${each.name}</p>
      <h2 id="t-${number}">${each.title}</h2>
      <p class="because">${verdictBadge(each.verdict)} <span>${each.reason}</span></p>
    </header>
    <div class="repeat">
      <span>Repeat it</span><code>${each.repeatCommand}</code
      ><button type="button" data-copy="${each.repeatCommand}">Copy</button>
    </div>
    ${adverseFindings(each, texts)} ${caseVerifications(each)}
    <div class="drawn" data-case="${number}">
      <p class="quiet noscript">Timeline, events and the picture of the arm are drawn by the page's script.</p>
    </div>
    ${omissions(page)} ${lawfulFindings(each, texts)}
    <dl class="made">
      <div>
        <dt>Duration</dt>
        <dd>${durationWords(each.durationMs)} on the bench's clock</dd>
      </div>
      <div>
        <dt>Scenario</dt>
        <dd>${each.scenarioFile}</dd>
      </div>
      <div>
        <dt>Journal</dt>
        <dd>${each.journalFile === '' ? '–' : each.journalFile} (${JOURNAL_WORDS[each.journalState]})</dd>
      </div>
      <div>
        <dt>Journal hash</dt>
        <dd>${each.headHash === '' ? '–' : each.headHash}</dd>
      </div>
    </dl>
  </section>`;
}

/** What went wrong comes before everything else. */
function adverseFindings(each: CaseRecord, texts: ReadonlyMap<string, string>): Html {
  const order = ['error', 'fail', 'inconclusive', 'not-run', 'not-applicable'];
  const adverse = each.findings
    .filter(({ verdict }) => verdict !== 'pass')
    .sort((left, right) => order.indexOf(left.verdict) - order.indexOf(right.verdict));
  if (adverse.length === 0) return html``;
  return html`<h3>What is not as required</h3>
    ${findingsList(adverse, texts)}`;
}

/** What is as it must be stands behind the pictures: it is evidence, but nobody looks for it first. */
function lawfulFindings(each: CaseRecord, texts: ReadonlyMap<string, string>): Html {
  const lawful = each.findings.filter(({ verdict }) => verdict === 'pass');
  if (lawful.length === 0) return html`<p class="quiet">No check found anything as required.</p>`;
  return html`<h3>What is as required (${String(lawful.length)})</h3>
    ${findingsList(lawful, texts)}`;
}

function findingsList(findings: readonly Finding[], texts: ReadonlyMap<string, string>): Html {
  return html`<ul class="findings">
    ${findings.map((finding) => findingItem(finding, texts))}
  </ul>`;
}

function findingItem(finding: Finding, texts: ReadonlyMap<string, string>): Html {
  const ids = finding.requirementIds.map((id) => html`<code title="${texts.get(id) ?? ''}">${id}</code> `);
  const jump =
    finding.eventIndex === undefined
      ? html``
      : html`<button type="button" data-event="${finding.eventIndex}">event ${finding.eventIndex}</button>`;
  const pair = html`<dl>
    <div>
      <dt>Expected</dt>
      <dd>${finding.expected}</dd>
    </div>
    <div>
      <dt>Observed</dt>
      <dd>${finding.observed}</dd>
    </div>
  </dl>`;
  const head = html`${verdictBadge(finding.verdict)}<span class="what">${finding.text}</span>`;
  const foot = html`<p class="foot">${ids}<span>${finding.check} · ${finding.clause}</span>${jump}</p>`;
  const isOpen = finding.verdict === 'pass' ? '' : 'open';
  return isOpen === ''
    ? html`<li class="v-${finding.verdict}">
        <details>
          <summary>${head}</summary>
          ${pair}${foot}
        </details>
      </li>`
    : html`<li class="v-${finding.verdict}">
        <details open>
          <summary>${head}</summary>
          ${pair}${foot}
        </details>
      </li>`;
}

function omissions(page: PageCase | undefined): Html {
  if (page === undefined || page.omittedFrames + page.omittedEvents === 0) return html``;
  const parts = [
    ...(page.omittedFrames > 0 ? [`${page.omittedFrames} serial frames`] : []),
    ...(page.omittedEvents > 0 ? [`${page.omittedEvents} later events`] : []),
  ];
  return html`<p class="notice">
    To keep this page small, ${parts.join(' and ')} are left out here. The journal holds them all.
  </p>`;
}

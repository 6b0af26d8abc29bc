import type { Verdict } from '#drivers/ports/evidence.ts';
import type { CaseRecord, RequirementRow, RunRecord } from '../evidence/run-record.ts';
import { VERDICTS, isConcluded, worstVerdict } from '../evidence/verdict.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { verdictBadge, verdictMark, verdictWord } from './verdict-badge.ts';

const RIG_WORDS: Readonly<Record<RequirementRow['rig'], string>> = {
  'sim-and-hw': 'any bench',
  'sim-partial-hw-for-physical': 'logic on any bench, the rest on hardware',
  'hw-only': 'hardware only',
};

/** Requirements against cases and benches, and the list of cases, with their filters. */
export function matrixSection(run: RunRecord): Html {
  const numbered = run.cases.map((each, number) => ({ each, number }));
  const benches = run.benches.map((bench) => bench.name);
  return html`<section aria-labelledby="h-matrix">
      <h2 id="requirements"><span id="h-matrix">Requirements</span></h2>
      <p class="lead">
        Each row is one requirement; each mark is one case that speaks about it, by bench. A mark leads to its evidence.
      </p>
      ${filterForm(run, 'matrix')}
      <div class="scroll">
        <table class="matrix" data-filtered="matrix">
          <thead>
            <tr>
              <th scope="col">Requirement</th>
              <th scope="col">Verdict</th>
              ${benches.map((bench) => html`<th scope="col">${bench}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${run.requirements.map((row) => requirementRow(row, { numbered, benches }))}
          </tbody>
        </table>
      </div>
    </section>
    <section aria-labelledby="h-cases">
      <h2 id="cases"><span id="h-cases">Cases</span></h2>
      ${filterForm(run, 'list')}
      <div class="scroll">
        <table class="list" data-filtered="list">
          <thead>
            <tr>
              <th scope="col">#</th>
              <th scope="col">Case</th>
              <th scope="col">Verdict</th>
              <th scope="col">Bench</th>
              <th scope="col" class="num">Duration</th>
            </tr>
          </thead>
          <tbody>
            ${numbered.map(({ each, number }) => caseRow(each, number))}
          </tbody>
        </table>
      </div>
    </section>`;
}

/** What a case says about one requirement: its findings, or, when it broke down before any, itself. */
export function caseVerdictFor(each: CaseRecord, requirementId: string): Verdict {
  const verdicts = each.findings
    .filter((finding) => finding.requirementIds.includes(requirementId))
    .map((finding) => finding.verdict);
  if (each.journalState === 'sealed' && verdicts.length > 0) return worstVerdict(verdicts);
  return each.verdict === 'pass' || each.verdict === 'fail' ? 'not-run' : each.verdict;
}

/** A duration for people: milliseconds, seconds or minutes, three figures at most. */
export function durationWords(durationMs: number): string {
  if (durationMs < 1000) return `${Math.round(durationMs)} ms`;
  if (durationMs < 60_000) return `${(durationMs / 1000).toFixed(durationMs < 10_000 ? 2 : 1)} s`;
  return `${Math.floor(durationMs / 60_000)} min ${Math.round((durationMs % 60_000) / 1000)} s`;
}

function filterForm(run: RunRecord, name: 'matrix' | 'list'): Html {
  const counts = name === 'matrix' ? run.counts.requirements : run.counts.cases;
  const present = VERDICTS.filter((verdict) => counts[verdict] > 0);
  const boxes = present.map(
    (verdict) =>
      html`<label class="chip v-${verdict}"
        ><input type="checkbox" value="${verdict}" checked /><i aria-hidden="true">${verdictMark(verdict)}</i
        >${verdictWord(verdict)} <b>${counts[verdict]}</b></label
      >`,
  );
  const options = run.benches.map((bench) => html`<option>${bench.name}</option>`);
  const what = name === 'matrix' ? 'requirements' : 'cases';
  return html`<form class="filter" data-filter="${name}" role="search" aria-label="Filter ${what}">
    <label class="find"
      ><span>Find</span><input type="search" placeholder="id, words, clause" autocomplete="off"
    /></label>
    <label class="pick"
      ><span>Bench</span
      ><select>
        <option value="">all benches</option>
        ${options}
      </select></label
    >
    <fieldset>
      <legend>Verdict</legend>
      ${boxes}
    </fieldset>
    <output aria-live="polite"></output>
  </form>`;
}

interface Numbered {
  readonly each: CaseRecord;
  readonly number: number;
}

function requirementRow(
  row: RequirementRow,
  given: { readonly numbered: readonly Numbered[]; readonly benches: readonly string[] },
): Html {
  const names = new Set(row.cases);
  const cases = given.numbered.filter(({ each }) => names.has(each.name));
  const words = [row.id, row.text, row.clause, row.severity, ...row.cases].join(' ').toLowerCase();
  const benches = [...new Set(cases.map(({ each }) => each.bench))].join(' ');
  const cells = given.benches.map((bench) => {
    const marks = cases.filter(({ each }) => each.bench === bench).map((numbered) => caseMark(numbered, row.id));
    return html`<td data-label="${bench}"><span class="marks">${marks}</span></td>`;
  });
  const why = isConcluded(row.verdict) ? html`` : html`<small class="why">${row.reason}</small>`;
  return html`<tr data-verdict="${row.verdict}" data-bench="${benches}" data-words="${words}">
    <th scope="row">
      <span class="rid"><code>${row.id}</code><span class="sev s-${row.severity}">${row.severity}</span></span
      ><span class="text">${row.text}</span><small>${row.clause} · ${RIG_WORDS[row.rig]}</small>
    </th>
    <td data-label="Verdict">${verdictBadge(row.verdict)}${why}</td>
    ${cells}
  </tr>`;
}

function caseMark({ each, number }: Numbered, requirementId: string): Html {
  const verdict = caseVerdictFor(each, requirementId);
  const words = `case ${number + 1}, ${each.title}: ${verdictWord(verdict)}`;
  return html`<a class="mark v-${verdict}" href="#case-${number}" title="${words}" aria-label="${words}"
    ><i aria-hidden="true">${verdictMark(verdict)}</i>${number + 1}</a
  >`;
}

function caseRow(each: CaseRecord, number: number): Html {
  const words = [each.name, each.title, each.reason, ...each.proves].join(' ').toLowerCase();
  return html`<tr data-verdict="${each.verdict}" data-bench="${each.bench}" data-words="${words}">
    <td class="quiet" data-label="#">${number + 1}</td>
    <th scope="row"><a href="#case-${number}">${each.title}</a><small>${each.name}</small></th>
    <td data-label="Verdict">${verdictBadge(each.verdict)}</td>
    <td data-label="Bench">${each.bench}</td>
    <td class="num" data-label="Duration">${durationWords(each.durationMs)}</td>
  </tr>`;
}

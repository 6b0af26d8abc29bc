import { failedVerifications } from '../decode/failed-verifications.ts';
import type { CaseRecord, RunRecord } from '../evidence/run-record.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';

/** What did not verify in one case, with the input that was wrong. */
export function caseVerifications(each: CaseRecord): Html {
  const failed = failedVerifications(each.events);
  if (failed.length === 0) return html``;
  return html`<h3>What did not verify, and why</h3>
    <ul class="unverified">
      ${failed.map(
        ({ who, what, why, eventIndex }) =>
          html`<li>
            <strong>${what}</strong> <span>(${who})</span>
            <button type="button" data-event="${eventIndex}">event ${eventIndex}</button>
            <p>${why}</p>
          </li>`,
      )}
    </ul>`;
}

/** All of a run's in one table: forged cards and wrong keys are looked for here first. */
export function verificationsSection(run: RunRecord): Html {
  const rows = run.cases.flatMap((each, number) =>
    failedVerifications(each.events).map((failed) => ({ each, number, failed })),
  );
  if (rows.length === 0) return html``;
  return html`<section aria-labelledby="h-unverified">
    <h2 id="unverified"><span id="h-unverified">What did not verify, and why</span></h2>
    <p class="lead">
      Every signature, cryptogram, MAC and PIN of this run that did not hold, with the input that is wrong. Many a case
      passes because the terminal or the issuer found this out.
    </p>
    <details ${rows.length <= openRowsMax ? 'open' : ''}>
      <summary>${rows.length} of them, in ${new Set(rows.map(({ number }) => number)).size} cases</summary>
      <div class="scroll">
        <table class="list">
          <thead>
            <tr>
              <th scope="col">Case</th>
              <th scope="col">Verified by</th>
              <th scope="col">What</th>
              <th scope="col">Why it does not hold</th>
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              ({ each, number, failed }) =>
                html`<tr>
                  <td><a href="#case-${number}">${each.name}</a></td>
                  <td>${failed.who}</td>
                  <td>${failed.what}</td>
                  <td>${failed.why}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </details>
  </section>`;
}

const openRowsMax = 20;

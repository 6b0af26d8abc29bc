import { createHash } from 'node:crypto';

import type { RunRecord } from '../evidence/run-record.ts';
import { caseSections } from './case-section.ts';
import { html, jsonForScript, trustedHtml } from './html.ts';
import { matrixSection } from './matrix-section.ts';
import { PAGE_BOUNDS, pageModel } from './page-model.ts';
import type { PageBounds } from './page-model.ts';
import { DRAWING_SCRIPT } from './page-drawing-script.ts';
import { PAGE_SCRIPT } from './page-script.ts';
import { PAGE_STYLE } from './page-style.ts';
import { summarySection } from './summary-section.ts';
import { verificationsSection } from './verifications-section.ts';

/**
 * The report that a person reads: one HTML file without any outside resource. It works from a file, in light and in
 * dark, on paper, by keyboard, and tells its verdicts, findings and requirements without its script too; the script
 * filters, and draws timelines when a case is opened.
 *
 * @param bounds  how much of each case's events the page carries
 */
export function renderReportPage(run: RunRecord, bounds: PageBounds = PAGE_BOUNDS): string {
  const script = `${DRAWING_SCRIPT}\n${PAGE_SCRIPT}`;
  const model = pageModel(run, bounds);
  const title = `${run.verdict.replaceAll('-', ' ')}: ${run.subject.product} ${run.subject.version} · Touchstone`;
  // The page may run exactly one script, and reach nothing: text from a device cannot become either.
  const policy = [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    `script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        ${trustedHtml(`<style>${PAGE_STYLE}</style>`)}
      </head>
      <body>
        <a class="skip" href="#content">Skip to the content</a>
        <header class="bar">
          <a class="brand" href="#summary"><span class="stone" aria-hidden="true"></span>Touchstone</a>
          <nav aria-label="Parts of the report">
            <a href="#summary">Summary</a><a href="#requirements">Requirements</a><a href="#cases">Cases</a>
          </nav>
        </header>
        <main id="content">
          <div id="overview">${summarySection(run)} ${matrixSection(run)} ${verificationsSection(run)}</div>
          ${caseSections(run, model)}
        </main>
        <footer>
          <p>
            Pre-certification evidence, not an approval. It tells what was observed, on what, and what was not observed.
            Run ${run.id}, journal hash <code>${run.journalHash}</code>.
          </p>
        </footer>
        ${trustedHtml(`<script type="application/json" id="model">${jsonForScript(model)}</script>`)}
        ${trustedHtml(`<script>${script}</script>`)}
      </body>
    </html> `;
  return page.markup;
}

import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderReportPage } from './report-page.ts';
import { sampleRun } from './sample-run.fixture.ts';

/** Debian's browser, or the one that Playwright has installed elsewhere. */
const debian = '/usr/bin/chromium';
const executablePath = existsSync(debian) ? debian : chromium.executablePath();
const hasBrowser = existsSync(executablePath);
const why = hasBrowser ? '' : ' (not run: no Chromium; apt-get install chromium, or npx playwright install chromium)';

describe.skipIf(!hasBrowser)(`the report in a browser without a network${why}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'report-page-'));
  const file = join(folder, 'report.html');
  const run = sampleRun();
  let browser: Browser;

  beforeAll(async () => {
    writeFileSync(file, renderReportPage(run));
    // Root may not use Chromium's sandbox.
    browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
  }, 60_000);

  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  async function opened(hash = ''): Promise<{ readonly page: Page; readonly complaints: string[] }> {
    const context = await browser.newContext({ offline: true });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    page.on('request', (request) => request.url().startsWith('file:') || complaints.push(request.url()));
    await page.goto(pathToFileURL(file).href + hash);
    return { page, complaints };
  }

  test('opens with the verdict and asks nobody for anything', async () => {
    const { page, complaints } = await opened();
    await page.getByText('Pre-certification evidence, not an approval').first().waitFor();
    expect(await page.locator('h1').textContent()).not.toBe('');
    expect(complaints).toEqual([]);
  });

  test('draws the timeline of a case when the case is opened', async () => {
    const { page, complaints } = await opened('#case-0');
    const drawn = page.locator('#case-0 .drawn svg').first();
    await drawn.waitFor();
    expect(await page.locator('#case-0 .drawn').textContent()).toContain('Timeline');
    expect(complaints).toEqual([]);
  });

  test('shows only the requirements that the search words mean', async () => {
    const { page } = await opened('#requirements');
    const [wanted, other] = run.requirements;
    await page
      .getByRole('searchbox')
      .first()
      .fill(wanted?.id ?? '');
    await page
      .locator('#requirements')
      .getByText(other?.text ?? '')
      .waitFor({ state: 'hidden' });
    expect(
      await page
        .getByText(wanted?.text ?? '')
        .first()
        .isVisible(),
    ).toBe(true);
  });

  test('scrolls nothing sideways on a telephone', async () => {
    const { page } = await opened();
    await page.setViewportSize({ width: 390, height: 800 });
    const width = await page.evaluate('document.documentElement.scrollWidth');
    expect(width).toBeLessThanOrEqual(390);
  });
});

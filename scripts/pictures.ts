/**
 * Makes the pictures of the README from the product itself: a run on both benches, its report in a browser, and what the
 * terminal showed. Takes two minutes; needs Chromium.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Page } from 'playwright';
import { $, chalk } from 'zx';

const pictures = join(import.meta.dirname, '..', 'pictures');
const shown = 'loopback/withdrawn-and-presented-again';

const folder = await mkdtemp(join(tmpdir(), 'touchstone-pictures-'));
const run = join(folder, 'run');
console.log(chalk.cyan('running both benches for the pictures'));
const certified = await $({
  nothrow: true,
  quiet: true,
})`timeout 180 ./touchstone certify --seed 7 --no-allure --out ${run}`;
if (certified.exitCode !== 0)
  throw new Error(`the run for the pictures ended with ${certified.exitCode}:\n${certified.stdout}${certified.stderr}`);

// Debian's Chromium where there is one; elsewhere the one that Playwright installed. Root may not use the sandbox.
const found = await $({ nothrow: true, quiet: true })`command -v chromium`;
const executablePath = found.stdout.trim();
const browser = await chromium.launch({
  ...(executablePath === '' ? {} : { executablePath }),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
const page = await browser.newPage({ viewport: { width: 1200, height: 760 }, deviceScaleFactor: 1 });
const report = pathToFileURL(join(run, 'report.html')).href;

await page.goto(report);
await shoot('report-verdict');
await page.goto(`${report}#requirements`);
await page.waitForTimeout(300);
await shoot('report-requirements');
await page.setViewportSize({ width: 1200, height: 1700 });
await showCase(page);
await shoot('report-case');
await page.setContent(terminalPage(certified.stdout));
await page.locator('pre').screenshot({ path: join(pictures, 'terminal.png') });
await browser.close();
await rm(folder, { recursive: true, force: true });
console.log(chalk.green(`pictures are in ${pictures}`));

async function showCase(on: Page): Promise<void> {
  await on.goto(report);
  const section = on.locator('section.case').filter({ has: on.getByText(shown, { exact: true }) });
  const id = await section.getAttribute('id');
  if (id === null) throw new Error(`the report has no page for ${shown}`);
  await on.goto(`${report}#${id}`);
  // The picture of the arm at a moment that shows something.
  await on.getByRole('button', { name: 'card gets power' }).filter({ visible: true }).first().click();
  await on.waitForTimeout(300);
}

async function shoot(name: string): Promise<void> {
  await page.screenshot({ path: join(pictures, `${name}.png`) });
}

function terminalPage(output: string): string {
  const escaped = output.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const coloured = escaped.replaceAll(/^(pass\b)/gmu, '<b>$1</b>').replaceAll(/\bPASS\b/gu, '<b>PASS</b>');
  return `<style>body{margin:0;background:#16181d}pre{margin:0;padding:24px 28px;color:#d8dae0;font:13px/1.5 'DejaVu Sans Mono',monospace;display:inline-block}b{color:#5fd38d}</style><pre>$ ./touchstone certify\n${coloured}</pre>`;
}

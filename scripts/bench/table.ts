import type { Row } from './measured.ts';

const headings = ['measured', 'p50', 'p99', 'beside', 'its p50', 'ratio', 'target', 'met'] as const;
/** Columns with words stand to the left, those with numbers to the right. */
const isWords = [true, false, false, true, false, false, true, true] as const;

/** The rows as a table for a terminal, a paragraph for each section. */
export function renderTable(rows: readonly Row[]): string {
  const cells = rows.map(cellsOf);
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...cells.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) =>
        isWords[column] === true ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd();
  const rule = '-'.repeat(widths.reduce((sum, width) => sum + width + 2, -2));
  const body = rows.flatMap(({ section }, index) => {
    const isFirst = rows[index - 1]?.section !== section;
    return [...(isFirst ? ['', section] : []), line(cells[index] ?? [])];
  });
  return `${line(headings)}\n${rule}${body.join('\n')}\n`;
}

function cellsOf({ what, unit, p50, p99, baseline, ratio, target }: Row): readonly string[] {
  return [
    `  ${what}`,
    `${inDigits(p50)} ${unit}`,
    p99 === undefined ? '' : `${inDigits(p99)} ${unit}`,
    baseline?.what ?? '',
    baseline === undefined ? '' : `${inDigits(baseline.p50)} ${unit}`,
    ratio === undefined ? '' : ratio.toFixed(2),
    target?.text ?? '',
    target === undefined ? '' : metOrNot(target.isMet),
  ];
}

function metOrNot(isMet: boolean): string {
  return isMet ? 'met' : 'NOT met';
}

/** Three digits that mean something. */
function inDigits(value: number): string {
  if (Math.abs(value) >= 100) return value.toFixed(0);
  return Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(value === 0 ? 0 : 2);
}

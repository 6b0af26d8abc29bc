import { expect, test } from 'vitest';
import { dataDictionaryRows } from './data-dictionary.table.ts';
import { dataObjectDefinition, dataObjectFormat } from './data-dictionary.ts';
import { isConstructed } from './tlv.ts';

test('no tag is defined twice, and templates are exactly the constructed tags', () => {
  const tags = dataDictionaryRows.map(([tag]) => tag);
  expect(new Set(tags).size).toBe(tags.length);
  expect(dataDictionaryRows.filter(([tag, , format]) => isConstructed(tag) !== (format === 'template'))).toEqual([]);
});

test('tells sources and formats apart, and takes a proprietary object for binary', () => {
  expect(dataObjectDefinition('95')?.source).toBe('terminal');
  expect(dataObjectDefinition('91')?.source).toBe('issuer');
  expect(dataObjectDefinition('8C')?.source).toBe('card');
  expect([dataObjectFormat('5A'), dataObjectFormat('9F02'), dataObjectFormat('DF4F')]).toEqual(['cn', 'n', 'b']);
});

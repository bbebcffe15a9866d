import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ADDED_KEYS, UTILITY_KEYS } from '#engine/config/known-keys.ts';
import { importText, importWith } from './sample.ts';

const page = readFileSync(new URL('../../../docs/ini.md', import.meta.url), 'utf8');

/** The keys of the tables below a heading, by section. */
function documented(heading: string): Record<string, string[]> {
  const chapter = page.split(/^## /m).find((text) => text.startsWith(heading)) ?? '';
  const sections = chapter.split(/^### /m).slice(1);
  return Object.fromEntries(
    sections.map((text) => {
      const firstCells = [...text.matchAll(/^\| (`.*?) \|/gm)].map(([, cell = '']) => cell);
      return [
        /\[(\w+)\]/.exec(text)?.[1],
        firstCells.flatMap((cell) => [...cell.matchAll(/\w+/g)].map(([key]) => key)),
      ];
    }),
  );
}

describe('docs/ini.md', () => {
  test('has every key of the utility and no other', () => {
    const keys = documented('Keys of the utility');
    keys['processing'] = keys['processing']?.filter((key) => key !== 'command_2') ?? [];
    expect(keys).toEqual(UTILITY_KEYS);
  });

  test('has every key that Wherry adds and no other', () => {
    expect({ logging: [], ...documented('Keys that Wherry adds') }).toEqual(ADDED_KEYS);
  });

  test('has an example that is imported without a note', () => {
    const example = /```ini\n(.*?)```/s.exec(page)?.[1] ?? '';
    const { rule, secrets, notes } = importText(example);
    expect(notes).toEqual([]);
    expect(secrets['sftp-password']).toBe('c;d#e "f" 100%');
    expect(rule.steps).toHaveLength(2);
    expect(rule.mail?.alertTo).toEqual(['ops@acme.com', 'on-call@acme.com']);
  });

  test('has filters that are accepted', () => {
    const filters = [...(page.split('\n## Filters')[1]?.matchAll(/\| `(\{.*\})` \|/g) ?? [])].map(
      ([, where = '']) => where,
    );
    expect(filters.length).toBeGreaterThan(4);
    for (const where of filters)
      expect(importWith({ list: { where } }).rule.source.query.where).toEqual(JSON.parse(where));
  });
});

import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { importIni } from '#engine/config/import.ts';
import { ruleIdOf } from '#engine/config/rule-id.ts';
import { iniWith } from './sample.ts';

describe('the id of a rule', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wherry-rule-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('is the name of the file and eight hex digits of its real path', () => {
    const file = join(folder, 'My Config.v2.ini');
    writeFileSync(file, iniWith());
    symlinkSync(file, join(folder, 'My Config.v2.link'));
    expect(ruleIdOf(file)).toMatch(/^my-config-v2-[0-9a-f]{8}$/);
    expect(ruleIdOf(join(folder, 'My Config.v2.link'))).toBe(ruleIdOf(file));
    expect(importIni(iniWith(), { path: 'My Config.v2.ini', cwd: folder }).rule.id).toBe(ruleIdOf(file));
  });

  test('differs for files of one name in two folders, and is there for odd names', () => {
    expect(ruleIdOf(join(folder, 'a', 'x.ini'))).not.toBe(ruleIdOf(join(folder, 'b', 'x.ini')));
    expect(ruleIdOf(join(folder, '…'))).toMatch(/^rule-[0-9a-f]{8}$/);
  });
});

import { execFileSync } from 'node:child_process';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { commandEnvironment } from '#engine/steps/environment.ts';

const names = { rule: 'orders', step: 'command_1' };

test('b52: nothing of Wherry is inherited, everything else is', () => {
  const inherited = {
    PATH: '/bin',
    HOME: '/root',
    WHERRY_SFTP_PASSWORD: 's3cret',
    Wherry_Token: 's3cret',
    WHERRY_FILE_ID: 'old',
  };
  const file = { id: 1, externalId: 'x', path: '/data/a.csv', record: { _id: 'x' } };
  const env = commandEnvironment(inherited, file, names);
  expect(env).toMatchObject({
    PATH: '/bin',
    HOME: '/root',
    WHERRY_FILE_ID: 'x',
    WHERRY_FILE_NAME: 'a.csv',
    WHERRY_MD5: '',
  });
  expect(JSON.stringify(env)).not.toContain('s3cret');
});

test('b52: whatever a record contains, a program can be given it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const fileName = `${text}\0\ud800`;
      const file = { id: 1, externalId: fileName, path: `/data/${fileName}`, record: { fileName, md5: fileName } };
      const env = commandEnvironment({ PATH: process.env['PATH'] }, file, { rule: fileName, step: fileName });
      const printed = execFileSync('printenv', ['WHERRY_FILE_NAME'], { env, encoding: 'utf8' });
      expect(printed).toBe(`${text.replaceAll('\0', '\ufffd').toWellFormed()}\ufffd\ufffd\n`);
    }),
    { numRuns: 50 },
  );
});

// [alarms]: hours of silence, and addresses that are kept like passwords.
import { expect, test } from 'vitest';
import { importWith, iniWith, refusalOf } from './sample.ts';

const URL = 'https://hc.example/ping/5d0b-t0ken';

test('without the section nothing is told of silence and nothing is pinged', () => {
  expect(importWith().rule.alarms).toEqual({ noFileMs: null, noSuccessMs: null, transientAfterMs: 0, heartbeat: null });
});

test('hours and seconds become milliseconds', () => {
  const { rule } = importWith({ alarms: { no_file_hours: '12', no_success_hours: '2', network_error_after: '90' } });
  expect(rule.alarms).toMatchObject({ noFileMs: 43_200_000, noSuccessMs: 7_200_000, transientAfterMs: 90_000 });
});

test('the addresses of the heartbeat leave the file as secrets, the rule has their names', () => {
  const { rule, secrets } = importWith({
    alarms: { heartbeat_url: URL, heartbeat_fail_url: `${URL}/fail`, heartbeat_method: 'POST' },
  });
  expect(rule.alarms.heartbeat).toEqual({ url: 'heartbeat-url', failUrl: 'heartbeat-fail-url', method: 'post' });
  expect(secrets).toMatchObject({ 'heartbeat-url': URL, 'heartbeat-fail-url': `${URL}/fail` });
  expect(JSON.stringify(rule)).not.toContain('t0ken');
});

test.each(['hc.example/t0ken-1', 'ftp://hc.example/t0ken-1', 'https:///t0ken-1', 'https://[t0ken-1'])(
  'b70: %s is refused as an address, and not shown',
  (address) => {
    const error = refusalOf(iniWith({ alarms: { heartbeat_url: address } }));
    expect(error.problems).toMatchObject([{ section: 'alarms', key: 'heartbeat_url' }]);
    expect(`${error.message}${error.hint}`).not.toContain('t0ken');
  },
);

test.each([
  ['no_file_hours', '0'],
  ['no_success_hours', '1.5'],
  ['network_error_after', '-1'],
  ['heartbeat_method', 'put'],
])('%s = %s is refused', (key, value) => {
  expect(refusalOf(iniWith({ alarms: { [key]: value } })).problems).toMatchObject([{ section: 'alarms', key }]);
});

test('an address for failures alone is noted', () => {
  const { rule, notes } = importWith({ alarms: { heartbeat_fail_url: `${URL}/fail` } });
  expect(rule.alarms.heartbeat).toBeNull();
  expect(notes.map(({ message }) => message)).toEqual([expect.stringContaining('heartbeat_url is blank')]);
});

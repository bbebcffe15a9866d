// Notifications of `wherry serve`: by the desktop's own program, where there is a desktop.
import { expect, test, vi } from 'vitest';
import { hasDesktop } from '#cli/notify.ts';
import { programInPath } from './program-in-path.ts';
import { connectRemote } from '#server/remote.ts';
import { serverFilePath } from '#server/server-file.ts';
import { START, startServe } from './start-serve.ts';

vi.setConfig({ testTimeout: 120_000 });

const DESKTOP = { DISPLAY: ':0', DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus' };
const NOWHERE = { DISPLAY: '', WAYLAND_DISPLAY: '', DBUS_SESSION_BUS_ADDRESS: '' };

test('the first file of a run is told at once, the rest of the burst together', async () => {
  const { env, told } = programInPath('notify-send', '"$1"');
  const { call } = await startServe({ env: { ...env, ...DESKTOP } });
  const { ruleId } = await call('demo.start', {});
  const { rule, isEnabled } = await call('rule.get', { ruleId });
  const telling = { ...rule, notify: { success: true, failure: true } };
  await call('rule.save', { rule: telling, secrets: {}, isEnabled, who: 'a test' });
  await call('rule.run', { ruleId });
  await vi.waitFor(() => expect(told().join('\n')).toMatch(/failed/), START);
  expect(told()[0]).toMatch(/^Demo: .+: (SUCCESS|FAILED)/);
  expect(told().length).toBeLessThan(7);
});

test('while the application is attached, which shows them itself, nothing is shown twice', async () => {
  const { env, told } = programInPath('notify-send', '"$1"');
  const { call, dataDirectory } = await startServe({ env: { ...env, ...DESKTOP } });
  const remote = await connectRemote(serverFilePath(dataDirectory));
  const shown: string[] = [];
  remote!.subscribe((event) => event.type === 'notice' && shown.push(event.notice.title));
  const { ruleId } = await call('demo.start', {});
  await call('rule.run', { ruleId });
  await vi.waitFor(() => expect(shown.length).toBeGreaterThan(0), START);
  await remote!.close();
  const { files } = await call('file.list', { states: ['failed'], limit: 1, offset: 0 });
  await call('file.retry', { id: String(files[0]!.id), who: 'a test' });
  await call('rule.run', { ruleId });
  await vi.waitFor(() => expect(told()).toHaveLength(1), START);
});

test('without a desktop nothing is started', async () => {
  const { env, told } = programInPath('notify-send', '"$1"');
  const { call, output } = await startServe({ env: { ...env, ...NOWHERE } });
  const { ruleId } = await call('demo.start', {});
  await call('rule.run', { ruleId });
  expect([told(), output()]).toEqual([[], expect.not.stringContaining('notification')]);
});

test.each([
  ['linux', { DISPLAY: ':0' }, false],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0', DBUS_SESSION_BUS_ADDRESS: 'unix:path=/x' }, true],
  ['linux', {}, false],
  ['darwin', {}, true],
  ['darwin', { SSH_CONNECTION: '192.0.2.1 1 192.0.2.2 22' }, false],
  ['win32', { SESSIONNAME: 'Console' }, true],
  ['win32', {}, false],
] as const)('on %s with %j somebody can see them: %s', (platform, environment, expected) => {
  expect(hasDesktop(platform, environment)).toBe(expected);
});

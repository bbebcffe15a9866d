// The parts of the shell that need no Electron.
import type { EngineEvent } from '#shared/event.ts';
import { expect, test } from 'vitest';
import { desktopEntry } from '#shell/desktop-entry.ts';
import { latestProgress } from '#shell/latest-progress.ts';
import { tomorrowMorning } from '#shell/tomorrow-morning.ts';

function progress(fileId: number, receivedBytes: number): EngineEvent {
  return { type: 'file-progress', fileId, name: 'a', receivedBytes, totalBytes: null };
}
const CHANGED: EngineEvent = { type: 'rules-changed' };

test('of the progress of a file in a batch the last is told, everything else in its order', () => {
  const batch = [progress(1, 10), CHANGED, progress(2, 5), progress(1, 20), CHANGED, progress(1, 30)];
  expect(latestProgress(batch)).toEqual([CHANGED, progress(2, 5), CHANGED, progress(1, 30)]);
});

test.each([
  [new Date(2026, 10, 25, 9, 30), new Date(2026, 10, 26, 8)],
  [new Date(2026, 10, 25, 0, 5), new Date(2026, 10, 26, 8)],
  [new Date(2026, 11, 31, 23, 59), new Date(2027, 0, 1, 8)],
  [new Date(2026, 2, 28, 12), new Date(2026, 2, 29, 8)],
])('the morning after %s', (now, morning) => {
  expect(tomorrowMorning(now)).toBe(morning.getTime());
});

test.each([
  [['/usr/bin/wherry', '--background'], '/usr/bin/wherry --background'],
  [['/opt/My Apps/Wherry.AppImage'], '"/opt/My Apps/Wherry.AppImage"'],
  [['/opt/100%/wherry'], '"/opt/100%%/wherry"'],
  [['/opt/$HOME/wherry'], String.raw`"/opt/\\$HOME/wherry"`],
  [['/opt/a"b/wherry'], String.raw`"/opt/a\\"b/wherry"`],
  [[String.raw`/opt/a\b`], String.raw`"/opt/a\\\\b"`],
  [['/opt/`id`'], String.raw`"/opt/\\` + '`id' + String.raw`\\` + '`"'],
])('an autostart file runs exactly %j', (command, exec) => {
  expect(desktopEntry(command).split('\n')).toContain(`Exec=${exec}`);
});

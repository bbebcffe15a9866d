// SIGKILL at every event of what may be under way, at every transition of the table, and while a request is at the
// server. After each: nothing lost, nothing twice, the source agrees with the store.
import { afterAll, describe, expect, test } from 'vitest';
import { TRANSITIONS } from '#shared/file.ts';
import { IS_WHOLE, sample } from '../helpers/sample.ts';
import type { Workstation } from '../helpers/workstation.ts';
import { expectNothingLost, stationFor } from './kill-point.ts';
import { BROKEN_SCENARIOS, SCENARIOS, type Scenario } from './scenarios.ts';
import { killedRun } from './start-killed-run.ts';

/** Kills at the same time; a start is mostly processor time. */
const AT_ONCE = 4;
/** Some scenarios leave events out, so that the others have their time: WHERRY_KILL_POINTS=all is for those who have it. */
const IS_EACH = process.env['WHERRY_KILL_POINTS'] === 'all';
/** At a desk, of what is left. */
const SAMPLED = 48;
const killedAfter = new Set<string>();
let killPoints = 0;

type Clean = () => void | Promise<void>;
type Finished = (clean: Clean) => void;

async function prepared(scenario: Scenario, onFinished: Finished): Promise<Workstation> {
  const station = await stationFor(scenario, onFinished);
  await scenario.before?.(station);
  return station;
}

/** Runs `work` for each number from 1, several at a time. */
async function forEachPoint(points: readonly number[], work: (point: number) => Promise<void>): Promise<void> {
  const left = points.values();
  async function lane(): Promise<void> {
    for (const point of left) {
      await work(point);
      killPoints++;
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}

function pointsUpTo(count: number, stride = 1): number[] {
  return Array.from({ length: count }, (_, index) => index + 1).filter(
    (point) => point % stride === 0 || point === count,
  );
}

async function killAtEach(
  scenario: Scenario & { faults?: Workstation['instance']['faults'] },
  onFinished: Finished,
): Promise<void> {
  const { calls = [], faults = { http: null, sftp: null } } = scenario;
  const stride = IS_EACH ? 1 : (scenario.stride ?? 1);
  const whole = await prepared(scenario, onFinished);
  Object.assign(whole.instance.faults, faults);
  const { stdout, stderr } = await killedRun(whole, { calls }).ended;
  const events = Number(/events (\d+)/.exec(stdout)?.[1]);
  expect(events, stderr).toBeGreaterThan(2);
  await forEachPoint(sample(pointsUpTo(events, stride), SAMPLED), async (at) => {
    const station = await prepared(scenario, onFinished);
    Object.assign(station.instance.faults, faults);
    const killed = await killedRun(station, { calls, at }).ended;
    // Lanes of files are not in the same order each time: the last events may be missing.
    expect(killed.code === null || at > events - 3, killed.stderr).toBe(true);
    const verb = killed.stdout.trim().split('\n').at(-1);
    if (killed.code === null && verb !== undefined && verb !== '') killedAfter.add(verb);
    Object.assign(station.instance.faults, { http: null, sftp: null });
    await expectNothingLost(station, scenario, `event ${at} of ${events}, after ${verb}`);
  });
}

describe('b26, b72: killed at each event of', () => {
  test.for(sample([...SCENARIOS, ...BROKEN_SCENARIOS], 2))(
    '$id',
    { timeout: 240_000 },
    async (scenario, { onTestFinished }) => {
      await killAtEach(scenario, onTestFinished);
    },
  );
});

describe('b24, b26: killed while a request is at the server', () => {
  const scenario: Scenario = { id: 'at the server', names: ['a.csv'], commands: ['echo 1 {{ fileName }} >> RAN'] };

  test('HTTP, carried out or not', { timeout: 240_000 }, async ({ onTestFinished }) => {
    const whole = await prepared(scenario, onTestFinished);
    await killedRun(whole, {}).ended;
    const requests = whole.instance.requests().length;
    expect(requests).toBeGreaterThan(4);
    for (const kind of ['reset', 'lose-answer'] as const) {
      await forEachPoint(sample(pointsUpTo(requests), SAMPLED), async (at) => {
        const station = await prepared(scenario, onTestFinished);
        const { child, ended } = killedRun(station, {});
        station.instance.faults.http = () => {
          if (station.instance.requests().length < at) return null;
          child.kill('SIGKILL');
          return { kind };
        };
        expect((await ended).code).toBeNull();
        station.instance.faults.http = null;
        await expectNothingLost(station, scenario, `${kind} at request ${at}`);
      });
    }
  });

  test('SFTP', { timeout: 240_000 }, async ({ onTestFinished }) => {
    const whole = await prepared(scenario, onTestFinished);
    await killedRun(whole, {}).ended;
    const operations = whole.instance.sftpOperations().length;
    expect(operations).toBeGreaterThan(3);
    await forEachPoint(sample(pointsUpTo(operations), SAMPLED), async (at) => {
      const station = await prepared(scenario, onTestFinished);
      const { child, ended } = killedRun(station, {});
      let isKilled = false;
      station.instance.faults.sftp = () => {
        if (isKilled || station.instance.sftpOperations().length < at) return null;
        isKilled = child.kill('SIGKILL');
        return { kind: 'reset' };
      };
      await ended;
      station.instance.faults.sftp = null;
      await expectNothingLost(station, scenario, `SFTP operation ${at}`);
    });
  });
});

describe('all of it', () => {
  test(`was killed ${IS_WHOLE ? 'after every verb of the transition table, at 60 points and more' : 'here and there'}`, () => {
    expect(killPoints).toBeGreaterThanOrEqual(5);
    if (!IS_WHOLE) return;
    expect([...killedAfter].toSorted()).toEqual(expect.arrayContaining(Object.keys(TRANSITIONS).toSorted()));
    expect(killPoints).toBeGreaterThanOrEqual(60);
  });
});

afterAll(() => console.log(`${killPoints} kill points`));

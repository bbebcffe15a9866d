// Random faults of a demo instance, at rates at which most work still succeeds.
import type { DemoInstance } from '#demo/instance.ts';
import type { HttpFault, SftpFault } from '#demo/faults.ts';

const HTTP: readonly [rate: number, fault: HttpFault][] = [
  [0.006, { kind: 'answer', status: 500 }],
  [0.006, { kind: 'answer', status: 503, body: '<html><body>Service Unavailable</body></html>' }],
  [0.002, { kind: 'answer', status: 429, headers: { 'Retry-After': '1' } }],
  [0.002, { kind: 'answer', status: 200, body: '<html><body>Please log in</body></html>' }],
  [0.001, { kind: 'answer', status: 401 }],
  [0.006, { kind: 'reset' }],
  [0.01, { kind: 'lose-answer' }],
  [0.002, { kind: 'hang' }],
  [0.01, { kind: 'delay', ms: 200 }],
];

const SFTP: readonly [rate: number, fault: SftpFault][] = [
  [0.003, { kind: 'reset' }],
  [0.002, { kind: 'refuse', status: 'failure' }],
  [0.001, { kind: 'hang' }],
  [0.005, { kind: 'delay', ms: 100 }],
];

export interface Chaos {
  /** Faults so far, by kind. */
  counts(): ReadonlyMap<string, number>;
  calm(): void;
}

export function startChaos(instances: readonly DemoInstance[], random: () => number): Chaos {
  const counts = new Map<string, number>();

  function draw<T extends HttpFault | SftpFault>(side: string, faults: readonly (readonly [number, T])[]): T | null {
    let chance = random();
    for (const [rate, fault] of faults) {
      chance -= rate;
      if (chance >= 0) continue;
      const name = `${side} ${fault.kind}${'status' in fault ? ` ${fault.status}` : ''}`;
      counts.set(name, (counts.get(name) ?? 0) + 1);
      return fault;
    }
    return null;
  }

  for (const { faults } of instances) {
    faults.http = () => draw('HTTP', HTTP);
    faults.sftp = () => draw('SFTP', SFTP);
  }
  return {
    counts: () => counts,
    calm() {
      for (const { faults } of instances) faults.http = faults.sftp = null;
    },
  };
}

// The other side of the soak: instances with their files, and a rule for each share of them.
import path from 'node:path';
import { type DemoFile, demoFile } from '#demo/file.ts';
import { type DemoInstance, startDemoInstance } from '#demo/instance.ts';
import { Rule } from '#shared/rule.ts';
import type { Schedule } from '#shared/schedule.ts';

/** How many rules share an instance, its login and its request limit. */
const RULES_PER_INSTANCE = 5;
/** One file in so many is one that the command rejects. */
const REJECTED_EACH = 97;
/** One rule in so many has slots of its own; the others wait from the end of a run. */
const CRON_EACH = 5;

export interface SoakFile {
  ruleId: string;
  externalId: string;
  name: string;
  isRejected: boolean;
}

export interface Farm {
  instances: DemoInstance[];
  rules: Rule[];
  secrets: Record<string, string>;
  /** All files, also those that `addRest` brings. */
  files: SoakFile[];
  /** Where a rule's commands note each run: the file's name, a line each. */
  ranPath(ruleId: string): string;
  /** The files that were held back. */
  addRest(): void;
  stop(): Promise<void>;
}

function scheduleOf(rule: number): Schedule {
  if (rule % CRON_EACH > 0) return { kind: 'interval', everyMs: 1_000 };
  return { kind: 'cron', expression: '*/2 * * * * *', timezone: 'UTC' };
}

export async function createFarm(
  folder: string,
  fileCount: number,
  ruleCount: number,
  firstShare: number,
): Promise<Farm> {
  const ranPath = (ruleId: string): string => path.join(folder, 'ran', `${ruleId}.txt`);
  const ruleIds = Array.from({ length: ruleCount }, (_, index) => `rule-${index}`);
  const instances = await Promise.all(
    Array.from({ length: Math.ceil(ruleCount / RULES_PER_INSTANCE) }, () => startDemoInstance()),
  );
  const instanceOf = (rule: number): number => Math.floor(rule / RULES_PER_INSTANCE);
  const secrets = Object.fromEntries(
    instances.flatMap(({ apiToken, sftp }, index) => [
      [`token-${index}`, apiToken],
      [`password-${index}`, sftp.password],
    ]),
  );
  const rules = ruleIds.map((id, index) => {
    const at = instanceOf(index);
    const { apiUrl, sftp } = instances[at]!;
    return Rule.parse({
      id,
      name: id,
      source: {
        kind: 'bettrdata',
        baseUrl: apiUrl,
        auth: { kind: 'bearer', token: `token-${at}` },
        timeoutMs: 2_000,
        requestsPerMinute: 1_000_000,
        query: { where: { alias: id, 'attributes.client_status': { $exists: false } } },
        sftp: {
          host: sftp.host,
          port: sftp.port,
          username: sftp.username,
          password: `password-${at}`,
          idleTimeoutMs: 2_000,
        },
        errorAttribute: 'client_error',
        // Nobody else is there to wait for.
        claim: { settleMs: 0 },
      },
      targetDirectory: path.join(folder, 'target', id),
      successDirectory: 'done',
      steps: [
        {
          kind: 'command',
          name: 'command_1',
          template: `echo {{ fileName }} >> ${ranPath(id)}; case {{ fileName }} in *rejected*) exit 3;; esac`,
          mode: 'shell',
        },
      ],
      schedule: scheduleOf(index),
      retry: { delayMs: 100, maxDelayMs: 1_000, quarantineAfter: 1_000 },
      mail: null,
    });
  });

  const files: SoakFile[] = [];
  const heldBack: { instance: DemoInstance; file: DemoFile }[] = [];
  for (let number = 0; number < fileCount; number++) {
    const rule = number % ruleCount;
    const isRejected = number % REJECTED_EACH === 0;
    const name = `${isRejected ? 'rejected' : 'orders'}-${number}.csv`;
    const file = demoFile(name, `order,cents\n${`${number},${number * 7}\n`.repeat(20 + (number % 50))}`, {
      alias: ruleIds[rule]!,
    });
    const instance = instances[instanceOf(rule)]!;
    files.push({ ruleId: ruleIds[rule]!, externalId: String(file.record['_id']), name, isRejected });
    const served = { ...file, path: `/upload/${name}` };
    if (number < fileCount * firstShare) instance.addFile(served);
    else heldBack.push({ instance, file: served });
  }

  return {
    instances,
    rules,
    secrets,
    files,
    ranPath,
    addRest() {
      for (const { instance, file } of heldBack.splice(0)) instance.addFile(file);
    },
    async stop() {
      await Promise.all(instances.map((instance) => instance.stop()));
    },
  };
}

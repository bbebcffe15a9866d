// A process that changes its settings again and again until it is killed; each change is told on standard output.
import Conf from 'conf';
import { SettingsFile } from '#shared/settings.ts';
import { createSettings } from '#host/settings/settings.ts';
import { exampleRule } from './example-rule.ts';

const directory = process.argv[2]!;
const settings = createSettings({
  directory,
  open: (options) => new Conf(options),
  now: Date.now,
  note: (note) => void process.stdout.write(`note ${note.title}\n`),
});
settings.own();
for (let count = 1; ; count++) {
  const rules = Array.from({ length: 100 }, (_, index) => ({
    rule: exampleRule({ id: `rule-${index}`, name: `change ${count}` }),
    isEnabled: true,
    isApproved: true,
    origin: { kind: 'editor' } as const,
  }));
  settings.save(SettingsFile.parse({ app: { keepDays: (count % 3_000) + 1 }, rules }));
  process.stdout.write(`${count}\n`);
}

// Renders a second of typical command templates, ours and nunjucks' in the same run: `node test/bench/template.ts`.
import nunjucks from 'nunjucks';
import { renderCommandLine } from '#engine/template/command-line.ts';
import { compile } from '#engine/template/template.ts';
import { commandVariables } from '#engine/template/variables.ts';
import { tellRatio } from './figures.ts';

const RECORD = {
  _id: '5ebe0ca2bb1a4d00093c1931',
  createDate: '2020-05-15T03:29:38.734Z',
  fileName: 'acme data.6.csv',
  recordCount: 2378,
  byteSize: 419_743,
  md5: '71e6c6a0558a04b0e8473448a0f66975',
  alias: 'acme',
  format: 'comma',
  length: 16,
  types: [{ name: 'complete' }, { name: 'x' }],
  attributes: { client_status: 'STARTED', region: 'eu' },
  route: { directory: '/out/acme' },
};
const FILE_PATH = '/srv/in/acme data.6.csv';

/** Within what nunjucks understands too. */
const TEMPLATES = {
  typical:
    'python3 load.py {{ filePath }} --id {{ id }} --md5 {{ md5 }} --rows {{ recordCount }}' +
    '{% if alias %} --alias {{ alias }}{% endif %} --region {{ file.attributes.region | default("eu") | upper }}',
  'with a loop':
    'tool {% for t in file.types %}--type {{ t.name | lower }} {% endfor %}--out {{ fileName | replace(".csv", ".txt") }} {{ filePath }}',
};
const SECONDS = 1.5;

function perSecond(work: () => void): number {
  for (let turn = 0; turn < 2_000; turn += 1) work();
  const started = performance.now();
  let turns = 0;
  while (performance.now() - started < SECONDS * 1_000) {
    for (let turn = 0; turn < 100; turn += 1) work();
    turns += 100;
  }
  return Math.round((turns / (performance.now() - started)) * 1_000);
}

const environment = new nunjucks.Environment(null, { autoescape: false });
for (const [name, source] of Object.entries(TEMPLATES)) {
  const ours = compile(source);
  const theirs = nunjucks.compile(source, environment);
  const variables = commandVariables(RECORD, FILE_PATH);
  const context = { ...RECORD, id: RECORD._id, filePath: FILE_PATH, file: RECORD };
  if (ours.render(variables) !== theirs.render(context)) throw new Error(`${name}: the outputs differ`);
  const results = {
    'ours, parsed once': perSecond(() => ours.render(variables)),
    'ours, parsed once, record converted each time': perSecond(() => ours.render(commandVariables(RECORD, FILE_PATH))),
    'ours, parse and render': perSecond(() => compile(source).render(variables)),
    'ours, parse, render and quote for sh': perSecond(() =>
      renderCommandLine(source, variables, { shell: 'sh', quoting: 'contextual' }),
    ),
    'nunjucks, compiled once': perSecond(() => theirs.render(context)),
    'nunjucks, compile and render': perSecond(() => nunjucks.compile(source, environment).render(context)),
  };
  process.stdout.write(`${name}\n`);
  for (const [what, count] of Object.entries(results)) {
    process.stdout.write(`  ${what.padEnd(48)}${count.toLocaleString('en').padStart(10)} renders/s\n`);
  }
  const against = (what: string, mine: keyof typeof results, peer: keyof typeof results): void =>
    tellRatio({ name: `${name}, ${what}`, value: results[mine] / results[peer], better: 'more', goal: null });
  against('parsed once: times as fast as nunjucks', 'ours, parsed once', 'nunjucks, compiled once');
  against('from the text: times as fast as nunjucks', 'ours, parse and render', 'nunjucks, compile and render');
}

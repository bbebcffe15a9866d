// Real Jinja2, in one Python process that is fed with JSON lines.
import { spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';

const PROGRAM = `
import json, signal, sys, warnings
import jinja2
warnings.simplefilter('ignore')
context = sys.stdin.readline()
env = jinja2.Environment()
def give_up(*_): raise TimeoutError()
signal.signal(signal.SIGALRM, give_up)
for line in sys.stdin:
    signal.setitimer(signal.ITIMER_REAL, 3)
    try:
        answer = {'text': env.from_string(json.loads(line)).render(json.loads(context))}
        json.dumps(answer).encode('utf-8')
    except TimeoutError:
        answer = {'error': 'TimeoutError', 'message': ''}
    except BaseException as e:
        answer = {'error': type(e).__name__, 'message': str(getattr(e, 'message', e))}
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    print(json.dumps(answer), flush=True)
`;

export type Answer = { text: string } | { error: string; message: string };

/** What this machine's Jinja2 is; null: there is none. */
export function jinja2Version(python: string): string | null {
  const { status, stdout } = spawnSync(python, ['-c', 'import jinja2; print(jinja2.__version__)'], {
    encoding: 'utf8',
  });
  return status === 0 ? stdout.trim() : null;
}

/** Jinja2's answer to each template, in order. */
export async function askJinja2(python: string, templates: readonly string[], context: string): Promise<Answer[]> {
  const child = spawn(python, ['-c', PROGRAM], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.write(`${context.replaceAll('\n', ' ')}\n`);
  for (const template of templates) child.stdin.write(`${JSON.stringify(template)}\n`);
  child.stdin.end();
  const answers: Answer[] = [];
  for await (const line of createInterface(child.stdout)) answers.push(JSON.parse(line) as Answer);
  return answers;
}

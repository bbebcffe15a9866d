// "Test connection": one line per thing that a rule needs of its instance, each proved by really doing it. Only reads.
import type { CheckResult } from '#shared/api-rules.ts';
import { type WherryError, toWherryError } from '../../errors.ts';
import { escapeControls } from '../../escape-controls.ts';
import type { SftpSession } from '../sftp-session.ts';
import type { Page, Source, SourceFile } from '../source.ts';

export interface Checked {
  list: (signal: AbortSignal) => Promise<Page>;
  limit: number;
  sftp: Pick<SftpSession, 'connect'>;
  stat: Source['stat'];
  pathOf: (file: SourceFile) => string;
}

/** Errors of a query that the server has read, so reach and login are proved. */
const AFTER_LOGIN = new Set(['bad-request', 'refused', 'answer-too-large']);

type Attempt<T> = { ok: true; value: T } | { ok: false; error: WherryError };

export async function* checkBettrData(checked: Checked, signal: AbortSignal): AsyncIterable<CheckResult> {
  const listed = await attempt(() => checked.list(signal));
  if (!listed.ok && !AFTER_LOGIN.has(listed.error.code)) yield failure('API login', listed.error);
  else {
    yield success('API login', 'accepted');
    yield listed.ok ? success('query', describePage(listed.value, checked.limit)) : failure('query', listed.error);
  }
  const connected = await attempt(() => checked.sftp.connect(signal));
  if (!connected.ok) yield failure('SFTP login', connected.error);
  else {
    const { fingerprint, isNew } = connected.value;
    yield success('SFTP login', `accepted; host key ${fingerprint}${isNew ? ', trusted from now on' : ''}`);
    yield await checkPath(checked, listed.ok ? listed.value.files : [], signal);
  }
}

/** Looks for one listed file where it should be. */
async function checkPath(checked: Checked, files: SourceFile[], signal: AbortSignal): Promise<CheckResult> {
  const file = files.find(({ skip }) => skip === null);
  if (file === undefined) return success('remote path', 'not tried: there is no file to try it with');
  const found = await attempt(async () => ({ path: checked.pathOf(file), ...(await checked.stat(file, signal)) }));
  if (!found.ok) return failure('remote path', found.error);
  return success('remote path', `${escapeControls(found.value.path)}, ${found.value.sizeBytes} bytes`);
}

function describePage({ files, problems }: Page, limit: number): string {
  const count = `${files.length}${files.length >= limit ? ' or more' : ''} ${files.length === 1 ? 'file matches' : 'files match'}`;
  const [first] = problems;
  return first === undefined ? count : `${count}; ${problems.length} can't be processed: ${first.message}`;
}

/** Whatever is thrown is a finding; only being stopped is not. */
async function attempt<T>(work: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (thrown) {
    const error = toWherryError(thrown);
    if (error.kind === 'cancelled') throw error;
    return { ok: false, error };
  }
}

function success(title: string, detail: string): CheckResult {
  return { title, ok: true, detail, hint: null };
}

function failure(title: string, { message, hint }: WherryError): CheckResult {
  return { title, ok: false, detail: message, hint };
}

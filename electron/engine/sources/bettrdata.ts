// BettrData: the list and the status by its HTTP API, the bytes by its SFTP server. Composed here, explained in bettrdata/.
import { type JsonObject, isJsonObject } from '#shared/json.ts';
import type { BettrDataSettings } from '#shared/source.ts';
import { renderText } from '../template/render.ts';
import { commandVariables } from '../template/variables.ts';
import { addressOf } from './address.ts';
import { createAbandonedList } from './bettrdata/abandoned.ts';
import { createApi } from './bettrdata/api.ts';
import { createAuthorization } from './bettrdata/auth.ts';
import { checkBettrData } from './bettrdata/check.ts';
import { isOfAnotherHost } from './bettrdata/claim-mark.ts';
import { matcher } from './bettrdata/match-where.ts';
import { createStarvationWatch, listParameters, startedWhere } from './bettrdata/query.ts';
import { toPage } from './bettrdata/record.ts';
import { createWriteBack, type WriteBack } from './bettrdata/write-back.ts';
import { createHttpClient } from './http-client.ts';
import { checkRemotePath, joinRemote } from './remote-path.ts';
import { createSftpSession } from './sftp-session.ts';
import type { FileHandle, Page, Source, SourceContext } from './source.ts';

/** Records in an answer, where all of them are wanted. */
const STARTED_PAGE = 200;

export function createBettrDataSource(settings: BettrDataSettings, context: SourceContext): Source & WriteBack {
  const { clock, log, claimant } = context;
  const { query, statusAttribute } = settings;
  const http = createHttpClient(settings, { clock, log, limit: context.limits.of(new URL(settings.baseUrl).origin) });
  const api = createApi(
    http,
    createAuthorization(settings.auth, { http, clock, secret: (name) => context.secret(name) }),
  );
  const sftp = createSftpSession(settings.sftp, context);
  const writeBack = createWriteBack(settings, { api, clock, log, claimant });
  const redactRecord = (record: JsonObject): JsonObject => context.redactRecord(record);
  const listAbandoned = createAbandonedList(settings, { api, clock, claimant, redactRecord });
  const watchForStarvation = createStarvationWatch(query, log);

  /** One page a cycle, as `limit` and `skip` say: processed files leave the filter, the others follow (b10). */
  async function listPage(signal: AbortSignal): Promise<Page> {
    const matches = matcher(query.where);
    const records = await api.list(listParameters(query), signal);
    watchForStarvation(records.length);
    return toPage(records.slice(0, query.limit), { matches, redactRecord, statusAttribute });
  }

  /** Host, user and password of the record's route are never used: only its directory (b30). */
  function remotePathOf({ name, meta }: FileHandle): string {
    if (settings.remotePath !== null)
      return checkRemotePath(renderText(settings.remotePath, commandVariables(meta, null)));
    const { route } = meta;
    const directory = isJsonObject(route) ? route['directory'] : null;
    return joinRemote(typeof directory === 'string' ? directory : null, name);
  }

  const stat: Source['stat'] = async (file, signal) => sftp.stat(remotePathOf(file), signal);

  return {
    address: addressOf(settings.baseUrl),
    check: (signal) => checkBettrData({ list: listPage, limit: query.limit, sftp, stat, pathOf: remotePathOf }, signal),
    async *list(signal) {
      yield await listPage(signal);
    },
    listAbandoned,
    async *listStarted(signal) {
      const where = startedWhere(query.where, statusAttribute);
      const all = { ...query, where, limit: STARTED_PAGE };
      const matches = matcher(where);
      for (let skip = 0; ; skip += STARTED_PAGE) {
        const records = await api.list(listParameters({ ...all, skip }), signal);
        const ours = records.filter((record) => !isOfAnotherHost(record, settings, claimant));
        yield toPage(ours, { matches, redactRecord, statusAttribute });
        if (records.length < STARTED_PAGE) return;
      }
    },
    record: async ({ externalId }, signal) => redactRecord(await api.record(externalId, signal)),
    async connect(signal) {
      await sftp.connect(signal);
    },
    claim: writeBack.claim,
    async *open(file, offset, signal) {
      yield* sftp.read(remotePathOf(file), { offset, sizeBytes: file.sizeBytes }, signal);
    },
    stat,
    report: writeBack.report,
    async close() {
      await Promise.all([http.close(), sftp.close()]);
    },
  };
}

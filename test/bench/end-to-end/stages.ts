// Where a file's time goes, read from the stories that Wherry itself keeps: between one move and the next.
import { DatabaseSync } from 'node:sqlite';

/** By the move that ends each, and where the file stands then. */
const STAGES = [
  { ends: 'claimed download', stage: 'STARTED' },
  { ends: 'reserve download', stage: 'download, MD5, sync' },
  { ends: 'advance step:0', stage: 'publish' },
  { ends: 'begin step:0', stage: 'space' },
  { ends: 'advance report', stage: 'template and command' },
  { ends: 'finish report', stage: 'SUCCESS' },
];

/** Mean ms of a file in each stage, its turns in the one thread included. */
export function stagesOf(database: string): { stage: string; ms: number }[] {
  using db = new DatabaseSync(database, { readOnly: true });
  const found = db
    .prepare(
      `select verb || ' ' || position as ends, avg(ms) as ms from (
         select verb, position, at - lag(at) over (partition by file_id order by id) as ms from transition
       ) group by ends`,
    )
    .all();
  return STAGES.map(({ ends, stage }) => ({ stage, ms: Number(found.find((row) => row['ends'] === ends)?.['ms']) }));
}

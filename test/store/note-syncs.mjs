// Loaded before a process of Wherry's: after each sync of the store's log, notes in the file SYNCED how long the log was
// when that sync began.
import fs from 'node:fs';
import module from 'node:module';

const { SYNCED: noted, LOG: log } = process.env;
const { fdatasync } = fs;
fs.fdatasync = (descriptor, done) => {
  const { size } = fs.statSync(log);
  fdatasync(descriptor, (error) => {
    if (error === null) fs.writeFileSync(noted, String(size));
    done(error);
  });
};
module.syncBuiltinESMExports();

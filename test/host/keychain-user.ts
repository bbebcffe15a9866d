// A process that asks the system's keychain for the key, or makes one, and prints it: `read`, `create`.
import { toWherryError } from '#engine/errors.ts';
import { createKeychainKey } from '#host/secrets/keychain-key.ts';

const keychain = createKeychainKey();
try {
  for (const verb of process.argv.slice(2)) {
    const key = verb === 'create' ? await keychain.create!() : await keychain.read();
    process.stdout.write(`${key?.toString('hex') ?? 'none'}\n`);
  }
} catch (thrown) {
  const { code, message, hint } = toWherryError(thrown);
  process.stdout.write(`${code}: ${message} | ${hint}\n`);
}

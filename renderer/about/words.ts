/** What guards the secrets (`keyKind`), in words. */
export const KEY_WORDS: Readonly<Record<string, { title: string; about: string }>> = {
  keychain: {
    title: 'Keychain of this system',
    about: 'Encrypted; the key lies in the keychain and is out of reach while nobody is logged in.',
  },
  'safe-storage': {
    title: 'Keychain of this system',
    about: 'Encrypted; the key is guarded by the keychain of your login.',
  },
  credential: {
    title: 'Key given by the service manager',
    about: 'Encrypted; the key comes from outside at each start.',
  },
  'key-file': {
    title: 'Key file',
    about: 'Encrypted, but the key lies beside the data: whoever can read the data directory can read the secrets.',
  },
  none: { title: 'None stored', about: 'A key is made when the first secret is stored.' },
};

export const PLATFORM_WORDS: Readonly<Record<string, string>> = { linux: 'Linux', darwin: 'macOS', win32: 'Windows' };

// Which way of logging in is tried. The password is sent once: a second try with the same would only bring the account
// nearer to being locked.
import type { AnyAuthMethod, AuthenticationType } from 'ssh2';
import { WherryError } from '../../errors.ts';

export interface LogIn {
  /** ssh2's authHandler: called at first with null, then with what the server still accepts; false: there is no way. */
  next(methods: readonly AuthenticationType[] | null, isPartial: boolean | null): AnyAuthMethod | false;
  /** Whether the server has seen the password. */
  isSent(): boolean;
}

/** @param refuse told why before `next` gives up */
export function createLogIn(
  { username, password, server }: { username: string; password: string | null; server: string },
  refuse: (error: WherryError) => void,
): LogIn {
  let isSent = false;

  function giveUp(why: string, hint: string): false {
    refuse(loginRefused(server, username, why, hint));
    return false;
  }

  return {
    isSent: () => isSent,

    next(methods, isPartial) {
      // Asking without credentials is how one learns the methods; servers do not count it as a try.
      if (methods === null) return { type: 'none', username };
      const accepted = methods.join(', ');
      if (isSent && isPartial === true)
        return giveUp(
          `the server wants more than a password: ${accepted}`,
          'Ask for a login that needs a password only.',
        );
      if (isSent) return giveUp('wrong user name or password', 'Correct the SFTP user name or password of the rule.');
      if (password === null)
        return giveUp(`no password is set, and the server accepts ${accepted}`, 'Set the SFTP password of the rule.');
      isSent = true;
      if (methods.includes('password')) return { type: 'password', username, password };
      if (!methods.includes('keyboard-interactive'))
        return giveUp(`the server takes no password, only ${accepted}`, 'Ask for a login that needs a password only.');
      return { type: 'keyboard-interactive', username, prompt: answerOnce(password, giveUp) };
    },
  };
}

/** A server that asks again has refused the first answer. */
function answerOnce(
  password: string,
  giveUp: (why: string, hint: string) => false,
): Extract<AnyAuthMethod, { type: 'keyboard-interactive' }>['prompt'] {
  let isAnswered = false;
  return (_name, _instructions, _lang, prompts, finish) => {
    if (isAnswered) giveUp('wrong user name or password', 'Correct the SFTP user name or password of the rule.');
    else finish(prompts.map(() => password));
    isAnswered = true;
  };
}

export function loginRefused(server: string, username: string, why: string, hint: string): WherryError {
  return new WherryError('login-refused', `SFTP login as ${username} at ${server} refused: ${why}`, {
    kind: 'config',
    hint,
  });
}

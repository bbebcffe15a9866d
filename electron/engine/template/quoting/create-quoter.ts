// The quoter of a shell.
import { CmdQuoter } from './cmd-quoter.ts';
import { PowerShellQuoter } from './powershell-quoter.ts';
import type { Quoter } from './quoter.ts';
import type { Shell } from './shell.ts';
import { ShQuoter } from './sh-quoter.ts';

export function createQuoter(shell: Shell): Quoter {
  switch (shell) {
    case 'sh':
      return new ShQuoter();
    case 'cmd':
      return new CmdQuoter();
    case 'powershell':
      return new PowerShellQuoter();
  }
}

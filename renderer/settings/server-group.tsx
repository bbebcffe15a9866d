import { NumberInput, Switch } from '@mantine/core';
import { SettingGroup, SettingRow } from '../ui/setting-row.tsx';
import css from './settings.module.css';
import type { Drafting } from './use-settings-draft.ts';

/** The loopback API. `isDesktop`: it can be off; the headless engine has it always. */
export function ServerGroup({ drafting, isDesktop }: { drafting: Drafting; isDesktop: boolean }) {
  const { draft, problems } = drafting;
  const { server } = draft.app;
  return (
    <SettingGroup
      title="Local server"
      description="Programs and browsers on this computer can ask Wherry, with the token in server.json of the data folder."
    >
      {isDesktop && (
        <SettingRow title="Serve on this computer" description="Off: only this window can." htmlFor="server-on">
          <div className={css.end}>
            <Switch
              id="server-on"
              checked={server.isEnabled}
              onChange={(event) => drafting.change({ server: { ...server, isEnabled: event.currentTarget.checked } })}
            />
          </div>
        </SettingRow>
      )}
      {(server.isEnabled || !isDesktop) && (
        <SettingRow
          title="Port"
          description={isDesktop ? 'On 127.0.0.1. 0: any that is free.' : 'Of “wherry serve”, from its next start on.'}
          htmlFor="server-port"
          error={problems.serverPort}
        >
          <NumberInput
            id="server-port"
            min={0}
            allowDecimal={false}
            clampBehavior="none"
            error={problems.serverPort !== undefined}
            value={server.port}
            onChange={(port) => drafting.change({ server: { ...server, port: port === '' ? -1 : Number(port) } })}
          />
        </SettingRow>
      )}
    </SettingGroup>
  );
}

import { Select, Switch, TextInput } from '@mantine/core';
import { useRef } from 'react';
import type { MailServer } from '#shared/mail.ts';
import { SecretInput } from '../ui/secret-input.tsx';
import { SettingGroup, SettingRow } from '../ui/setting-row.tsx';
import { NumberField } from './number-field.tsx';
import css from './settings.module.css';
import { isMailSound, MAIL_PASSWORD, NEW_MAIL_SERVER, withLogin } from './settings-draft.ts';
import { TestMail } from './test-mail.tsx';
import type { Drafting } from './use-settings-draft.ts';

/**
 * The mail server that serves all rules which name none of their own.
 * @param kept what is stored, null: none
 */
export function MailGroup({ drafting, kept }: { drafting: Drafting; kept: MailServer | null }) {
  const { mailServer } = drafting.draft.app;
  // Switched off and on again, everything is as it was.
  const last = useRef(kept ?? NEW_MAIL_SERVER);
  if (mailServer !== null) last.current = mailServer;
  return (
    <SettingGroup
      title="Mail"
      description="The server for rules that name none of their own. Who gets mail is in each rule."
    >
      <SettingRow title="Send mail" description="Off: such rules send none." htmlFor="mail-on">
        <div className={css.end}>
          <Switch
            id="mail-on"
            checked={mailServer !== null}
            onChange={(event) => drafting.change({ mailServer: event.currentTarget.checked ? last.current : null })}
          />
        </div>
      </SettingRow>
      {mailServer && <ServerRows drafting={drafting} server={mailServer} />}
    </SettingGroup>
  );
}

function ServerRows({ drafting, server }: { drafting: Drafting; server: MailServer }) {
  const { problems, draft, stored } = drafting;
  const set = (part: Partial<MailServer>): void => drafting.change({ mailServer: withLogin({ ...server, ...part }) });
  return (
    <>
      <SettingRow
        title="Host"
        description="Name or address of the SMTP server."
        htmlFor="mail-host"
        error={problems.host}
      >
        <TextInput
          id="mail-host"
          className={css.mono}
          placeholder="smtp.example.com"
          spellCheck={false}
          error={problems.host !== undefined}
          value={server.host}
          onChange={(event) => set({ host: event.currentTarget.value.trim() })}
        />
      </SettingRow>
      <SettingRow
        title="Port"
        description="Usually 587, or 465 with TLS from the start."
        htmlFor="mail-port"
        error={problems.port}
      >
        <NumberField
          id="mail-port"
          min={1}
          hasError={problems.port !== undefined}
          value={server.port}
          onChange={(port) => set({ port })}
        />
      </SettingRow>
      <SettingRow title="Encryption" description="How the connection is protected." htmlFor="mail-tls">
        <Select
          id="mail-tls"
          allowDeselect={false}
          data={[
            { value: 'starttls', label: 'STARTTLS, where the server offers it' },
            { value: 'implicit', label: 'TLS from the start' },
          ]}
          value={server.tls}
          onChange={(tls) => set({ tls: tls === 'implicit' ? 'implicit' : 'starttls' })}
        />
      </SettingRow>
      <SettingRow title="User" description="Empty: the server wants no login." htmlFor="mail-user">
        <TextInput
          id="mail-user"
          className={css.mono}
          placeholder="No login"
          spellCheck={false}
          autoComplete="off"
          value={server.username ?? ''}
          onChange={(event) => set({ username: event.currentTarget.value === '' ? null : event.currentTarget.value })}
        />
      </SettingRow>
      {server.username !== null && (
        <SettingRow title="Mail password" description="Stored encrypted, never shown again." htmlFor="mail-password">
          <SecretInput
            id="mail-password"
            label="Mail password"
            isStored={stored.includes(MAIL_PASSWORD)}
            value={draft.secrets[MAIL_PASSWORD]}
            onChange={(value) => drafting.changeSecret(MAIL_PASSWORD, value)}
          />
        </SettingRow>
      )}
      <SettingRow
        title="From"
        description="The address that mails come from."
        htmlFor="mail-from"
        error={problems.from}
      >
        <TextInput
          id="mail-from"
          placeholder="Wherry <wherry@example.com>"
          spellCheck={false}
          error={problems.from !== undefined}
          value={server.from}
          onChange={(event) => set({ from: event.currentTarget.value })}
        />
      </SettingRow>
      <TestMail server={server} secrets={draft.secrets} isReady={isMailSound(draft.app)} />
    </>
  );
}

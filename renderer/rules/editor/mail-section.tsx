import { Select, Switch } from '@mantine/core';
import type { Mail } from '#shared/mail.ts';
import { linkTo } from '../../app/router.ts';
import { useDraft, useEditing } from '../draft/draft-context.tsx';
import { ChoiceRow } from '../fields/choice-row.tsx';
import { FieldRow } from '../fields/field-row.tsx';
import { NumberRow } from '../fields/number-row.tsx';
import { PeopleRow } from '../fields/people-row.tsx';
import { SecretRow } from '../fields/secret-row.tsx';
import { SwitchRow } from '../fields/switch-row.tsx';
import switchCss from '../fields/switch-row.module.css';
import { TextRow } from '../fields/text-row.tsx';
import { AlarmRows } from './alarm-rows.tsx';
import { CheckPanel } from './check-panel.tsx';
import { SectionFrame } from './section-frame.tsx';

const NEW_MAIL: Mail = { server: null, successTo: [], alertTo: [], digestAbove: 10 };
const NEW_SERVER: NonNullable<Mail['server']> = {
  host: '',
  port: 587,
  tls: 'starttls',
  username: null,
  password: null,
  from: '',
};

export function MailSection() {
  const { store } = useEditing();
  const mail = useDraft(({ rule }) => rule.mail);
  return (
    <SectionFrame id="mail">
      <SwitchRow
        path="notify.success"
        title="Notify of successes"
        description="On this computer’s screen, merged where there are many."
      />
      <SwitchRow
        path="notify.failure"
        title="Notify of failures"
        description="On this computer’s screen; a click opens the file."
      />
      <FieldRow path="mail" title="Send mail" description="To people who are not at this computer.">
        {({ id }) => (
          <div className={switchCss.end}>
            <Switch
              id={id}
              checked={mail !== null}
              onChange={(event) => store.set('mail', event.currentTarget.checked ? NEW_MAIL : null)}
            />
          </div>
        )}
      </FieldRow>
      {mail && <MailRows mail={mail} />}
      <AlarmRows />
      {mail && <CheckPanel section="mail" />}
    </SectionFrame>
  );
}

function MailRows({ mail }: { mail: Mail }) {
  const { store } = useEditing();
  return (
    <>
      <PeopleRow
        path="mail.successTo"
        title="Successes to"
        description="A mail for each file that was processed. Empty: none."
      />
      <PeopleRow
        path="mail.alertTo"
        title="Failures to"
        description="For each file that failed, and for runs that could not do their work."
      />
      <NumberRow
        path="mail.digestAbove"
        title="One digest above"
        description="More mails than this in one run become one. Empty: a mail for each file."
        placeholder="A mail each"
        min={1}
      />
      <FieldRow
        path="mail.server"
        title="Mail server"
        description={
          <>
            The one of the <a href={linkTo('settings')}>settings</a> serves all rules.
          </>
        }
      >
        {({ id }) => (
          <Select
            id={id}
            allowDeselect={false}
            data={[
              { value: 'app', label: 'The one of the settings' },
              { value: 'own', label: 'One of its own' },
            ]}
            value={mail.server === null ? 'app' : 'own'}
            onChange={(next) => store.set('mail.server', next === 'own' ? (mail.server ?? NEW_SERVER) : null)}
          />
        )}
      </FieldRow>
      {mail.server && <ServerRows />}
    </>
  );
}

function ServerRows() {
  return (
    <>
      <TextRow
        path="mail.server.host"
        title="Host"
        description="Name or address of the SMTP server."
        placeholder="smtp.example.com"
        isCode
      />
      <NumberRow
        path="mail.server.port"
        title="Port"
        description="Usually 587, or 465 with TLS from the start."
        min={1}
      />
      <ChoiceRow
        path="mail.server.tls"
        title="Encryption"
        description="How the connection is protected."
        options={[
          { value: 'starttls', label: 'STARTTLS, where the server offers it' },
          { value: 'implicit', label: 'TLS from the start' },
        ]}
      />
      <TextRow
        path="mail.server.username"
        title="User"
        description="Empty: the server wants no login."
        placeholder="No login"
        isCode
        isNullable
      />
      <SecretRow
        path="mail.server.password"
        name="smtp-password"
        title="Mail password"
        description="Stored apart from the rule, never shown again."
        isOptional
      />
      <TextRow
        path="mail.server.from"
        title="From"
        description="The address that mails come from."
        placeholder="Wherry <wherry@example.com>"
      />
    </>
  );
}

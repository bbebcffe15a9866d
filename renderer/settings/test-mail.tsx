import { Button, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import type { CheckResult } from '#shared/api-rules.ts';
import type { MailServer } from '#shared/mail.ts';
import { toCallError } from '../api/call-error.ts';
import { call } from '../api/engine.ts';
import { SettingRow } from '../ui/setting-row.tsx';
import css from './settings.module.css';

interface TestMailProps {
  /** As it is being edited; it need not be saved. */
  server: MailServer;
  secrets: Record<string, string | null>;
  isReady: boolean;
}

/** A real mail by the server as it stands here; says what the server said. */
export function TestMail({ server, secrets, isReady }: TestMailProps) {
  const [to, setTo] = useState('');
  const [isSending, setIsSending] = useState(false);
  const [result, setResult] = useState<Pick<CheckResult, 'ok' | 'detail' | 'hint'> | null>(null);
  const canSend = isReady && /\S@\S/.test(to) && !isSending;

  async function send(): Promise<void> {
    setIsSending(true);
    setResult(null);
    try {
      setResult(await call('settings.testMail', { server, secrets, to: to.trim() }));
    } catch (thrown) {
      const { message, hint } = toCallError(thrown);
      setResult({ ok: false, detail: message, hint });
    } finally {
      setIsSending(false);
    }
  }

  return (
    <SettingRow
      title="Test mail"
      description={
        isReady
          ? 'Sends one with what is entered here, saved or not.'
          : 'Needs a host, a port and the address it is from.'
      }
      htmlFor="test-mail-to"
      place="below"
    >
      <form
        className={css.line}
        onSubmit={(event) => {
          event.preventDefault();
          if (canSend) void send();
        }}
      >
        <TextInput
          id="test-mail-to"
          className={css.grow}
          placeholder="you@example.com"
          type="email"
          spellCheck={false}
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        <Button
          type="submit"
          variant="default"
          disabled={!canSend && !isSending}
          loading={isSending}
          leftSection={<IconSend size={16} aria-hidden />}
        >
          Send test mail
        </Button>
      </form>
      <div role="status">{result && <Result {...result} />}</div>
    </SettingRow>
  );
}

function Result({ ok, detail, hint }: Pick<CheckResult, 'ok' | 'detail' | 'hint'>) {
  const Icon = ok ? IconCircleCheck : IconAlertTriangle;
  return (
    <p className={css.result} data-ok={ok}>
      <Icon size={16} aria-hidden />
      <span>
        {ok ? 'Sent: ' : 'Not sent: '}
        {detail}
        {hint && <span className={css.hint}> {hint}</span>}
      </span>
    </p>
  );
}

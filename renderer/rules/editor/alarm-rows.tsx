import { Switch } from '@mantine/core';
import { useDraft, useEditing } from '../draft/draft-context.tsx';
import { ChoiceRow } from '../fields/choice-row.tsx';
import { DurationRow } from '../fields/duration-row.tsx';
import { FieldRow } from '../fields/field-row.tsx';
import { SecretRow } from '../fields/secret-row.tsx';
import switchCss from '../fields/switch-row.module.css';

/** Silence is told as well: a rule that finds nothing looks like one that works. */
export function AlarmRows() {
  const { store } = useEditing();
  const hasHeartbeat = useDraft(({ rule }) => rule.alarms.heartbeat !== null);
  return (
    <>
      <DurationRow
        path="alarms.noFileMs"
        title="Alarm when no file came for"
        description="Empty: never."
        placeholder="Never"
      />
      <DurationRow
        path="alarms.noSuccessMs"
        title="Alarm when no run succeeded for"
        description="Empty: never."
        placeholder="Never"
      />
      <DurationRow
        path="alarms.transientAfterMs"
        title="Tell of an unreachable server after"
        description="Short outages mend themselves; 0 tells at once."
      />
      <FieldRow
        path="alarms.heartbeat"
        title="Heartbeat"
        description="An address that is called after each run, so that a service outside notices when this computer is gone."
      >
        {({ id }) => (
          <div className={switchCss.end}>
            <Switch
              id={id}
              checked={hasHeartbeat}
              onChange={(event) =>
                store.set(
                  'alarms.heartbeat',
                  event.currentTarget.checked ? { url: 'heartbeat-url', failUrl: null, method: 'get' } : null,
                )
              }
            />
          </div>
        )}
      </FieldRow>
      {hasHeartbeat && (
        <>
          <SecretRow
            path="alarms.heartbeat.url"
            name="heartbeat-url"
            title="Heartbeat address"
            description="Kept like a password, since whoever has it can call in your name."
          />
          <SecretRow
            path="alarms.heartbeat.failUrl"
            name="heartbeat-fail-url"
            title="Address for failures"
            description="Called after a run that did not succeed. Without it, nothing is called then."
            isOptional
          />
          <ChoiceRow
            path="alarms.heartbeat.method"
            title="Called by"
            description="What the service expects."
            options={[
              { value: 'get', label: 'GET' },
              { value: 'post', label: 'POST' },
            ]}
          />
        </>
      )}
    </>
  );
}

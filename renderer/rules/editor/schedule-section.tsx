import { Chip, Select } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import type { Schedule, Weekday } from '#shared/schedule.ts';
import { formatExact } from '../../ui/format.ts';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { useDraft, useEditing } from '../draft/draft-context.tsx';
import { useAsked } from '../draft/use-asked.ts';
import { ChoiceRow } from '../fields/choice-row.tsx';
import { DurationRow } from '../fields/duration-row.tsx';
import { FieldRow } from '../fields/field-row.tsx';
import { TextRow } from '../fields/text-row.tsx';
import { NAMED_INTERVALS, WEEKDAY_NAMES } from '../rule-words.ts';
import css from './editor.module.css';
import { scheduleOf, zones } from './schedule-kinds.ts';
import { SectionFrame } from './section-frame.tsx';

const KINDS: Readonly<Record<Schedule['kind'], string>> = {
  interval: 'Some time after each run',
  daily: 'Daily at a time',
  weekly: 'On some days of the week',
  cron: 'By a cron expression',
  named: 'At a named interval',
};

export function ScheduleSection() {
  const { store } = useEditing();
  const schedule = useDraft(({ rule }) => rule.schedule);
  return (
    <SectionFrame id="schedule">
      <FieldRow path="schedule.kind" title="Runs" description="What decides when the next run begins.">
        {({ id }) => (
          <Select
            id={id}
            allowDeselect={false}
            data={Object.entries(KINDS).map(([value, label]) => ({ value, label }))}
            value={schedule.kind}
            onChange={(kind) => kind !== null && store.set('schedule', scheduleOf(kind, schedule))}
          />
        )}
      </FieldRow>
      <KindRows schedule={schedule} />
      <NextTimes schedule={schedule} />
      {schedule.kind !== 'interval' && <FiringRows />}
    </SectionFrame>
  );
}

function KindRows({ schedule }: { schedule: Schedule }) {
  switch (schedule.kind) {
    case 'interval':
      return (
        <DurationRow
          path="schedule.everyMs"
          title="Wait"
          description="Counted from the end of the last run, so runs never overlap."
        />
      );
    case 'daily':
      return (
        <>
          <TextRow path="schedule.at" title="At" description="On the wall, 24 hours." placeholder="07:30" isCode />
          <ZoneRow />
        </>
      );
    case 'weekly':
      return (
        <>
          <WeekdaysRow days={schedule.weekdays} />
          <TextRow path="schedule.at" title="At" description="On the wall, 24 hours." placeholder="07:30" isCode />
          <ZoneRow />
        </>
      );
    case 'cron':
      return (
        <>
          <TextRow
            path="schedule.expression"
            title="Expression"
            description="Minute, hour, day, month, weekday; or six fields with the seconds in front."
            placeholder="*/15 6-20 * * mon-fri"
            isCode
          />
          <ZoneRow />
        </>
      );
    case 'named':
      return (
        <ChoiceRow
          path="schedule.every"
          title="Interval"
          description="A fixed length each, counted from the moment at which the rule was saved with it."
          options={Object.entries(NAMED_INTERVALS).map(([value, label]) => ({ value, label }))}
        />
      );
  }
}

function ZoneRow() {
  const options = useMemo(() => zones().map((zone) => ({ value: zone, label: zone })), []);
  return (
    <ChoiceRow
      path="schedule.timezone"
      title="Time zone"
      description="Whose clock is meant; changes to and from summer time are followed."
      isSearchable
      options={options}
    />
  );
}

function WeekdaysRow({ days }: { days: readonly Weekday[] }) {
  const { store } = useEditing();
  return (
    <FieldRow path="schedule.weekdays" title="Days" description="On which days of the week it runs." place="below">
      {() => (
        <Chip.Group multiple value={[...days]} onChange={(next) => store.set('schedule.weekdays', next)}>
          <div className={css.chips} role="group" aria-label="Days">
            {Object.entries(WEEKDAY_NAMES).map(([day, name]) => (
              <Chip key={day} value={day} size="sm">
                {name}
              </Chip>
            ))}
          </div>
        </Chip.Group>
      )}
    </FieldRow>
  );
}

const MAX_TIMER_MS = 86_400_000;

/** So that a wrong expression is seen before it has run, or has not run. */
function NextTimes({ schedule }: { schedule: Schedule }) {
  const [turn, setTurn] = useState(0);
  const { value } = useAsked('editor.schedule', { schedule, count: 3 }, turn);
  useEffect(() => {
    const first = value?.at[0];
    if (first === undefined) return;
    // What has passed is no next time.
    const timer = setTimeout(() => setTurn((before) => before + 1), Math.min(first - Date.now(), MAX_TIMER_MS));
    return () => clearTimeout(timer);
  }, [value]);
  if (!value) return null;
  return (
    <div className={css.next} aria-live="polite">
      <span className={css.nextTitle}>Next runs</span>
      {value.error !== null && <span className={css.wrongText}>{value.error}</span>}
      <ol className={css.times}>
        {value.at.map((at) => (
          <li key={at}>
            {formatExact(at)}{' '}
            <span className={css.hint}>
              (<RelativeTime at={at} />)
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}

function FiringRows() {
  return (
    <>
      <ChoiceRow
        path="firing.overlap"
        title="While a run is under way"
        description="When the next time comes before the last run has ended."
        options={[
          { value: 'queue-one', label: 'Run once more afterwards' },
          { value: 'skip', label: 'Leave that time out' },
        ]}
      />
      <ChoiceRow
        path="firing.misfire"
        title="Missed times"
        description="When this computer was asleep or switched off."
        options={[
          { value: 'run-once', label: 'Make up for all of them by one run' },
          { value: 'skip', label: 'Leave them out' },
        ]}
      />
      <DurationRow path="firing.graceMs" title="Grace" description="So late a run still counts as in time." />
    </>
  );
}

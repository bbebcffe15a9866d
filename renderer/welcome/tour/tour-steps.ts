// The walk through a run of the demo: what each card says. Pure.

export type TourStepId = 'rule' | 'preview' | 'run' | 'failure' | 'timeline' | 'retry' | 'end';

export interface TourStep {
  id: TourStepId;
  title: string;
  text: string;
}

export const TOUR: readonly TourStep[] = [
  {
    id: 'rule',
    title: 'A rule',
    text: 'Everything that Wherry does is a rule: where files come from, where they go, what is run on each, and when. This is the one of the demo.',
  },
  {
    id: 'preview',
    title: 'What is due',
    text: 'Before anything runs you can see what a run would do: which files the filter finds, and each command as it would run on them. On the page Rules this is “Dry run”.',
  },
  {
    id: 'run',
    title: 'A run',
    text: 'A run claims each file at the source, downloads it, compares its checksum, runs the commands and reports back. Rules run by their schedule; you can also start one yourself.',
  },
  {
    id: 'failure',
    title: 'A failure',
    text: 'Some files of the demo are meant to fail. A failure never stops the others: it is told to the source, by a notification and by mail, and waits on the page Attention.',
  },
  {
    id: 'timeline',
    title: 'Its timeline',
    text: 'Each file has a timeline: every step with its time, its reason, and what the command said. It is on the page Files, behind each row.',
  },
  {
    id: 'retry',
    title: 'What to do about it',
    text: 'Once the cause is mended, Retry goes on where the file stopped. If nothing is to be done, mark it as done or skip it. In the demo the cause stays, so a retry fails again, and the fifth time the file is set aside.',
  },
  {
    id: 'end',
    title: 'That is all',
    text: 'Stopping the demo removes its rule. The history of its files stays on the page Files for as long as the settings say.',
  },
];

/** The step of an address, from 0; the first one where it names none. */
export function stepIndexOf(query: Readonly<Record<string, string>>): number {
  const number = Number(query['step'] ?? 1);
  return Number.isInteger(number) && number >= 1 && number <= TOUR.length ? number - 1 : 0;
}

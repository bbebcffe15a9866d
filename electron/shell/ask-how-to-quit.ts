// The question before leaving, where files are under way.
import { dialog, type BrowserWindow, type MessageBoxOptions } from 'electron';

export type QuitAnswer = 'finish' | 'kill' | 'stay';

/** @param isWaiting they are waited for already, as the person has chosen before */
export async function askHowToQuit(
  window: BrowserWindow | null,
  names: readonly string[],
  isWaiting: boolean,
): Promise<QuitAnswer> {
  const answers: [string, QuitAnswer][] = isWaiting
    ? [
        ['Keep waiting', 'stay'],
        ['Quit now', 'kill'],
      ]
    : [
        ['Finish first', 'finish'],
        ['Quit now', 'kill'],
        ['Cancel', 'stay'],
      ];
  const options: MessageBoxOptions = {
    type: 'question',
    message:
      names.length === 1 ? `${names[0]} is still being processed` : `${names.length} files are still being processed`,
    detail: [
      ...(names.length === 1 ? [] : [`${names.slice(0, 5).join('\n')}${names.length > 5 ? '\n…' : ''}\n`]),
      ...(isWaiting ? [] : ['Finish first: Wherry begins no new file, and quits when this is done.']),
      'Quit now: its command is ended, and the file waits for you on the page Attention at the next start.',
    ].join('\n'),
    buttons: answers.map(([label]) => label),
    defaultId: 0,
    cancelId: answers.findIndex(([, answer]) => answer === 'stay'),
    noLink: true,
  };
  const visible = window?.isVisible() === true ? window : null;
  const { response } = await (visible === null
    ? dialog.showMessageBox(options)
    : dialog.showMessageBox(visible, options));
  return answers[response]?.[1] ?? 'stay';
}

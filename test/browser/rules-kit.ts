// What the specs of rules share: a real instance to fetch from, settings files for it, and how a person gives a file.
import { Buffer } from 'node:buffer';
import type { Page } from 'playwright/test';
import type { DemoInstance } from '#demo/instance.ts';

export interface IniOptions {
  instance: DemoInstance;
  target: string;
  /** Default: the instance's own. */
  sftpPassword?: string;
  command?: string;
  /** More lines of `[list]`. */
  list?: string;
}

/** Runs at three in the morning by its schedule, so only a person starts it here. */
export function iniText({
  instance,
  target,
  sftpPassword,
  command = 'wc -l {{ filePath }}',
  list = '',
}: IniOptions): string {
  return `[bettrdata]
base_url = ${instance.apiUrl}
api_token = ${instance.apiToken}
[sftp]
host = ${instance.sftp.host}
port = ${instance.sftp.port}
username = ${instance.sftp.username}
remote_password = ${sftpPassword ?? instance.sftp.password}
[list]
where = { "attributes.client_status": { "$exists": false } }
limit = 10
${list}
[processing]
target_source_directory = ${target}
success_dir_name = processed
command_1 = ${command}
[schedule]
daily_at = 03:00
timezone = UTC
`;
}

/** By the dialog of the page Rules. */
export async function giveIni(page: Page, name: string, text: string): Promise<void> {
  await page.getByRole('button', { name: 'Import or export' }).click();
  await page.getByRole('menuitem', { name: 'Import an INI file' }).click();
  const asked = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a file' }).click();
  await (await asked).setFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
}

/** By dropping it on the page, as from the desktop's own file manager. */
export async function dropFile(page: Page, name: string, text: string): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([fileName, content]) => {
      const data = new DataTransfer();
      data.items.add(new File([content], fileName, { type: 'text/plain' }));
      return data;
    },
    [name, text] as const,
  );
  await page.dispatchEvent('body', 'dragover', { dataTransfer: transfer });
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}

/**
 * Replaces a text in a code editor, which is no plain field. Emptied first: over a selection the browser would insert the
 * text with the style of what was there, inline, which the content security policy refuses.
 */
export async function writeCode(page: Page, label: string, text: string): Promise<void> {
  await page.getByRole('textbox', { name: label, exact: true }).click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.press('Delete');
  await page.keyboard.insertText(text);
}

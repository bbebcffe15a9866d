import type { Page } from 'playwright/test';
import { freePort } from '#test/servers/free-port.ts';
import { type Smtp, type SmtpOptions, startSmtp } from '#test/servers/smtp.ts';
import { expect, expectAccessible, expectLooks, test as base } from './fixture.ts';

const test = base.extend<{ login: SmtpOptions['login']; smtp: Smtp }>({
  login: [null, { option: true }],
  smtp: async ({ login }, use) => {
    const smtp = await startSmtp({ tls: 'none', login: login ?? null });
    await use(smtp);
    await smtp.stop();
  },
});

const status = (page: Page, text: string | RegExp) => page.getByRole('status').filter({ hasText: text });

async function enterServer(page: Page, port: number): Promise<void> {
  await page.getByText('Send mail', { exact: true }).click();
  await page.getByLabel('Host', { exact: true }).fill('127.0.0.1');
  await page.getByLabel('Port', { exact: true }).first().fill(String(port));
  await page.getByLabel('From', { exact: true }).fill('Wherry <wherry@example.com>');
}

test('a test mail arrives by a server that is not saved yet, and saving keeps it', async ({
  page,
  open,
  wherry,
  smtp,
}) => {
  await open('/settings');
  await enterServer(page, smtp.port);
  await page.getByLabel('Test mail').fill('you@example.com');
  await page.keyboard.press('Enter');
  await expect(status(page, 'Sent:')).toContainText(`127.0.0.1:${smtp.port} has taken the mail to you@example.com`);
  expect(smtp.mails).toMatchObject([{ from: 'wherry@example.com', to: ['you@example.com'] }]);
  expect((await wherry.call('settings.get', {})).settings.mailServer).toBeNull();
  await expect(page.getByText('Not saved yet: Mail')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+S');
  await expect(page.getByText('The settings are saved')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save' })).toBeDisabled();
  expect((await wherry.call('settings.get', {})).settings.mailServer).toMatchObject({ port: smtp.port });
});

test.describe('where the mail server wants a login', () => {
  test.use({ login: { username: 'wherry', password: 'right' } });

  test(
    'a refused one is told as the server says it; the right password is stored and never shown',
    { tag: '@whole' },
    async ({ page, open, wherry, smtp }) => {
      await open('/settings');
      await enterServer(page, smtp.port);
      await page.getByLabel('User', { exact: true }).fill('wherry');
      await page.getByLabel('Test mail').fill('you@example.com');
      const password = page.getByLabel('Mail password', { exact: true });
      await password.fill('wrong');
      const send = page.getByRole('button', { name: 'Send test mail' });
      await send.click();
      await expect(status(page, 'Not sent:')).toContainText(/login|password/i);
      await expect(status(page, 'Not sent:')).not.toContainText('wrong');
      await password.fill('right');
      await send.click();
      await expect(status(page, 'Sent:')).toBeVisible();
      expect(smtp.mails).toMatchObject([{ username: 'wherry' }]);
      await page.getByRole('button', { name: 'Save' }).click();
      await expect(page.getByText('Stored', { exact: true })).toBeVisible();
      expect((await wherry.call('settings.get', {})).secrets).toEqual(['smtp-password']);
      await send.click();
      await expect.poll(() => smtp.mails.length, 'with the stored one').toBe(2);
      expect(await page.content()).not.toContain('right<');
    },
  );
});

test('a server that does not answer is told with what to do', { tag: '@whole' }, async ({ page, open }) => {
  const port = await freePort();
  await open('/settings');
  await enterServer(page, port);
  await page.getByLabel('Test mail').fill('you@example.com');
  await page.getByRole('button', { name: 'Send test mail' }).click();
  await expect(status(page, 'Not sent:')).toContainText(`127.0.0.1:${port}`);
});

test(
  'errors stand at their fields once these were left, and saving goes to the first',
  { tag: '@whole' },
  async ({ page, open }) => {
    await open('/settings');
    await page.getByText('Send mail', { exact: true }).click();
    await expect(page.getByRole('alert')).toHaveCount(0);
    const days = page.getByLabel('Keep history');
    await days.fill('');
    await days.blur();
    await expect(page.getByText('Enter a number of days from 1 to 3,650.')).toBeVisible();
    await page.keyboard.press('ControlOrMeta+S');
    await expect(page.getByLabel('Host', { exact: true })).toBeFocused();
    await expect(page.getByText('Not saved yet: Mail, Keep history · 3 errors')).toBeVisible();
    await days.fill('30');
    await expect(page.getByText('Not saved yet: Mail, Keep history · 2 errors')).toBeVisible();
  },
);

test('a mail server that is switched off and on again is as it was', { tag: '@whole' }, async ({ page, open }) => {
  await open('/settings');
  await enterServer(page, 25);
  await page.getByText('Send mail', { exact: true }).click();
  await expect(page.getByLabel('Host', { exact: true })).toBeHidden();
  await page.getByText('Send mail', { exact: true }).click();
  await expect(page.getByLabel('Host', { exact: true })).toHaveValue('127.0.0.1');
});

test(
  'what is not saved is not lost by leaving, and discarded only when that is meant',
  { tag: '@whole' },
  async ({ page, open }) => {
    await open('/settings');
    await page.getByLabel('Keep history').fill('30');
    await page.getByRole('navigation').getByRole('link', { name: 'About' }).click();
    await page.getByRole('dialog', { name: 'Leave without saving?' }).getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByLabel('Keep history')).toHaveValue('30 days');
    await page.getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Discard changes' }).click();
    await expect(page.getByLabel('Keep history')).toHaveValue('90 days');
  },
);

test('the look is in force at once and after a reload', { tag: '@whole' }, async ({ page, open }) => {
  await open('/settings');
  await page.getByText('Dark', { exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
});

test('the page is accessible and looks as it should', { tag: '@whole' }, async ({ page, open }) => {
  test.slow();
  await open('/settings');
  // They differ by machine and by start: the address and the data folder.
  await page.locator('main code').evaluateAll((places) => {
    for (const place of places) place.textContent = 'the same in each picture';
  });
  await expectAccessible(page);
  await expectLooks(page, 'settings');
  await enterServer(page, 587);
  await page.getByLabel('User', { exact: true }).fill('wherry');
  await page.getByLabel('Host', { exact: true }).fill('');
  await page.getByLabel('Host', { exact: true }).blur();
  await expect(page.getByRole('alert')).toHaveCount(1);
  await expectAccessible(page);
  await expectLooks(page, 'settings-mail');
});

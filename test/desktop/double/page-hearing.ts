// What the page side has sent: IPC for the app, ports, and questions to the handlers that the app has set.
import { fromPageAddress } from './addresses.ts';
import { createCodec } from './codec.ts';
import { complain } from './complain.ts';
import { ipcMain } from './ipc-main.ts';
import { portFromPage, portsOfPages } from './message-port.ts';
import type { FromPage } from './page-message.ts';
import { mayPage } from './session.ts';
import type { WebContents } from './web-contents.ts';

const codec = createCodec();

export async function hearPage(contents: WebContents, text: string): Promise<void> {
  const message: FromPage = JSON.parse(text);
  switch (message.type) {
    case 'invoke':
      return answerInvoke(contents, message);
    case 'send':
      return hearSend(contents, message);
    case 'port':
      return portsOfPages.get(message.id)?.(message.data);
    case 'open':
      return contents._askOpen(fromPageAddress(message.url), message.frameName);
    case 'permission':
      return answerPermission(contents, message);
    case 'close-window':
      return contents.close();
    case 'preload-error':
      complain(`the preload failed: ${message.error}`);
      contents.emit('preload-error', {}, contents.preferences.preload, new Error(message.error));
  }
}

async function answerInvoke(contents: WebContents, message: Extract<FromPage, { type: 'invoke' }>): Promise<void> {
  const { id, channel } = message;
  try {
    const value = await ipcMain._invoke(channel, eventOf(contents), codec.decode(message.args) as unknown[]);
    contents._deliver({ type: 'reply', id, value: codec.encode(value) });
  } catch (error) {
    contents._deliver({ type: 'refusal', id, error: error instanceof Error ? error.message : String(error) });
  }
}

function hearSend(contents: WebContents, message: Extract<FromPage, { type: 'send' }>): void {
  const ports = message.ports.map((id) => portFromPage(id, (sent) => contents._deliver(sent)));
  const event = { ...eventOf(contents), ports };
  const args = codec.decode(message.args) as unknown[];
  contents.emit('ipc-message', event, message.channel, ...args);
  ipcMain.emit(message.channel, event, ...args);
}

async function answerPermission(
  contents: WebContents,
  { id, permission, isCheck }: Extract<FromPage, { type: 'permission' }>,
): Promise<void> {
  const may = await mayPage(contents, permission, isCheck);
  if (may && !isCheck) await contents._grant(permission);
  contents._deliver({ type: 'reply', id, value: may });
}

function eventOf(contents: WebContents): object {
  return {
    type: 'frame',
    sender: contents,
    senderFrame: contents.mainFrame,
    frameId: contents.mainFrame.routingId,
    processId: contents.mainFrame.processId,
    reply: (channel: string, ...args: unknown[]) => contents.send(channel, ...args),
  };
}

import type { EngineEvent } from '#shared/event.ts';

/** Server-sent events out of a stream whose pieces end anywhere; only `data:` means something. */
export async function* readEvents(body: AsyncIterable<Uint8Array>, onPiece: () => void): AsyncGenerator<EngineEvent> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const piece of body) {
    onPiece();
    const blocks = (rest + decoder.decode(piece, { stream: true })).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const data = /^data: (.*)$/m.exec(block)?.[1];
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- both ends are of one build
      if (data !== undefined) yield JSON.parse(data) as EngineEvent;
    }
  }
}

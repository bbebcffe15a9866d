// Server-sent events out of a stream of text, whose pieces end anywhere.
import type { EngineEvent } from '#shared/event.ts';

/** The returned function is given each piece as it comes. Only `data:` means something; comments keep the line alive. */
export function createEventReader(onEvent: (event: EngineEvent) => void): (piece: string) => void {
  let rest = '';
  let data: string[] = [];
  return (piece) => {
    const lines = (rest + piece).split(/\r?\n/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line.startsWith('data:')) data.push(line.slice(5).replace(/^ /, ''));
      else if (line === '' && data.length > 0) {
        const text = data.join('\n');
        data = [];
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- both ends are of one build
        onEvent(JSON.parse(text) as EngineEvent);
      }
    }
  };
}

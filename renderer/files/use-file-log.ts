import { useEffect, useState } from 'react';
import type { LogLine } from '#shared/log-line.ts';
import { toCallError, type CallError } from '../api/call-error.ts';
import { call, onEvent } from '../api/engine.ts';
import { mergeLines, SHOWN_LINES } from './file-log-lines.ts';
import { frames } from './live-doing.ts';

export interface FileLogState {
  /** Oldest first; null: not read yet. */
  lines: readonly LogLine[] | null;
  error: CallError | null;
}

/** The log of one file, followed as it is written. Listens before it reads, so that no line is lost in between. */
export function useFileLog(fileId: number): FileLogState {
  const [state, setState] = useState<FileLogState>({ lines: null, error: null });
  useEffect(() => {
    let isOver = false;
    let read: readonly LogLine[] | null = null;
    let live: LogLine[] = [];
    function show(): void {
      if (isOver || read === null) return;
      setState({ lines: mergeLines(read, live), error: null });
    }
    const stop = onEvent((event) => {
      if (event.type !== 'log-line' || event.line.file !== fileId) return;
      live = [...live, event.line].slice(-SHOWN_LINES);
      frames.add(show);
    });
    setState({ lines: null, error: null });
    async function readOlder(): Promise<void> {
      try {
        read = (await call('log.read', { file: fileId, before: null, limit: SHOWN_LINES })).lines;
        show();
      } catch (thrown) {
        if (!isOver) setState({ lines: null, error: toCallError(thrown) });
      }
    }
    void readOlder();
    return () => {
      isOver = true;
      stop();
    };
  }, [fileId]);
  return state;
}

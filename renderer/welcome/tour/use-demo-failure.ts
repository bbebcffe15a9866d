import { useCall, type Called } from '../../api/use-call.ts';
import type { CallOutput } from '#shared/api.ts';

type Files = CallOutput<'file.list'>;

/** The demo's file that waits for a person; a file whose command failed first, since it has most to show. */
export function useDemoFailure(ruleId: string): { files: Called<Files>; failed: Files['files'][number] | null } {
  const files = useCall('file.list', {
    states: ['failed', 'interrupted', 'quarantined'],
    ruleId,
    limit: 20,
    offset: 0,
  });
  const list = files.value?.files ?? [];
  return { files, failed: list.find(({ position }) => position !== 'download') ?? list[0] ?? null };
}

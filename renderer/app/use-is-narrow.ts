import { useMediaQuery } from '@mantine/hooks';

/** The sidebar shows icons only; the number is also the frame's in design: a window of 900 px is still comfortable. */
export function useIsNarrow(): boolean {
  return useMediaQuery('(max-width: 999px)', false, { getInitialValueInEffect: false });
}

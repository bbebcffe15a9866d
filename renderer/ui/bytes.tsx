import { formatBytes, formatCount } from './format.ts';

/** `4.2 KiB`; the exact number on hover. Null (unknown) shows a dash. */
export function Bytes({ value }: { value: number | null }) {
  if (value === null) return <span>–</span>;
  return <span title={`${formatCount(value)} bytes`}>{formatBytes(value)}</span>;
}

import { Skeleton } from '@mantine/core';
import css from './page-skeleton.module.css';

/** While a page's first answer is under way; appears only when that takes long enough to notice. */
export function PageSkeleton() {
  return (
    <div className={css.page} aria-busy="true" aria-label="Loading">
      <Skeleton height={24} width={160} />
      <Skeleton height={16} width={320} mt={8} />
      <RowSkeletons count={8} />
    </div>
  );
}

/** In place of rows that are not there yet. */
export function RowSkeletons({ count }: { count: number }) {
  return (
    <div className={css.rows}>
      {Array.from({ length: count }, (_, index) => (
        <Skeleton key={index} height={16} width={`${92 - ((index * 13) % 40)}%`} />
      ))}
    </div>
  );
}

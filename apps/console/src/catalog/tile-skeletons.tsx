import { Skeleton } from '@mantine/core';
import classes from './tile-skeletons.module.css';

/** Empty tiles in the shape of what is coming. */
export function TileSkeletons({ count }: { count: number }) {
  return Array.from({ length: count }, (_, index) => (
    <div key={index} aria-hidden="true">
      <Skeleton className={classes.photo ?? ''} radius={3} />
      <Skeleton height={12} width="70%" mb={8} radius={2} />
      <Skeleton height={10} width="45%" radius={2} />
    </div>
  ));
}

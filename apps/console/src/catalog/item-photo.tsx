import { useState } from 'react';
import type { ItemCardFragment } from '../generated/graphql.ts';
import classes from './item-photo.module.css';

/** The main photo, four by five; in words where there is none, or where it can't be loaded. */
export function ItemPhoto({
  item,
  eager = false,
}: {
  item: Pick<ItemCardFragment, 'images' | 'title'>;
  eager?: boolean;
}) {
  const url = item.images[0]?.url;
  const [brokenUrl, setBrokenUrl] = useState<string>();
  if (url === undefined || url === brokenUrl) {
    return <span className={classes.missing}>{url === undefined ? 'No photo' : 'Photo not available'}</span>;
  }
  return (
    <img
      className={classes.photo}
      src={url}
      alt=""
      loading={eager ? 'eager' : 'lazy'}
      decoding="async"
      onError={() => setBrokenUrl(url)}
    />
  );
}

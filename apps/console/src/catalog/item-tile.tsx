import type { ItemCardFragment } from '../generated/graphql.ts';
import { neighbourLink } from '../neighbours/neighbour-link.ts';
import { useConsoleStore } from '../state/console-store-context.ts';
import { formatPrice } from './format-price.ts';
import { ItemPhoto } from './item-photo.tsx';
import classes from './item-tile.module.css';

/** One item of the catalogue; the whole tile is a link to its neighbours. */
export function ItemTile({ item, eager }: { item: ItemCardFragment; eager: boolean }) {
  const store = useConsoleStore();
  const place = [item.brand, item.section.at(-1)].filter(Boolean).join(' · ');
  return (
    <a className={classes.tile} data-item-id={item.id} {...neighbourLink(item.id, store)}>
      <span className={classes.frame}>
        <ItemPhoto item={item} eager={eager} />
        {!item.available && <span className={classes.flag}>Unavailable</span>}
      </span>
      <span className={classes.title}>{item.title}</span>
      <span className={classes.place} title={item.section.join(' › ')}>
        <span className={classes.price}>{formatPrice(item.price)}</span>
        {place !== '' && ` · ${place}`}
      </span>
    </a>
  );
}

import { ItemPhoto } from '../catalog/item-photo.tsx';
import panelClasses from './impact-panel.module.css';
import classes from './moved-photos.module.css';
import type { Preview } from './use-impact.ts';

type Moved = Preview['newItems']['top'];

/** Which products come and go most, as shoppers know them: by their photos. */
export function MovedPhotos({ come, go }: { come: Moved; go: Moved }) {
  if (come.length === 0 && go.length === 0) return null;
  return (
    <div className={classes.both}>
      <MovedRow label="Come in most often" moved={come} />
      <MovedRow label="Drop out most often" moved={go} />
    </div>
  );
}

function MovedRow({ label, moved }: { label: string; moved: Moved }) {
  if (moved.length === 0) return null;
  return (
    <div>
      <h4 className={panelClasses.part}>{label}</h4>
      <ul className={classes.row}>
        {moved.map(({ item, sourceCount }) => (
          <li key={item.id} className={classes.photo} title={`${item.title}: for ${sourceCount} products`}>
            <ItemPhoto item={item} />
            <span className={classes.count} aria-hidden>
              {sourceCount}×
            </span>
            <span className={classes.name}>
              {item.title}, for {sourceCount} products
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}

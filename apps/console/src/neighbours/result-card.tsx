import { memo } from 'react';
import { formatPrice } from '../catalog/format-price.ts';
import { ItemPhoto } from '../catalog/item-photo.tsx';
import { Icon } from '../shell/icons.tsx';
import { useConsoleStore } from '../state/console-store-context.ts';
import type { BarScale } from './bar-geometry.ts';
import { neighbourLink } from './neighbour-link.ts';
import classes from './result-card.module.css';
import { withPart } from './source-parts.ts';
import type { SimilarResult } from './use-neighbours.ts';
import { WhyButton } from './why-button.tsx';

interface ResultCardProps {
  readonly result: SimilarResult;
  readonly rank: number;
  readonly scale: BarScale;
  readonly labelOf: (modality: string) => string;
  readonly colorOf: (modality: string) => string;
}

/** One neighbour: photo and title lead on to its own neighbours, its bar opens the figures, plus and minus steer. */
export const ResultCard = memo(function ResultCard({ result, rank, scale, labelOf, colorOf }: ResultCardProps) {
  const store = useConsoleStore();
  const { node } = result;
  const steer = (sign: 1 | -1) => () =>
    store.navigate({ parts: withPart(store.getState().parts, { kind: 'item', sign, id: node.id }) });
  return (
    <li className={classes.card} data-flip-id={node.id} data-result-id={node.id}>
      <a
        className={classes.link}
        aria-label={`${rank}. ${node.title}, ${formatPrice(node.price)}: show what is like it`}
        {...neighbourLink(node.id, store)}
      >
        <span className={classes.frame}>
          <ItemPhoto item={node} eager={rank <= 12} />
          <span className={classes.rank}>{rank}</span>
          {!node.available && <span className={classes.flag}>Unavailable</span>}
        </span>
        <span className={classes.title}>{node.title}</span>
        <span className={classes.place}>
          <span className={classes.price}>{formatPrice(node.price)}</span>
          {[node.brand, node.section.at(-1)].filter(Boolean).map((name) => ` · ${name}`)}
        </span>
      </a>
      <div className={classes.steer}>
        <button type="button" aria-label={`More like ${node.title}`} title="More like this one" onClick={steer(1)}>
          <Icon name="plus" />
        </button>
        <button type="button" aria-label={`Unlike ${node.title}`} title="Unlike this one" onClick={steer(-1)}>
          <Icon name="minus" />
        </button>
      </div>
      <WhyButton result={result} scale={scale} labelOf={labelOf} colorOf={colorOf} />
    </li>
  );
});

import { ActionIcon, Popover } from '@mantine/core';
import { memo } from 'react';
import { formatPrice } from '../catalog/format-price.ts';
import { ItemPhoto } from '../catalog/item-photo.tsx';
import { Icon } from '../shell/icons.tsx';
import { useConsoleState } from '../state/console-store-context.ts';
import type { BarScale } from './bar-geometry.ts';
import { ContributionBar } from './contribution-bar.tsx';
import { ContributionTable } from './contribution-table.tsx';
import { neighbourLink } from './neighbour-link.ts';
import classes from './result-card.module.css';
import { withPart } from './source-parts.ts';
import type { SimilarResult } from './use-neighbours.ts';

interface ResultCardProps {
  readonly result: SimilarResult;
  readonly rank: number;
  readonly scale: BarScale;
  readonly labelOf: (modality: string) => string;
  readonly colorOf: (modality: string) => string;
}

/** One neighbour: photo and title lead on to its own neighbours, its bar opens the figures, plus and minus steer. */
export const ResultCard = memo(function ResultCard({ result, rank, scale, labelOf, colorOf }: ResultCardProps) {
  const { state, store } = useConsoleState();
  const { node, score, contributions } = result;
  const steer = (sign: 1 | -1) => () => store.navigate({ parts: withPart(state.parts, { kind: 'item', sign, id: node.id }) });
  return (
    <li className={classes.card} data-flip-id={node.id} data-result-id={node.id}>
      <a className={classes.link} aria-label={`${rank}. ${node.title}, ${formatPrice(node.price)}: show what is like it`} {...neighbourLink(node.id, state, store)}>
        <span className={classes.frame}>
          <ItemPhoto item={node} eager={rank <= 12} />
          <span className={classes.rank}>{rank}</span>
          {!node.available && <span className={classes.flag}>Unavailable</span>}
        </span>
        <span className={classes.line}>
          <span className={classes.title}>{node.title}</span>
          <span className={classes.price}>{formatPrice(node.price)}</span>
        </span>
      </a>
      <div className={classes.steer}>
        <ActionIcon variant="white" size="lg" aria-label={`More like ${node.title}`} title="More like this one" onClick={steer(1)}>
          <Icon name="plus" />
        </ActionIcon>
        <ActionIcon variant="white" size="lg" aria-label={`Unlike ${node.title}`} title="Unlike this one" onClick={steer(-1)}>
          <Icon name="minus" />
        </ActionIcon>
      </div>
      <Popover position="bottom-start" shadow="md" withinPortal trapFocus={false} returnFocus>
        <Popover.Target>
          <button type="button" className={classes.why} aria-label={`Score ${score.toFixed(3)}: why ${node.title} is here`}>
            <ContributionBar contributions={contributions} scale={scale} colorOf={colorOf} />
            <span className={classes.score}>{score.toFixed(3).replace('-', '−')}</span>
          </button>
        </Popover.Target>
        <Popover.Dropdown>
          <ContributionTable result={result} labelOf={labelOf} colorOf={colorOf} />
        </Popover.Dropdown>
      </Popover>
    </li>
  );
});

import { CloseButton } from '@mantine/core';
import { useEffect, useState } from 'react';
import { formatPrice } from '../catalog/format-price.ts';
import { ItemPhoto } from '../catalog/item-photo.tsx';
import type { SourcePart } from '../state/console-state.ts';
import classes from './source-part-card.module.css';
import { useSourceItem } from './use-source-item.ts';

interface SourcePartCardProps {
  readonly part: SourcePart;
  readonly onRemove: () => void;
}

/** What neighbours are asked for: an item, words or a photo, liked or not. */
export function SourcePartCard({ part, onRemove }: SourcePartCardProps) {
  return (
    <li className={classes.part} data-sign={part.sign}>
      <PartBody part={part} />
      <CloseButton
        className={classes.remove ?? ''}
        size="md"
        aria-label={`Remove: ${part.sign === 1 ? 'like' : 'unlike'} ${part.kind === 'text' ? part.text : 'this one'}`}
        onClick={onRemove}
      />
    </li>
  );
}

function PartBody({ part }: { part: SourcePart }) {
  const item = useSourceItem(part.kind === 'item' ? part.id : null);
  const photoUrl = usePhotoUrl(part);
  const sign = part.sign === 1 ? 'Like' : 'Unlike';
  if (part.kind === 'text') {
    return (
      <span className={classes.words}>
        <span className={classes.kind}>{sign} the words</span>“{part.text}”
      </span>
    );
  }
  const photo = {
    title: '',
    images: photoUrl === undefined ? (item.data?.images ?? []) : [{ url: photoUrl, failure: null }],
  };
  return (
    <>
      <span className={classes.photo}>
        <ItemPhoto item={photo} eager />
      </span>
      <span className={classes.text}>
        <span className={classes.kind}>{part.kind === 'item' ? sign : `${sign} this photo`}</span>
        <span className={classes.title}>
          {part.kind === 'photo-file'
            ? part.file.name
            : part.kind === 'photo-url'
              ? part.url
              : (item.data?.title ?? (item.data === null ? part.id : ''))}
        </span>
        {part.kind === 'photo-file' && (
          <span className={classes.detail}>From this device, so a link to this page won't hold it.</span>
        )}
        {item.data && (
          <span className={classes.detail}>
            {[formatPrice(item.data.price), item.data.brand, item.data.section.at(-1)].filter(Boolean).join(' · ')}
          </span>
        )}
      </span>
    </>
  );
}

/** Address under which the browser shows the photo; one of this computer is given an address as long as it is shown. */
function usePhotoUrl(part: SourcePart): string | undefined {
  const file = part.kind === 'photo-file' ? part.file : undefined;
  const [objectUrl, setObjectUrl] = useState<string>();
  useEffect(() => {
    if (file === undefined) return;
    const url = URL.createObjectURL(file);
    setObjectUrl(url);
    return () => URL.revokeObjectURL(url);
  }, [file]);
  if (part.kind === 'photo-url') return part.url;
  return file === undefined ? undefined : objectUrl;
}

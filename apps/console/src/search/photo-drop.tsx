import { useEffect, useState } from 'react';
import classes from './photo-drop.module.css';

/** The whole page takes a photo; while one is held over it, it says so. */
export function PhotoDrop({ onPhoto }: { onPhoto: (file: File) => void }) {
  const [isOver, setOver] = useState(false);

  useEffect(() => {
    const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true;
    const onDragOver = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onDragLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent): void => {
      setOver(false);
      const file = event.dataTransfer?.files[0];
      if (file === undefined) return;
      event.preventDefault();
      onPhoto(file);
    };
    window.addEventListener('dragover', onDragOver);
    window.addEventListener('dragleave', onDragLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onDragOver);
      window.removeEventListener('dragleave', onDragLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, [onPhoto]);

  if (!isOver) return null;
  return (
    <div className={classes.overlay}>
      <p className={classes.text}>Drop the photo to see what is like it</p>
    </div>
  );
}

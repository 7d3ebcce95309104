import { useCallback, useEffect, useState } from 'react';
import { useConsoleStore } from '../state/console-store-context.ts';
import { PhotoUnusableError, preparePhoto } from './prepare-photo.ts';

export interface PhotoIntake {
  readonly take: (file: File) => void;
  readonly isPreparing: boolean;
  readonly problem: string | null;
  readonly dismiss: () => void;
}

/** Takes a photo that was dropped, pasted or chosen, and asks for its neighbours. Listens to paste on the whole page. */
export function usePhotoIntake(): PhotoIntake {
  const store = useConsoleStore();
  const [isPreparing, setPreparing] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const take = useCallback(
    (file: File): void => {
      setPreparing(true);
      setProblem(null);
      preparePhoto(file)
        .then((photo) => store.navigate({ parts: [{ kind: 'photo-file', sign: 1, file: photo }] }))
        .catch((error: unknown) =>
          setProblem(error instanceof PhotoUnusableError ? error.message : `“${file.name}” can't be read.`),
        )
        .finally(() => setPreparing(false));
    },
    [store],
  );

  useEffect(() => {
    const onPaste = (event: ClipboardEvent): void => {
      const file = [...(event.clipboardData?.files ?? [])].find(({ type }) => type.startsWith('image/'));
      if (file === undefined) return;
      event.preventDefault();
      take(file);
    };
    window.addEventListener('paste', onPaste);
    return () => window.removeEventListener('paste', onPaste);
  }, [take]);

  return { take, isPreparing, problem, dismiss: useCallback(() => setProblem(null), []) };
}

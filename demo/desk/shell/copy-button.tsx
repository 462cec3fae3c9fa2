import { useEffect, useState } from 'react';
import { TEXTS } from '../texts.js';
import { copyText } from './hand-out.js';

interface CopyButtonProps {
  readonly label: string;
  readonly write: () => string;
}

/** Copies what `write` gives, and says so for two seconds. */
export function CopyButton({ label, write }: CopyButtonProps) {
  const [isCopied, copy] = useCopy();
  return (
    <button type="button" className="quiet copy" onClick={() => copy(true, write())}>
      {isCopied ? TEXTS.copied : label}
    </button>
  );
}

/** What was copied in the last two seconds, by its key, and the way to copy. */
export function useCopy<Key>(): readonly [Key | undefined, (key: Key, text: string) => void] {
  const [copied, setCopied] = useState<{ readonly key: Key }>();
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(undefined), 2_000);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = (key: Key, text: string): void => {
    void copyText(text).then((isDone) => isDone && setCopied({ key }));
  };
  return [copied?.key, copy];
}

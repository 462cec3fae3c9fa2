import { useState } from 'react';
import { TEXTS } from '../texts.js';
import { Dialog } from './dialog.js';

interface CopyButtonProps {
  readonly label: string;
  readonly write: () => string;
}

/**
 * Copies what `write` gives, and says so for two seconds. Where the browser has no clipboard (a page over plain
 * http) or refuses, it shows the text, selected.
 */
export function CopyButton({ label, write }: CopyButtonProps) {
  const [isCopied, setCopied] = useState(false);
  const [refused, setRefused] = useState<string>();
  const close = (): void => setRefused(undefined);
  const copy = async (): Promise<void> => {
    const text = write();
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      setTimeout(() => setCopied(false), 2_000);
    } catch {
      setRefused(text);
    }
  };
  return (
    <>
      <button type="button" className="quiet copy" onClick={copy}>
        {isCopied ? TEXTS.copied : label}
      </button>
      {refused !== undefined && (
        <Dialog title={TEXTS.copyRefused} onClose={close}>
          <p>{TEXTS.copyByHand}</p>
          <textarea
            aria-label={TEXTS.copyByHand}
            rows={12}
            value={refused}
            readOnly
            onFocus={(event) => event.currentTarget.select()}
          />
          <div className="buttons">
            <button type="button" className="second" onClick={close}>
              {TEXTS.close}
            </button>
          </div>
        </Dialog>
      )}
    </>
  );
}

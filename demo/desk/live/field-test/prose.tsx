import { Fragment } from 'react';

/** Text with code in backquotes. */
export function Prose({ text }: { readonly text: string }) {
  return text.split('`').map((part, at) => {
    return at % 2 === 1 ? <code key={at}>{part}</code> : <Fragment key={at}>{part}</Fragment>;
  });
}

import { useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';

interface VirtualListProps<Row extends { readonly id: number }> {
  readonly label: string;
  /** Newest first; ids rise from one to the next. */
  readonly rows: readonly Row[];
  readonly children: (row: Row, tabIndex: number) => ReactNode;
}

/** So many rows are in view, by the heights in the style sheet. */
const IN_VIEW = 7;
/** Rows beyond either edge, so that a fast finger meets no hole. */
const MORE = 6;

/**
 * A list of which only the rows in view are elements. What a person reads stays where it is when new rows come
 * above, and the arrow keys go from row to row.
 */
export function VirtualList<Row extends { readonly id: number }>({
  label,
  rows,
  children,
}: VirtualListProps<Row>) {
  const view = useRef<HTMLDivElement>(null);
  const newest = useRef(0);
  const [top, setTop] = useState(0);
  const [active, setActive] = useState<number>();
  const activeAt = rows.findIndex(({ id }) => id === active);
  const first = Math.max(0, top - MORE);
  const inView = rows
    .slice(first, top + IN_VIEW + MORE)
    .map((row, at) => ({ row, at: first + at }));
  const activeRow = rows[activeAt];
  const isActiveAway = activeRow && !inView.some(({ row }) => row === activeRow);
  const drawn = isActiveAway ? [...inView, { row: activeRow, at: activeAt }] : inView;
  const tabAt = activeRow ? activeAt : top;

  // At the upper end the newest rows come into view; elsewhere what is read stays where it is.
  useLayoutEffect(() => {
    const list = view.current;
    const added = rows.findIndex(({ id }) => id <= newest.current);
    newest.current = rows[0]?.id ?? 0;
    if (list && added > 0 && top > 0) list.scrollBy(0, (added * list.scrollHeight) / rows.length);
  }, [rows]);

  const hearKey = (event: KeyboardEvent): void => {
    const places: Readonly<Record<string, number>> = {
      ArrowDown: tabAt + 1,
      ArrowUp: tabAt - 1,
      PageDown: tabAt + IN_VIEW - 1,
      PageUp: tabAt - IN_VIEW + 1,
      Home: 0,
      End: rows.length - 1,
    };
    const wanted = places[event.key];
    const row = wanted !== undefined && rows[Math.min(rows.length - 1, Math.max(0, wanted))];
    if (!row) return;
    event.preventDefault();
    setActive(row.id);
    requestAnimationFrame(() => focusRow(view.current, row.id));
  };
  return (
    <div
      ref={view}
      className="virtual"
      role="group"
      aria-label={label}
      tabIndex={-1}
      onScroll={({ currentTarget: { scrollTop, scrollHeight } }) =>
        setTop(Math.floor((rows.length * scrollTop) / scrollHeight))
      }
    >
      <ol
        aria-label={label}
        ref={(list) => list?.style.setProperty('--rows', String(rows.length))}
        onKeyDown={hearKey}
      >
        {drawn.map(({ row, at }) => (
          <li
            key={row.id}
            data-key={row.id}
            aria-setsize={rows.length}
            aria-posinset={at + 1}
            ref={(item) => item?.style.setProperty('--at', String(at))}
            onFocus={() => setActive(row.id)}
          >
            {children(row, at === tabAt ? 0 : -1)}
          </li>
        ))}
      </ol>
    </div>
  );
}

function focusRow(view: HTMLElement | null, id: number): void {
  const button = view?.querySelector<HTMLElement>(`[data-key="${id}"] button`);
  button?.scrollIntoView({ block: 'nearest' });
  button?.focus({ preventScroll: true });
}

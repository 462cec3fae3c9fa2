import {
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
} from 'react';

interface VirtualListProps<Row extends { readonly id: number }> {
  readonly label: string;
  /** Newest first; ids rise from one to the next. */
  readonly rows: readonly Row[];
  readonly children: (row: Row, tabIndex: number) => ReactNode;
}

/** Pixels; as high as `.virtual li` in the style sheet, which is 2rem. */
const ROW = 2 * (Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16);
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
  const [top, setTop] = useState(0);
  const [height, setHeight] = useState(10 * ROW);
  const [active, setActive] = useState<number>();
  const newest = useRef<number>(undefined);
  const first = Math.max(0, Math.floor(top / ROW) - MORE);
  const last = Math.min(rows.length, Math.ceil((top + height) / ROW) + MORE);
  const activeAt = rows.findIndex(({ id }) => id === active);
  const places = Array.from({ length: Math.max(0, last - first) }, (_, at) => first + at);
  if (activeAt >= 0 && !places.includes(activeAt)) places.push(activeAt);
  const tabAt = places.includes(activeAt) ? activeAt : Math.ceil(top / ROW);

  useEffect(() => {
    const observer = new ResizeObserver(() => setHeight(view.current?.clientHeight ?? 0));
    if (view.current) observer.observe(view.current);
    return () => observer.disconnect();
  }, []);
  // At the upper end the newest rows come into view; elsewhere what is read stays where it is.
  useLayoutEffect(() => {
    const added = rows.findIndex(({ id }) => id <= (newest.current ?? 0));
    newest.current = rows[0]?.id;
    if (added > 0 && top >= ROW) view.current?.scrollTo(0, top + added * ROW);
  }, [rows]);

  const goTo = (at: number): void => {
    const row = rows[Math.min(rows.length - 1, Math.max(0, at))];
    if (!row) return;
    setActive(row.id);
    const place = rows.indexOf(row) * ROW;
    const scroller = view.current;
    if (scroller && place < top) scroller.scrollTo(0, place);
    else if (scroller && place + ROW > top + height) scroller.scrollTo(0, place + ROW - height);
    requestAnimationFrame(() => focusRow(scroller, row.id));
  };
  const hearKey = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor(height / ROW) - 1);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: tabAt + 1,
      ArrowUp: tabAt - 1,
      PageDown: tabAt + page,
      PageUp: tabAt - page,
      Home: 0,
      End: rows.length - 1,
    };
    const wanted = steps[event.key];
    if (wanted === undefined) return;
    event.preventDefault();
    goTo(wanted);
  };
  return (
    <div
      ref={view}
      className="virtual"
      role="group"
      aria-label={label}
      tabIndex={-1}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
    >
      <ol
        aria-label={label}
        ref={(list) => list?.style.setProperty('--rows', String(rows.length))}
        onKeyDown={hearKey}
      >
        {places.map((at) => {
          const row = rows[at];
          return (
            row && (
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
            )
          );
        })}
      </ol>
    </div>
  );
}

function focusRow(view: HTMLElement | null, id: number): void {
  const button = view?.querySelector(`[data-key="${id}"] button`);
  if (button instanceof HTMLElement) button.focus({ preventScroll: true });
}

import { Prose } from './prose.js';
import type { Line, Report } from './report.js';

const HEADS = ['Step', 'Question', 'What the library assumes', 'Did it hold?', 'Seen'];

interface ResultsProps {
  readonly report: Report;
  readonly place: number;
  /** While a step is watched, none is opened, so that nothing of it is lost. */
  readonly isWatching: boolean;
  readonly onOpen: (place: number) => void;
}

/** What came of each step so far, and the way to any of them. */
export function Results({ report, place, isWatching, onOpen }: ResultsProps) {
  const rows = report.lines.map((line, at) => (
    <tr key={line.question} aria-current={at === place ? 'step' : undefined}>
      <td>
        <button type="button" className="quiet" disabled={isWatching} onClick={() => onOpen(at)}>
          Step {line.question}
        </button>
      </td>
      <td>
        <Prose text={line.asked} />
      </td>
      <td>
        <Prose text={line.assumed} />
      </td>
      <td data-verdict={line.verdict}>{line.verdict}</td>
      <td>{describe(line)}</td>
    </tr>
  ));
  return (
    <table>
      <caption>What was seen</caption>
      <thead>
        <tr>
          {HEADS.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{rows}</tbody>
    </table>
  );
}

/** Names and times in order, from the request on: `120 ms resolved, 320 ms caller participant-left`. */
function describe({ seen = [], seenIn, answer }: Line): string {
  if (seenIn !== undefined) return `in step ${seenIn}`;
  const sent = seen.findIndex(({ name }) => name === 'sipCallTransfer' || name === 'sipRefer');
  const since = seen[sent]?.atMs ?? 0;
  const told = seen
    .slice(sent + 1)
    .filter(({ name }) => name !== 'stopped')
    .map(({ name, atMs, of = '' }) => `${atMs - since} ms ${of} ${name}`.replace('  ', ' '));
  return [...told, ...(answer === undefined ? [] : [`“${answer}”`])].join(', ');
}

/** Prints a table as Markdown has it. */
export function printTable(head, rows) {
  const lines = [head, head.map(() => '---'), ...rows];
  console.log(['', ...lines.map((cells) => `| ${cells.join(' | ')} |`)].join('\n'));
}

// `npm run figures`: writes the table of docs/figures.md from what other commands have found here, so run those first
// whose figures are to be new: test, corpus, bench, soak, page-size, server-load, fuzz, interleavings, shuffled,
// mutation. A command that never ran here has no line. The sizes are those of what was built last.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keepFigures, kilobytes, root, runInstalled } from './set-up.mjs';

measureSizes();
const folder = join(root, '.temp/figures');
const rows = readdirSync(folder).flatMap((file) => {
  const [name] = file.split('.');
  const command = `\`npm ${name === 'test' ? '' : 'run '}${name}\``;
  return JSON.parse(readFileSync(join(folder, file), 'utf8')).map(([what, asked, seen, isHeld]) => {
    return [what, asked, isHeld === false ? `${seen}, **missed**` : seen, command];
  });
});
writeTable([['what', 'asked for', 'came out', 'command'], ['-', '-', '-', '-'], ...rows]);

function measureSizes() {
  const program = join(root, 'node_modules/size-limit/bin.js');
  const { stdout } = spawnSync(process.execPath, [program, '--json'], { cwd: root });
  const sizes = JSON.parse(stdout.toString()).map(({ name, size, sizeLimit, passed }) => {
    const asked = sizeLimit ? `≤ ${kilobytes(sizeLimit)}` : '–';
    return [`${name}, brotli`, asked, kilobytes(size), passed];
  });
  keepFigures('size', sizes);
}

/** Between the mark and the next heading; everything else of the page stays as it is. */
function writeTable(table) {
  const page = join(root, 'docs/figures.md');
  const [before, after] = readFileSync(page, 'utf8').split('<!-- figures -->');
  const rest = after.slice(after.search(/\n## |$(?![^])/));
  const lines = table.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  writeFileSync(page, `${before}<!-- figures -->\n\n${lines}\n${rest}`);
  runInstalled('prettier/bin/prettier.cjs', ['--write', page]);
}

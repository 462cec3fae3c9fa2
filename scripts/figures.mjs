// `npm run figures`: runs what has figures, prints all of them as one JSON, and writes the table of docs/figures.md.
// `-- --gather` runs nothing and takes what earlier runs left in .temp. Fuzz, interleavings, mutation and
// defences run long, so their figures are always those of their last runs.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { describeFigures } from './figures-table.mjs';
import { floors } from './mutation-floors.mjs';
import { npm, root } from './set-up.mjs';

const { values } = parseArgs({ options: { gather: { type: 'boolean', default: false } } });
const failed = values.gather ? [] : runAll();
const figures = gather();
console.log(JSON.stringify(figures, null, 2));
writeTable(describeFigures(figures));
for (const script of failed) console.error(`${script} failed; its figures stand as they came out`);
process.exitCode = failed.length === 0 ? 0 : 1;

function runAll() {
  const json = (name) => ['--', '--reporter=json', `--outputFile.json=.temp/figures-${name}.json`];
  const steps = [
    ['unit', ...json('unit'), '--coverage.reportOnFailure'],
    ...(existsSync(join(root, '../shared/corpus')) ? [['corpus:unit', ...json('corpus')]] : []),
    ['build'],
    ['bench'],
    ['soak'],
  ];
  return steps.filter((step) => !npm(['run', ...step])).map(([script]) => script);
}

function gather() {
  return {
    tests: readTests('.temp/figures-unit.json'),
    corpus: readTests('.temp/figures-corpus.json'),
    e2e: readEndToEnd(),
    shuffled: read('.temp/shuffled.json'),
    coverage: readCoverage(),
    sizes: readSizes(),
    bench: read('.temp/bench.json'),
    soak: read('.temp/soak.json'),
    page: read('.temp/page-size.json'),
    server: read('.temp/server-load.json'),
    fuzz: readFolder('.temp/fuzz'),
    interleavings: read('.temp/interleavings.json'),
    mutation: readMutation(),
    defences: read('.temp/defences.json')?.slice(1),
  };
}

function read(file) {
  const place = join(root, file);
  return existsSync(place) ? JSON.parse(readFileSync(place, 'utf8')) : undefined;
}

function readFolder(folder) {
  const place = join(root, folder);
  if (!existsSync(place)) return undefined;
  const files = readdirSync(place).filter((file) => file.endsWith('.json'));
  return Object.fromEntries(
    files.map((file) => [basename(file, '.json'), read(`${folder}/${file}`)]),
  );
}

function readTests(file) {
  const report = read(file);
  return report && { passed: report.numPassedTests, failed: report.numFailedTests };
}

function readEndToEnd() {
  const stats = read('.temp/playwright.json')?.stats;
  return stats && { passed: stats.expected, failed: stats.unexpected + stats.flaky };
}

/** Per cent of branches, in the domain and in all of src/. */
function readCoverage() {
  const summary = read('coverage/coverage-summary.json');
  if (!summary) return undefined;
  const domain = Object.entries(summary).filter(([file]) => file.includes('/src/domain/'));
  const sum = (key) => domain.reduce((total, [, { branches }]) => total + branches[key], 0);
  return {
    domainBranches: Number(((100 * sum('covered')) / sum('total')).toFixed(2)),
    branches: summary.total.branches.pct,
    lines: summary.total.lines.pct,
  };
}

/** Of what was built last; nothing where that was never. */
function readSizes() {
  const program = join(root, 'node_modules/size-limit/bin.js');
  const { stdout } = spawnSync(process.execPath, [program, '--json'], { cwd: root });
  try {
    const sizes = JSON.parse(stdout.toString());
    return sizes.map(({ name, size, sizeLimit }) => ({ name, bytes: size, limit: sizeLimit }));
  } catch {
    return undefined;
  }
}

/** By floor, of those that were run, and of all of these together. */
function readMutation() {
  const reports = Object.keys(floors).flatMap((floor) => {
    const report = read(`.temp/mutation-${floor}.json`);
    return report ? [[floor, report]] : [];
  });
  if (reports.length === 0) return undefined;
  const all = {
    files: Object.assign({}, ...reports.map(([, { files }]) => files)),
    notRun: reports.flatMap(([, { notRun }]) => notRun),
  };
  return Object.fromEntries(
    [...reports, ['all', all]].map(([floor, report]) => [floor, countMutants(report)]),
  );
}

function countMutants({ files, notRun }) {
  const all = Object.values(files).flatMap(({ mutants }) => mutants.map(({ status }) => status));
  const count = (...statuses) => all.filter((status) => statuses.includes(status)).length;
  const [found, survived] = [count('Killed', 'Timeout'), count('Survived', 'NoCoverage')];
  const score = Number(((100 * found) / (found + survived)).toFixed(2));
  return { found, survived, notRun, score };
}

/** Between the mark and the next heading; everything else of the page stays as it is. */
function writeTable(table) {
  const file = join(root, 'docs/figures.md');
  const text = readFileSync(file, 'utf8');
  const start = text.indexOf('<!-- figures -->');
  if (start < 0) throw new Error('docs/figures.md has no <!-- figures --> to write behind');
  const end = text.indexOf('\n## ', start);
  writeFileSync(file, `${text.slice(0, start)}<!-- figures -->\n\n${table}\n${text.slice(end)}`);
}

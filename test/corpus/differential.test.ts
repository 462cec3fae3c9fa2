import { afterAll, expect, it } from 'vitest';
import { KNOWN_DIFFERENCES } from '../fuzz/known-differences.js';
import { findDifferences } from '../fuzz/other-stacks.js';
import { readCorpus, type UriCorpus } from './corpus.js';

const { uris } = readCorpus<UriCorpus>('uri-corpus.json');
const texts = uris.map(({ input }) => input).filter((input) => /^sips?:/i.test(input));
const figures: string[] = [];

afterAll(() => figures.forEach((line) => console.log(`corpus: ${line}`)));

it('SIP.js and JsSIP differ from us on the corpus in known ways only', () => {
  const differences = texts.flatMap(findDifferences);
  const unknown = differences.filter(
    (difference) => !KNOWN_DIFFERENCES.some(({ covers }) => covers(difference)),
  );
  const wrongHosts = differences.filter(({ what }) => what === 'host').length;
  figures.push(
    `${texts.length} SIP uris in SIP.js and JsSIP: ${differences.length} known differences, ` +
      `${wrongHosts} of them another host`,
  );
  expect(unknown.map((difference) => Object.values(difference).join(' · '))).toEqual([]);
});

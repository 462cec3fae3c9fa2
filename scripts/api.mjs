// `npm run api`: is the public surface the one in `.api/*.api.md`? With `--local` it is written down anew.
import { readdirSync } from 'node:fs';
import { CompilerState, Extractor, ExtractorConfig } from '@microsoft/api-extractor';

const entries = readdirSync('.api')
  .filter((file) => file.endsWith('.json'))
  .map((file) => ExtractorConfig.loadFileAndPrepare(`.api/${file}`));
// One program for all of them: compiling is what takes the time.
const additionalEntryPoints = entries.map((entry) => entry.mainEntryPointFilePath);
const compilerState = CompilerState.create(entries[0], { additionalEntryPoints });
const options = { compilerState, localBuild: process.argv.includes('--local') };
const results = entries.map((entry) => Extractor.invoke(entry, options));
process.exitCode = results.every(({ succeeded }) => succeeded) ? 0 : 1;

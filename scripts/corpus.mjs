// `npm run corpus`: the endpoint parser against the collected URIs and numbers that lie beside the clone.
import { installPackages } from './set-up.mjs';
import { check } from './steps.mjs';

await check('corpus', () => {
  installPackages();
  return [{ script: 'corpus:unit', tests: 'vitest' }];
});

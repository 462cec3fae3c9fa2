// `npm run corpus`: the endpoint parser against the collected URIs and numbers that lie beside the clone.
import { installPackages } from './set-up.mjs';
import { check, vitest } from './steps.mjs';

await check(() => {
  installPackages();
  return [{ script: 'corpus:unit', report: vitest }];
});

// `npm run corpus`: the endpoint parser against the collected URIs and numbers that lie beside the clone.
import { installPackages } from './set-up.mjs';
import { runSteps, vitest } from './steps.mjs';

installPackages();
runSteps([{ script: 'corpus:unit', report: vitest }]);

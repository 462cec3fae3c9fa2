import { describe, expect, it } from 'vitest';
import { BUNDLE } from '../../src/simulator/bundle.js';
import { createDailyConfig } from '../../src/simulator/daily-config.js';

const OWN = `data:text/javascript,${encodeURIComponent(BUNDLE)}`;

describe('createDailyConfig', () => {
  it.each([undefined, '0.92.2', '0.89.0', '1.0.0'])(
    'names the folder to daily-js %s',
    (dailyVersion) => {
      expect(createDailyConfig({ dailyVersion })).toEqual({
        avoidEval: false,
        bundlePathOverride: `${OWN}//`,
      });
    },
  );

  it.each(['0.78.0', '0.87.0'])('names the whole address to daily-js %s', (dailyVersion) => {
    expect(createDailyConfig({ dailyVersion, avoidEval: true })).toEqual({
      avoidEval: true,
      callObjectBundleUrlOverride: `${OWN}///call-machine-object-bundle.js`,
    });
  });

  it('takes a served bundle', () => {
    expect(createDailyConfig({ bundlePath: '/empty' })).toMatchObject({
      bundlePathOverride: '/empty',
    });
  });
});

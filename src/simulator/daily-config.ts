import type { DailyAdvancedConfig } from '@daily-co/daily-js';
import { BUNDLE } from './bundle.js';
import { isEmulated } from './emulated.js';

/** What decides how daily-js is made to load nothing. */
export interface BundleOptions {
  /** `Daily.version()`. Default: as for the newest one. */
  readonly dailyVersion?: string | undefined;
  /**
   * Where an empty `call-machine-object-bundle.js` is served, without that name. Only needed where the
   * page's Content-Security-Policy forbids scripts from `data:`.
   */
  readonly bundlePath?: string | undefined;
  /**
   * Load by `<script src>` (true) or by `fetch` and `Function` (false)? Default: true, and false in
   * happy-dom and jsdom, which load no scripts.
   */
  readonly avoidEval?: boolean | undefined;
}

/** daily-js appends a file name, which the two slashes turn into a comment. */
const ownBundle = `data:text/javascript,${encodeURIComponent(BUNDLE)}//`;

/**
 * The `dailyConfig` with which daily-js loads our bundle in place of its call machine. From 0.89.0 on
 * it takes the folder (`bundlePathOverride`); before, the whole address.
 */
export function createDailyConfig({
  dailyVersion,
  bundlePath = ownBundle,
  avoidEval = !isEmulated(),
}: BundleOptions): DailyAdvancedConfig {
  const bundle = `${bundlePath}/call-machine-object-bundle.js`;
  return takesFolder(dailyVersion)
    ? { avoidEval, bundlePathOverride: bundlePath }
    : { avoidEval, callObjectBundleUrlOverride: bundle };
}

function takesFolder(version = '1.0.0'): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 0 || minor >= 89;
}

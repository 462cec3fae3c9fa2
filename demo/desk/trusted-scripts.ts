/** The part of Trusted Types that is used here; not every browser has it, and TypeScript's DOM types lack it. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): unknown;
}

/**
 * Lets through the one script that daily-js loads by setting `script.src` itself: its call machine. The page's
 * Content-Security-Policy asks for Trusted Types, so anything else that becomes a script throws.
 */
export function trustCallMachine(isCallMachine: (url: string) => boolean): void {
  const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes };
  trustedTypes?.createPolicy('default', {
    createScriptURL: (url) => {
      if (isCallMachine(url)) return url;
      throw new TypeError(`this page loads no script from ${url}`);
    },
  });
}

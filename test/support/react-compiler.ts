import type { Plugin } from 'vite';

/**
 * React's compiler over the TSX of `e2e/react`, as an app's build has it. What it cannot compile is an error.
 *
 * @param target the version of React; before 19 the compiler's runtime is a package of its own
 */
export function compileReact(target: '18' | '19'): Plugin {
  return {
    name: 'react-compiler',
    enforce: 'pre',
    transform: {
      filter: { id: /\/e2e\/react\/.*\.tsx$/ },
      async handler(code, filename) {
        const { transformAsync } = await import('@babel/core');
        const { default: compiler } = await import('babel-plugin-react-compiler');
        const compiled = await transformAsync(code, {
          filename,
          babelrc: false,
          configFile: false,
          sourceMaps: true,
          parserOpts: { plugins: ['typescript', 'jsx'] },
          plugins: [[compiler, { target, panicThreshold: 'all_errors' }]],
        });
        return { code: compiled?.code ?? code, map: compiled?.map ?? null };
      },
    },
  };
}

import { runnerImport, type AliasOptions, type Connect, type Plugin } from 'vite';
import type * as Modules from './modules.js';

type Listener = ReturnType<(typeof Modules)['toNodeListener']>;

/**
 * Serves the simulated Daily API and the app's webhook server beside the demo, in development and in preview.
 * Their modules are TypeScript; Vite itself loads them at the first request.
 */
export function serveSimulatedDaily(modules: string, alias: AliasOptions): Plugin {
  let listener: Promise<Listener> | undefined;
  const middleware: Connect.NextHandleFunction = (request, response, next) => {
    if (!request.url?.startsWith('/simulated-daily/')) return next();
    listener ??= load(modules, alias);
    void listener.then((listen) => listen(request, response), next);
  };
  return {
    name: 'simulated-daily',
    configureServer: ({ middlewares }) => void middlewares.use(middleware),
    configurePreviewServer: ({ middlewares }) => void middlewares.use(middleware),
  };
}

async function load(modules: string, alias: AliasOptions): Promise<Listener> {
  const config = { configFile: false, resolve: { alias } } as const;
  const { DeskServers, toNodeListener } = (await runnerImport<typeof Modules>(modules, config))
    .module;
  const desks = new DeskServers((error) => console.warn(String(error)));
  return toNodeListener(desks.handle);
}

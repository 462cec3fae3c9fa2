import { runnerImport, type AliasOptions, type Connect, type Plugin } from 'vite';
import type * as Modules from './modules.js';

type Listener = ReturnType<(typeof Modules)['simulator']['toNodeListener']>;

/**
 * Serves the simulated Daily API and the app's webhook server beside the demo, in development and in preview.
 * Their modules are TypeScript, and loaded by Vite itself at the first request.
 */
export function serveSimulatedDaily(modules: string, alias: AliasOptions): Plugin {
  let listener: Promise<Listener> | undefined;
  const answer = async (...[request, response, next]: Parameters<Connect.NextHandleFunction>) => {
    listener ??= load(modules, alias);
    try {
      const listen = await listener;
      await listen(request, response);
    } catch (error) {
      // Whoever closed a page waits for no answer.
      if (!response.destroyed) next(error);
    }
  };
  const middleware: Connect.NextHandleFunction = (request, response, next) => {
    if (request.url?.startsWith('/simulated-daily/')) void answer(request, response, next);
    else next();
  };
  return {
    name: 'simulated-daily',
    configureServer: ({ middlewares }) => void middlewares.use(middleware),
    configurePreviewServer: ({ middlewares }) => void middlewares.use(middleware),
  };
}

async function load(modules: string, alias: AliasOptions): Promise<Listener> {
  const config = { configFile: false, resolve: { alias } } as const;
  const { servers, simulator } = (await runnerImport<typeof Modules>(modules, config)).module;
  const desks = new servers.DeskServers((error) => console.warn(String(error)));
  return simulator.toNodeListener(desks.handle);
}

/** For `npm run dev`: answers /config.json with the stack that `make up` has started. */
import { existsSync, readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const OUTPUTS = process.env.CHAT_OUTPUTS ?? new URL('../../.local/outputs.json', import.meta.url);

export function localConfig(): Plugin {
  return {
    name: 'local-config',
    configureServer(server) {
      server.middlewares.use('/config.json', (_, response, next) => {
        if (!existsSync(OUTPUTS)) {
          next();
          return;
        }
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify(config()));
      });
    },
  };
}

function config(): Record<string, string | undefined> {
  const outputs = JSON.parse(readFileSync(OUTPUTS, 'utf8')) as Record<string, string>;
  const { graphqlUrl, region, userPoolId, userPoolClientId, awsEndpoint } = outputs;
  return { graphqlUrl, region, userPoolId, userPoolClientId, userPoolEndpoint: awsEndpoint };
}

/** For `npm run dev`: answers /config.json with the stack that `make up` has started. */
import { readFileSync } from 'node:fs';

const OUTPUTS = new URL('../../.local/outputs.json', import.meta.url);

export function localConfig() {
  return {
    name: 'local-config',
    configureServer(server) {
      server.middlewares.use('/config.json', (_, response) => {
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify(config()));
      });
    },
  };
}

function config() {
  const { graphqlUrl, region, userPoolId, userPoolClientId, awsEndpoint } = JSON.parse(
    readFileSync(process.env.CHAT_OUTPUTS ?? OUTPUTS, 'utf8'),
  );
  return { graphqlUrl, region, userPoolId, userPoolClientId, userPoolEndpoint: awsEndpoint };
}

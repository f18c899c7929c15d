/**
 * Writes the app's config.json from the environment, which Amplify Hosting gets from the template:
 * `node hosting/write-config.js dist/config.json`.
 */
import { writeFileSync } from 'node:fs';

const VARIABLES = {
  graphqlUrl: 'GRAPHQL_URL',
  region: 'REGION',
  userPoolId: 'USER_POOL_ID',
  userPoolClientId: 'USER_POOL_CLIENT_ID',
  userPoolEndpoint: 'USER_POOL_ENDPOINT',
};
const OPTIONAL = ['userPoolEndpoint'];

const entries = Object.entries(VARIABLES);
const missing = entries.filter(
  ([name, variable]) => !OPTIONAL.includes(name) && !process.env[variable],
);
const target = process.argv[2];

if (target === undefined || missing.length > 0) {
  const lacking = missing.map(([, variable]) => variable).join(', ') || 'the file to write';
  console.error(
    `Missing: ${lacking}. The values are outputs of the stack (sam list stack-outputs).`,
  );
  process.exit(1);
}
const config = Object.fromEntries(entries.map(([name, variable]) => [name, process.env[variable]]));
writeFileSync(target, `${JSON.stringify(config, null, 2)}\n`);

/**
 * Prints hosting.json as CloudFormation, for CustomRules and CustomHeaders of the template's
 * AWS::Amplify::App: `node hosting/cloudformation.js`.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * What CustomHeaders takes: YAML inside a string. Where the app is built from a folder of a repository,
 * the list hangs on another key (Amplify Hosting user guide, "Custom header YAML reference"): the
 * template puts it in `Place`. The lines below fit under both.
 */
function customHeaders({ headers, endpoints }) {
  const blocks = headers.map(({ pattern, headers }) =>
    [
      `  - pattern: '${pattern}'`,
      '    headers:',
      ...Object.entries(headers).flatMap(([key, value]) => [
        `      - key: '${key}'`,
        `        value: "${withEndpoints(value, endpoints)}"`,
      ]),
    ].join('\n'),
  );
  return ['${Place}', ...blocks].join('\n');
}

function withEndpoints(value, endpoints) {
  return value.replace(/\{(\w+)\}/g, (_, name) => endpoints[name]);
}

function template(hosting) {
  const rules = hosting.rewrites.map(
    ({ source, target, status }) =>
      `        - {Source: '${source}', Target: ${target}, Status: '${status}'}`,
  );
  const headers = customHeaders(hosting).replace(/^/gm, '          ');
  return ['      CustomRules:', ...rules, '      CustomHeaders: !Sub', '        - |', headers].join(
    '\n',
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const hosting = JSON.parse(readFileSync(new URL('hosting.json', import.meta.url), 'utf8'));
  console.log(template(hosting));
}

/**
 * Types of the schema and of every document in operations.graphql, which lies beside the schema.
 *
 * `node codegen.js` writes src/graphql/generated.ts; with --check it writes nothing and fails where
 * that file is not what the schema and the documents say.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { codegen } from '@graphql-codegen/core';
import * as typedDocuments from '@graphql-codegen/typed-document-node';
import * as operations from '@graphql-codegen/typescript-operations';
import { parse } from 'graphql';
import { format } from 'prettier';

const OUTPUT = 'src/graphql/generated.ts';
const DOCUMENTS = '../operations.graphql';
const SCHEMA = ['../schema.graphql', 'src/graphql/appsync.graphql'];

const read = (path) => readFileSync(new URL(path, import.meta.url), 'utf8');

const generated = await codegen({
  filename: OUTPUT,
  schema: parse(SCHEMA.map(read).join('\n')),
  documents: [{ location: DOCUMENTS, document: parse(read(DOCUMENTS)) }],
  plugins: [{ operations: {} }, { typedDocuments: {} }],
  pluginMap: { operations, typedDocuments },
  config: {
    avoidOptionals: { field: true },
    defaultScalarType: 'unknown',
    documentMode: 'string',
    enumsAsTypes: true,
    immutableTypes: true,
    scalars: { ID: 'string', AWSDateTime: 'string' },
    skipTypename: true,
    strictScalars: true,
    useTypeImports: true,
  },
});
const formatted = await format(generated, {
  parser: 'typescript',
  printWidth: 100,
  singleQuote: true,
});

if (!process.argv.includes('--check')) {
  writeFileSync(new URL(OUTPUT, import.meta.url), formatted);
} else if (read(OUTPUT) !== formatted) {
  console.error(`${OUTPUT} is out of date: run npm run generate.`);
  process.exitCode = 1;
}

/**
 * Serves the emoji picker's data from this app, under the paths that the picker asks for: nobody
 * else learns who picks an emoji.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

const FILES = ['data.json', 'messages.json'];
const BASE = 'emojibase/en';
const require = createRequire(import.meta.url);

const read = (file: string) => readFileSync(require.resolve(`emojibase-data/en/${file}`));

export function emojiData(): Plugin {
  return {
    name: 'emoji-data',
    configureServer(server) {
      for (const file of FILES) {
        server.middlewares.use(`/${BASE}/${file}`, (_, response) => {
          response.setHeader('content-type', 'application/json');
          response.end(read(file));
        });
      }
    },
    generateBundle() {
      for (const file of FILES) {
        this.emitFile({ type: 'asset', fileName: `${BASE}/${file}`, source: read(file) });
      }
    },
  };
}

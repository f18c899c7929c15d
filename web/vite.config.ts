import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

import { emojiData } from './plugins/emoji-data.ts';
import { localConfig } from './plugins/local-config.ts';

export default defineConfig({
  plugins: [react(), emojiData(), localConfig()],
  build: {
    target: 'es2022',
    sourcemap: true,
    // The content security policy allows no data: addresses.
    assetsInlineLimit: 0,
    // GraphiQL's editor is as large as it is; the app itself has a budget (tests/app/bundle.test.ts).
    chunkSizeWarningLimit: 2000,
    rolldownOptions: {
      input: ['index.html', 'graphiql.html'],
      onLog(level, log, show) {
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') show(level, log);
      },
    },
  },
  server: { host: '127.0.0.1' },
  test: { include: ['tests/**/*.test.{ts,tsx}'] },
});

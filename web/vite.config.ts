import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

import { emojiData } from './plugins/emoji-data';
import { localConfig } from './plugins/local-config';

export default defineConfig({
  plugins: [react(), emojiData(), localConfig()],
  build: { target: 'es2022', sourcemap: true },
  server: { host: '127.0.0.1' },
  test: { include: ['tests/**/*.test.{ts,tsx}'] },
});

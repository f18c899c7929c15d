import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const FEATURE =
  'Features do not import each other; what two of them need goes to chat, components or engine.';
const ONE_DOOR =
  'Amplify is reached through src/graphql/client.ts, src/config.ts and src/auth only.';
const INWARD =
  'Imports point inward: app → features → chat → components, engine, graphql → config.';

const outward = { group: ['**/app/**', '**/features/**', '**/components/**'], message: INWARD };
const amplify = { group: ['aws-amplify', 'aws-amplify/*', '@aws-amplify/*'], message: ONE_DOOR };

/** Bans imports in some files. A later ban for the same file replaces an earlier one. */
const banned = (files, ...patterns) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns }] },
});

export default tseslint.config(
  { ignores: ['dist', 'src/graphql/generated.ts'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    languageOptions: { globals: globals.browser },
    extends: [reactHooks.configs.flat.recommended],
  },
  {
    files: ['*.js', 'hosting/**', 'plugins/**', 'tests/**'],
    languageOptions: { globals: globals.node },
  },
  { files: ['public/**'], languageOptions: { globals: globals.browser } },
  banned(['src/**/*.{ts,tsx}'], amplify),
  banned(['src/components/**'], amplify, {
    group: ['**/app/**', '**/features/**', '**/chat/**', '**/engine/**', '**/graphql/**'],
    message: INWARD,
  }),
  banned(['src/chat/**'], amplify, {
    group: ['**/app/**', '**/features/**'],
    message: INWARD,
  }),
  ...['src/features/*/*', 'src/features/*/*/*'].map((files, depth) =>
    banned(
      [files],
      amplify,
      { group: ['**/app/**'], message: INWARD },
      // One step up from each folder within a feature, and one more: another feature.
      { regex: String.raw`^(\.\./){${depth + 1}}(?!\.\.)|/features/`, message: FEATURE },
    ),
  ),
  banned(['src/engine/**'], amplify, {
    group: [
      'react',
      'react-dom',
      '**/app/**',
      '**/features/**',
      '**/components/**',
      '**/auth/**',
      '**/config',
    ],
    message: `${INWARD} The engine knows neither the screen nor Amplify.`,
  }),
  banned(['src/graphql/**'], amplify, outward),
  banned(['src/graphql/client.ts'], outward),
  banned(['src/config.ts', 'src/auth/**'], {
    group: ['**/app/**', '**/features/**', '**/engine/**'],
    message: INWARD,
  }),
  prettier,
);

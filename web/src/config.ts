/**
 * Where the stack is. One build serves every stack: the values come from `/config.json`, which the
 * host writes (`hosting/`), not from the build.
 */
import { Amplify } from 'aws-amplify';

/** The product's name, wherever a person reads it. */
export const PRODUCT_NAME = 'Serverless Chat';

export interface Config {
  readonly graphqlUrl: string;
  readonly region: string;
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  /** Only at home, where Cognito is imitated. */
  readonly userPoolEndpoint?: string;
}

const REQUIRED = ['graphqlUrl', 'region', 'userPoolId', 'userPoolClientId'] as const;

/** The page cannot know its stack; the message says what to do. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Reads `/config.json`. Throws ConfigError with the list of what is missing. */
export async function loadConfig(): Promise<Config> {
  const response = await fetch('/config.json', { cache: 'no-store' });
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  if (!response.ok || !isJson) {
    throw new ConfigError(
      '/config.json is missing. Create it with `node hosting/write-config.js`, or run `make up`.',
    );
  }
  return parseConfig(await response.json());
}

/** Throws ConfigError with the list of what is missing. */
export function parseConfig(value: unknown): Config {
  const given = (typeof value === 'object' && value !== null ? value : {}) as Record<
    string,
    unknown
  >;
  const missing = REQUIRED.filter((name) => typeof given[name] !== 'string' || given[name] === '');
  if (missing.length > 0) {
    throw new ConfigError(
      `/config.json has no ${missing.join(', ')}. Add what is missing; see hosting/README.md.`,
    );
  }
  return given as unknown as Config;
}

/** Tells Amplify where the stack is; once, before anything else of Amplify is used. */
export function configureAmplify(config: Config): void {
  const { userPoolId, userPoolClientId, userPoolEndpoint } = config;
  Amplify.configure({
    Auth: {
      Cognito: {
        userPoolId,
        userPoolClientId,
        ...(userPoolEndpoint ? { userPoolEndpoint } : {}),
      },
    },
    API: {
      GraphQL: {
        endpoint: amplifyEndpoint(config.graphqlUrl),
        region: config.region,
        defaultAuthMode: 'userPool',
      },
    },
  });
}

/**
 * Amplify turns the text `http://` of an endpoint into `wss://` for its subscriptions. It does not
 * recognise the scheme in capitals, so the browser opens `ws://` on a machine without certificates.
 */
export function amplifyEndpoint(graphqlUrl: string): string {
  return graphqlUrl.replace(/^http:\/\//, 'HTTP://');
}

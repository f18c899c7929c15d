/** A running stack, and a person in it who needs no engine. */
import { readFileSync } from 'node:fs';

import {
  CreateConversationDocument,
  MeDocument,
  RemoveMemberDocument,
  SendMessageDocument,
  SetTypingDocument,
} from '../../src/graphql/generated';

export interface Outputs {
  readonly graphqlUrl: string;
  readonly awsEndpoint: string;
  readonly region: string;
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  readonly users: readonly { readonly username: string; readonly password: string }[];
}

export function readOutputs(path: string): Outputs {
  return JSON.parse(readFileSync(path, 'utf8')) as Outputs;
}

interface Document<Result, Variables> {
  toString(): string;
  __apiType?: (variables: Variables) => Result;
}

/** Talks straight to the API. */
export class Friend {
  readonly userId: string;
  readonly #outputs: Outputs;
  readonly #token: string;
  #sent = 0;

  static async signIn(outputs: Outputs, username: string): Promise<Friend> {
    const token = await accessToken(outputs, username);
    const { me } = await call(outputs, token, MeDocument, {});
    return new Friend(outputs, token, me.id);
  }

  private constructor(outputs: Outputs, token: string, userId: string) {
    this.#outputs = outputs;
    this.#token = token;
    this.userId = userId;
  }

  async openGroup(title: string, memberIds: readonly string[]): Promise<string> {
    const input = {
      kind: 'GROUP' as const,
      title,
      memberIds,
      clientConversationId: crypto.randomUUID(),
    };
    return (await this.#call(CreateConversationDocument, { input })).createConversation.id;
  }

  async say(conversationId: string, body: string): Promise<void> {
    const clientMessageId = `friend-${(this.#sent += 1)}-${Date.now()}`;
    await this.#call(SendMessageDocument, { input: { conversationId, body, clientMessageId } });
  }

  async type(conversationId: string): Promise<void> {
    await this.#call(SetTypingDocument, { input: { conversationId, typing: true } });
  }

  async remove(conversationId: string, memberId: string): Promise<void> {
    const clientMessageId = crypto.randomUUID();
    await this.#call(RemoveMemberDocument, {
      input: { conversationId, memberId, clientMessageId },
    });
  }

  #call<Result, Variables>(
    document: Document<Result, Variables>,
    variables: Variables,
  ): Promise<Result> {
    return call(this.#outputs, this.#token, document, variables);
  }
}

async function accessToken(outputs: Outputs, username: string): Promise<string> {
  const password = outputs.users.find((user) => user.username === username)?.password;
  const response = await fetch(outputs.awsEndpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AWSCognitoIdentityProviderService.InitiateAuth',
    },
    body: JSON.stringify({
      AuthFlow: 'USER_PASSWORD_AUTH',
      ClientId: outputs.userPoolClientId,
      AuthParameters: { USERNAME: username, PASSWORD: password },
    }),
  });
  const answer = (await response.json()) as { AuthenticationResult?: { AccessToken: string } };
  if (!answer.AuthenticationResult) throw new Error(`No sign-in: ${JSON.stringify(answer)}`);
  return answer.AuthenticationResult.AccessToken;
}

async function call<Result, Variables>(
  { graphqlUrl }: Outputs,
  token: string,
  document: Document<Result, Variables>,
  variables: Variables,
): Promise<Result> {
  const response = await fetch(graphqlUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: token },
    body: JSON.stringify({ query: document.toString(), variables }),
  });
  const { data, errors } = (await response.json()) as { data: Result; errors?: unknown };
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

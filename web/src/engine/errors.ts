/**
 * What the chat refuses, with the code it gives (errorType on the wire).
 *
 * Offline and TimedOut are ours: no answer came. Every code that is not listed here means that the
 * outcome is unknown, so the same call may be repeated with the same client id.
 */
export class ChatError extends Error {
  override readonly name = 'ChatError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Refusals that repeating the call cannot change. The last two are AppSync's own. */
const FINAL = new Set([
  'ClientMessageIdReused',
  'Conflict',
  'Forbidden',
  'InvalidArguments',
  'InvalidSelection',
  'NotFound',
  'BadRequestException',
  'ValidationError',
]);

export function chatError(error: unknown): ChatError {
  if (error instanceof ChatError) return error;
  return new ChatError('Unknown', error instanceof Error ? error.message : String(error));
}

export function isFinal(error: ChatError): boolean {
  return FINAL.has(error.code);
}

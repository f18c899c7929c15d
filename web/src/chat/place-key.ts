import type { Place } from '../engine';

/** Stands for a conversation, or a thread there, in the names of what is stored. */
export function placeKey({ conversationId, rootSeq }: Place): string {
  return rootSeq === null ? conversationId : `${conversationId}:${rootSeq}`;
}

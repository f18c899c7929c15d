/** Where conversations, threads and messages are found in the app. */
import type { Message, Place } from '../engine';

export function conversationAddress(conversationId: string): string {
  return `/c/${conversationId}`;
}

export function placeAddress({ conversationId, rootSeq }: Place): string {
  const conversation = conversationAddress(conversationId);
  return rootSeq === null ? conversation : `${conversation}/thread/${rootSeq}`;
}

/** A message, or a reply in its thread. */
export function messageAddress(message: Place & Pick<Message, 'seq'>): string {
  return `${placeAddress(message)}/${message.seq}`;
}

/** The number that a part of an address stands for; null if it is none. */
export function numberIn(part: string | undefined): number | null {
  return /^[1-9]\d{0,11}$/u.test(part ?? '') ? Number(part) : null;
}

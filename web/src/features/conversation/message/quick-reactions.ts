/** At hand without the picker: in the form in which the server keeps them. */
export const QUICK_REACTIONS = ['👍', '❤️', '😂', '🎉', '😮', '😢'] as const;

/** Days and times as the person's own language writes them. */

const time = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'long' });
const dayOfYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const longDay = new Intl.DateTimeFormat(undefined, {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
});
const fullDay = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
});
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' });
const DAY_MS = 86_400_000;

export function timeOfDay(at: Date): string {
  return time.format(at);
}

export function exactTime(at: Date): string {
  return exact.format(at);
}

/** For a list: the time today, “Yesterday”, the weekday for a week, then the date. */
export function shortTime(at: Date, now: Date): string {
  const days = daysBetween(at, now);
  if (days <= 0) return time.format(at);
  if (days === 1) return 'Yesterday';
  if (days < 7) return weekday.format(at);
  return at.getFullYear() === now.getFullYear() ? dayOfYear.format(at) : fullDay.format(at);
}

/** When something ends: “14:30”, “tomorrow, 14:30”, the weekday for a week, then the date. */
export function futureTime(at: Date, now: Date): string {
  const days = daysBetween(now, at);
  if (days <= 0) return time.format(at);
  const isThisYear = at.getFullYear() === now.getFullYear();
  const date = isThisYear ? dayOfYear.format(at) : fullDay.format(at);
  const day = days === 1 ? 'tomorrow' : days < 7 ? weekday.format(at) : date;
  return `${day}, ${time.format(at)}`;
}

/** For the divider between days. */
export function dayName(at: Date, now: Date): string {
  const days = daysBetween(at, now);
  if (days === 0) return 'Today';
  if (days === 1) return 'Yesterday';
  return at.getFullYear() === now.getFullYear() ? longDay.format(at) : fullDay.format(at);
}

/** The same for two moments of one day, by this device's clock. */
export function dayKey(at: Date): string {
  return `${at.getFullYear()}-${at.getMonth() + 1}-${at.getDate()}`;
}

/** Calendar days: yesterday evening is one day ago, however few hours. */
function daysBetween(at: Date, now: Date): number {
  const midnight = (date: Date) => Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return Math.round((midnight(now) - midnight(at)) / DAY_MS);
}

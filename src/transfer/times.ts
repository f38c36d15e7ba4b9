/** Entries have ISO 8601 in UTC, the store milliseconds. */
export function toMillis(time: string): number {
  return Date.parse(time);
}

export function toMillisOrNull(time: string | null): number | null {
  return time === null ? null : Date.parse(time);
}

export function toTime(millis: number): string {
  return new Date(millis).toISOString();
}

export function toTimeOrNull(millis: number | null): string | null {
  return millis === null ? null : toTime(millis);
}

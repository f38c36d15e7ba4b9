/**
 * The `custom_id` of a button: its encoded call. One that a message has before gets a number behind
 * it, because Discord takes each only once: https://docs.discord.com/developers/components/reference#custom-id
 * An encoded call never has a `?` but the one before its arguments, so the number cannot be mistaken.
 */
export function customId(encoded: string, times: number): string {
  return times === 1 ? encoded : `${encoded}?${times}`;
}

/** The encoded call of a `custom_id`. */
export function encodedIn(id: string): string {
  return id.replace(/\?\d{1,2}$/, '');
}

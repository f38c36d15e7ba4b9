/** Where a message stands, as the card table keeps it: `message`, or `channel/message` elsewhere. */
export interface Standing {
  readonly channel: string;
  readonly message: string;
}

/** How a message that stands in `channel`, or elsewhere, is written for a card of `home`. */
export function writeStanding({ channel, message }: Standing, home: string): string {
  return channel === home ? message : `${channel}/${message}`;
}

export function readStanding(text: string, home: string): Standing {
  const [first = '', second] = text.split('/');
  return second === undefined
    ? { channel: home, message: first }
    : { channel: first, message: second };
}

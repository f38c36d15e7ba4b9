import { createHmac } from 'node:crypto';

export const secret = 'a signing secret of eight words, or so';

export interface Sent {
  readonly status: number;
  readonly body: unknown;
}

/** What Slack signs a delivery with: https://docs.slack.dev/authentication/verifying-requests-from-slack */
export function signatureOf(body: string, at: number): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(at / 1000));
  const hmac = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${hmac}` };
}

/** Sends a delivery as Slack does. */
export async function send(
  url: string,
  body: string,
  options: {
    readonly type?: string;
    readonly at: number;
    readonly headers?: Readonly<Record<string, string>>;
    readonly signature?: string;
  },
): Promise<Sent> {
  const { signature } = options;
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': options.type ?? 'application/json',
      ...signatureOf(body, options.at),
      ...(signature !== undefined && { 'x-slack-signature': signature }),
      ...options.headers,
    },
    body,
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json');
  return { status: response.status, body: isJson ? JSON.parse(text) : text };
}

export const form = 'application/x-www-form-urlencoded';

/** An interactive payload, as it travels: JSON in a form. */
export function payload(value: unknown): string {
  return new URLSearchParams({ payload: JSON.stringify(value) }).toString();
}

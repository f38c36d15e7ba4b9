import { createHmac } from 'node:crypto';

export const secret = 'a signing secret of eight words, or so';

export interface Sent {
  readonly status: number;
  readonly body: unknown;
}

/** Sends a delivery as Slack signs it: https://docs.slack.dev/authentication/verifying-requests-from-slack */
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
  const timestamp = String(Math.floor(options.at / 1000));
  const hmac = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': options.type ?? 'application/json',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': options.signature ?? `v0=${hmac}`,
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

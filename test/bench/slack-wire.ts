import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';

const secret = 'a signing secret for the bench';

/** How long a slash command took until it was acknowledged, and until its response came, in milliseconds. */
export interface Taken {
  readonly ack: number;
  readonly response: number;
}

export type Wire = Awaited<ReturnType<typeof openWire>>;

/** Slack's side: a Web API that takes everything, addresses for responses, and signed slash commands. */
export async function openWire() {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const waiting = new Map<string, () => void>();
  const children: ChildProcess[] = [];
  let sent = 0;

  const server = createServer((incoming, outgoing) => {
    const url = incoming.url ?? '';
    incoming.resume().on('end', () => {
      outgoing.setHeader('content-type', 'application/json');
      outgoing.end(JSON.stringify(answer(url.replace(/^.*\//, ''))));
      if (url.startsWith('/respond/')) waiting.get(url)?.();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const api = `http://127.0.0.1:${port}`;

  return {
    /** Starts a program that says its port in its log; gives the address of its commands. */
    async start(file: string, args: readonly string[]): Promise<string> {
      const child = spawn(process.execPath, [file, ...args], {
        env: {
          PATH: process.env.PATH,
          SLACK_BOT_TOKEN: 'xoxb-1',
          SLACK_SIGNING_SECRET: secret,
          SLACK_API_URL: `${api}/api/`,
          PORT: '0',
        },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      children.push(child);
      for await (const line of createInterface({ input: child.stderr })) {
        const said = line.startsWith('{') ? JSON.parse(line) : { said: line };
        if (said.event === 'slack connected') {
          child.stderr.resume();
          return `http://127.0.0.1:${said.port}/slack/events`;
        }
        if (said.said) console.error(said.said);
      }
      throw new Error(`${file} ended`);
    },

    /** Sends a command of `member` and waits for the response; without `hasResponse`, for the ack. */
    slash(url: string, command: string, text: string, member: number, hasResponse = true) {
      sent += 1;
      const path = `/respond/${sent}`;
      const body = new URLSearchParams({
        team_id: 'T1',
        user_id: `U${member}`,
        user_name: `member${member}`,
        channel_id: `C${member}`,
        channel_name: `channel${member}`,
        command,
        text,
        trigger_id: `${process.pid}.${sent}`,
        response_url: `${api}${path}`,
      }).toString();
      const timestamp = String(Math.floor(Date.now() / 1000));
      const hmac = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
      const headers = {
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': Buffer.byteLength(body),
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': `v0=${hmac}`,
      };
      return new Promise<Taken>((resolve, reject) => {
        const start = performance.now();
        let ack: number | undefined;
        let response: number | undefined;
        const settle = () => {
          if (ack === undefined || response === undefined) return;
          waiting.delete(path);
          resolve({ ack, response });
        };
        waiting.set(path, () => {
          response ??= performance.now() - start;
          settle();
        });
        const sending = request(url, { method: 'POST', agent, headers }, (incoming) => {
          if (incoming.statusCode !== 200) reject(new Error(`status ${incoming.statusCode}`));
          incoming.resume().on('end', () => {
            ack = performance.now() - start;
            if (!hasResponse) response = ack;
            settle();
          });
        });
        sending.on('error', reject).end(body);
      });
    },

    close() {
      for (const child of children) child.kill('SIGKILL');
      agent.destroy();
      server.close();
      server.closeAllConnections();
    },
  };
}

function answer(method: string): object {
  const id = { team_id: 'T1', team: 'Bench', user_id: 'UBOT', bot_id: 'B1' };
  const channel = { name: 'bench', is_private: false, id: 'D1' };
  if (method === 'auth.test') return { ok: true, ...id };
  return { ok: true, ts: `${performance.now()}`, channel, user: { name: 'member' }, messages: [] };
}

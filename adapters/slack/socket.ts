import { setTimeout } from 'node:timers/promises';
import { type App, type Receiver, type ReceiverEvent, SocketModeReceiver } from '@slack/bolt';
import type { Log } from '../../src/log.ts';
import { createIntake } from './intake.ts';
import { backOff, quiet } from './web.ts';

const longestPause = 30_000;

/**
 * Slack's deliveries over a WebSocket that we open: no public address is needed. Slack closes it now
 * and then (https://docs.slack.dev/apis/events-api/using-socket-mode#disconnect); it is opened again
 * at once: the client alone would wait for five seconds, in which commands fail, and end the program
 * when that does not succeed.
 */
export function createSocketReceiver(options: {
  readonly appToken: string;
  readonly apiUrl: string | undefined;
  readonly log: Log;
  readonly clock: () => number;
  readonly random: () => number;
}): Receiver & { readonly isOpen: () => boolean } {
  const { log, random } = options;
  const intake = createIntake(options);
  const stopping = new AbortController();
  const receiver = new SocketModeReceiver({
    appToken: options.appToken,
    autoReconnectEnabled: false,
    logger: quiet(log),
    installerOptions: { clientOptions: options.apiUrl ? { slackApiUrl: options.apiUrl } : {} },
  });
  const { client } = receiver;
  let isConnecting = false;

  async function connectAgain(): Promise<void> {
    if (isConnecting) return;
    isConnecting = true;
    for (let n = 1; !stopping.signal.aborted; n += 1) {
      try {
        await client.start();
        log.info({ event: 'slack socket opened again' });
        break;
      } catch (error) {
        log.warn({ event: 'slack socket not opened', err: error });
      }
      const ms = Math.min(longestPause, backOff(n, random));
      await setTimeout(ms, undefined, { signal: stopping.signal }).catch(() => 'stopped');
    }
    isConnecting = false;
  }

  return {
    isOpen: () => !isConnecting,
    init(app) {
      const guarded = {
        processEvent: ({ body, ack }: ReceiverEvent) => intake.take(app, body, ack),
      };
      // The receiver calls nothing else of the app.
      receiver.init(guarded as unknown as App);
    },
    async start() {
      const started = await receiver.start();
      client.on('disconnected', () => void connectAgain());
      return started;
    },
    stop() {
      stopping.abort();
      return receiver.stop();
    },
  };
}

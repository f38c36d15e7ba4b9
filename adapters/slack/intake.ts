import type { App, ReceiverEvent } from '@slack/bolt';
import type { Log } from '../../src/log.ts';
import { createAlarm } from './alarm.ts';

/** Slack waits three seconds for an answer: https://docs.slack.dev/interactivity/handling-user-interaction#acknowledgment_response */
const ackWithin = 2_500;
/** How many deliveries are worked on at once; beyond them, the oldest are kept. */
const mostInHand = 1_000;

type Ack = (response?: unknown) => Promise<void>;

/**
 * Gives deliveries to Bolt, and answers each within 2.5 s whatever happens: what nobody answered,
 * because it is unknown, late or broken, is answered with 200, so that Slack goes on delivering. So is
 * what is too much; whoever typed a command is told.
 */
export function createIntake({ log, clock }: { readonly log: Log; readonly clock: () => number }) {
  const unanswered = new Set<Promise<void>>();
  const alarm = createAlarm(log, clock);
  let inHand = 0;

  async function work(app: App, body: ReceiverEvent['body'], answer: Ack): Promise<void> {
    const answered = Promise.withResolvers<void>();
    let isAnswered = false;
    unanswered.add(answered.promise);
    const ack: Ack = async (response) => {
      if (isAnswered) return;
      isAnswered = true;
      clearTimeout(late);
      try {
        await answer(response);
      } finally {
        unanswered.delete(answered.promise);
        answered.resolve();
      }
    };
    const late = setTimeout(() => {
      log.warn({ event: 'slack answered late' });
      ack().catch((error: unknown) => log.warn({ event: 'slack not answered', err: error }));
    }, ackWithin);
    try {
      await app.processEvent({ body, ack });
    } catch (error) {
      log.error({ event: 'slack delivery failed', err: error });
    }
    await ack();
  }

  return {
    /** Resolves when nothing is to be done about the delivery any more. */
    async take(app: App, body: ReceiverEvent['body'], answer: Ack): Promise<void> {
      // https://docs.slack.dev/apis/events-api#rate-limiting
      if (body.type === 'app_rate_limited') log.error({ event: 'slack holds events back' });
      if (inHand >= mostInHand) {
        alarm('deliveries');
        return answer(typeof body.command === 'string' ? tooMuch : undefined);
      }
      inHand += 1;
      try {
        await work(app, body, answer);
      } finally {
        inHand -= 1;
      }
    },

    /** Resolves when every delivery that was taken has been answered. */
    answered: async (): Promise<void> => void (await Promise.all(unanswered)),
  };
}

/** https://docs.slack.dev/interactivity/implementing-slash-commands#responding_to_commands */
const tooMuch = {
  response_type: 'ephemeral',
  text: 'More is being asked here than can be answered at once. Please try again in a minute.',
};

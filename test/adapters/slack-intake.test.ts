import { expect, test } from '@jest/globals';
import type { App, ReceiverEvent } from '@slack/bolt';
import pino from 'pino';
import { createIntake } from '../../adapters/slack/intake.ts';

let logged: Record<string, unknown>[] = [];

function open() {
  logged = [];
  const log = pino({}, { write: (line: string) => void logged.push(JSON.parse(line)) });
  return createIntake({ log, clock: () => 1_000 });
}

/** Bolt, as far as it is called: it works on each delivery until `finish`. */
function busyApp() {
  const events: ReceiverEvent[] = [];
  const over = Promise.withResolvers<void>();
  const processEvent = async (event: ReceiverEvent) => {
    events.push(event);
    await over.promise;
  };
  // Nothing else of it is called.
  return { app: { processEvent } as unknown as App, events, finish: over.resolve };
}

test('of thirty thousand events at once the oldest thousand are kept; all are answered, and the log says so once', async () => {
  const intake = open();
  const { app, events, finish } = busyApp();
  const answers: unknown[] = [];
  const flood = Array.from({ length: 30_000 }, (_, i) =>
    intake.take(app, { event_id: `Ev${i}` }, async (answer) => void answers.push(answer)),
  );
  expect(events.map(({ body }) => body.event_id)).toEqual(
    Array.from({ length: 1_000 }, (_, i) => `Ev${i}`),
  );
  expect(answers).toEqual(Array(29_000).fill(undefined));
  finish();
  await Promise.all(flood);
  expect(answers).toHaveLength(30_000);
  const alarms = logged.filter(({ event }) => event === 'slack overloaded');
  expect(alarms).toEqual([expect.objectContaining({ level: 50, dropped: 'deliveries' })]);
});

test('who types a command in a flood is told to try again', async () => {
  const intake = open();
  const { app, finish } = busyApp();
  const flood = Array.from({ length: 1_000 }, () => intake.take(app, {}, async () => undefined));
  const answers: unknown[] = [];
  const keep = async (answer: unknown) => void answers.push(answer);
  await intake.take(app, { command: '/ask' }, keep);
  expect(answers[0]).toMatchObject({
    response_type: 'ephemeral',
    text: expect.stringContaining('Please try again in a minute.'),
  });
  finish();
  await Promise.all(flood);
  await intake.take(app, { command: '/ask' }, keep);
  expect(answers[1]).toBeUndefined();
});

test('the log says when Slack holds events back', async () => {
  const { app, finish } = busyApp();
  finish();
  await open().take(app, { type: 'app_rate_limited' }, async () => undefined);
  expect(logged).toEqual([
    expect.objectContaining({ level: 50, event: 'slack holds events back' }),
  ]);
});

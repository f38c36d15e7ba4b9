import { KnownError } from '../src/errors.ts';
import { usualHours } from '../src/experts/preferences.ts';
import { readPause, readTimeOfDay, readWorkdays, readZone } from '../src/times.ts';
import { command } from './kit/command.ts';
import { show } from './kit/reply.ts';
import { availabilityView } from './views/availability.ts';

/** When, and how often, a member wants to be brought questions. */

export const pauseExpertise = command({
  name: 'expertise pause',
  summary: 'Be brought no questions for a while',
  audience: 'private',
  doors: 'all',
  args: [
    {
      name: 'until',
      kind: 'line',
      max: 40,
      summary: 'a week, 3 days, tomorrow, a date like 2030-03-01, or off to end a pause',
      required: true,
    },
  ],
  examples: ['expertise pause 2 weeks', 'expertise pause off'],
  async run({ actor, args }, core) {
    const isOver = args.until.toLowerCase() === 'off';
    const until = readPause(args.until, core.clock());
    if (!isOver && until === undefined) {
      throw new KnownError(
        'invalid',
        'Say how long, like `expertise pause 2 weeks`, or until which day, like `expertise pause 2030-03-01`.',
      );
    }
    const said = await core.preferences.pause(actor, isOver ? null : (until ?? null));
    return show(availabilityView(said, await core.preferences.usual(actor), core.clock()));
  },
});

export const limitExpertise = command({
  name: 'expertise limit',
  summary: 'How many questions you are brought in a week, at most',
  audience: 'private',
  doors: 'all',
  args: [
    {
      name: 'number',
      kind: 'number',
      min: 0,
      max: 10,
      summary: '0 to 10; 0 for none at all',
      required: true,
    },
  ],
  examples: ['expertise limit 1'],
  async run({ actor, args }, core) {
    const said = await core.preferences.limit(actor, args.number);
    const suggested = await core.preferences.suggestedLimit(actor);
    return show(
      availabilityView(said, await core.preferences.usual(actor), core.clock(), suggested),
    );
  },
});

const timeArg = {
  kind: 'reference',
  example: '9:30',
  canonical: (text: string) => {
    return readTimeOfDay(text) === undefined ? undefined : text;
  },
} as const;

const zoneArg = {
  name: 'zone',
  kind: 'reference',
  example: 'Europe/Berlin',
  summary: 'your time zone',
  canonical: readZone,
} as const;

export const hoursExpertise = command({
  name: 'expertise hours',
  summary: 'At what hours you may be brought questions',
  audience: 'private',
  doors: 'all',
  args: [
    { ...timeArg, name: 'from', summary: 'when you begin', required: true },
    { ...timeArg, name: 'to', summary: 'when you end', required: true },
    {
      name: 'days',
      kind: 'reference',
      example: 'mon-fri',
      summary: 'on which days; Monday to Friday unless said',
      required: false,
      canonical: (text: string) => (readWorkdays(text) ? text.toLowerCase() : undefined),
    },
    { ...zoneArg, required: false },
  ],
  examples: ['expertise hours 9:00 17:30 mon-thu Europe/Berlin'],
  async run({ actor, args }, core) {
    const from = readTimeOfDay(args.from) ?? 0;
    const until = readTimeOfDay(args.to) ?? 0;
    if (from === until || from === 24 * 60) {
      throw new KnownError(
        'invalid',
        'Name two different times, like `expertise hours 9:00 17:00`.',
      );
    }
    const workdays = (args.days && readWorkdays(args.days)) || usualHours.workdays;
    const hours = { from, until, workdays };
    const said = await core.preferences.hours(
      actor,
      args.zone ? { hours, zone: args.zone } : { hours },
    );
    return show(availabilityView(said, await core.preferences.usual(actor), core.clock()));
  },
});

export const zoneExpertise = command({
  name: 'expertise zone',
  summary: 'Say in which time zone you are',
  audience: 'private',
  doors: 'all',
  args: [{ ...zoneArg, required: true }],
  examples: ['expertise zone Europe/Berlin'],
  async run({ actor, args }, core) {
    const said = await core.preferences.hours(actor, { zone: args.zone });
    return show(availabilityView(said, await core.preferences.usual(actor), core.clock()));
  },
});

export const visibleExpertise = command({
  name: 'expertise visible',
  summary: 'Whether others find you as someone who knows',
  audience: 'private',
  doors: 'all',
  args: [
    {
      name: 'state',
      kind: 'choice',
      choices: ['on', 'off'],
      summary: 'on or off; on unless you say off',
      required: true,
    },
  ],
  examples: ['expertise visible off'],
  async run({ actor, args }, core) {
    const said = await core.preferences.listed(actor, args.state === 'on');
    return show(availabilityView(said, await core.preferences.usual(actor), core.clock()));
  },
});

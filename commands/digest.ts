import type { Core } from '../src/core.ts';
import { KnownError } from '../src/errors.ts';
import type { Actor, DigestSection, Schedule } from '../src/model.ts';
import { readTimeOfDay } from '../src/times.ts';
import { command } from './kit/command.ts';
import { type Reply, show } from './kit/reply.ts';
import { ago, code, say } from './kit/text.ts';
import { questionArg, suggestTags, theThread } from './references.ts';
import { digestView, previewView, ruleWords, scheduledWords } from './views/digests.ts';
import { timeOfDay } from './views/phrases.ts';
import { doneView, questionView } from './views/questions.ts';

const daysArg = {
  name: 'days',
  kind: 'number',
  min: 1,
  max: 92,
  summary: 'how many days back',
  required: false,
} as const;

const aWeek = 7;

export const digestNow = command({
  name: 'digest now',
  summary: "Post this channel's week here",
  audience: 'public',
  doors: 'all',
  args: [daysArg],
  examples: ['digest now', 'digest now 30'],
  async run({ actor, args }, core) {
    return show(digestView(await core.digests.compose(actor, args.days ?? aWeek)));
  },
});

export const digestPreview = command({
  name: 'digest preview',
  summary: 'See exactly what would be sent here now; or the last days, for yourself',
  group: 'What happened here or on your topics, every week or day',
  audience: 'private',
  doors: 'all',
  args: [daysArg],
  examples: ['digest preview', 'digest preview 30'],
  phrases: [
    {
      like: 'what did I miss?',
      pattern: /^(?:what did (?:i|we) miss|what happened this week)\W*$/i,
    },
  ],
  async run({ actor, args }, core) {
    if (args.days !== undefined)
      return show(digestView(await core.digests.compose(actor, args.days)));
    return show(previewView(await core.digests.preview(actor)));
  },
});

const days = [
  'daily',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;
const sectionNames: readonly DigestSection[] = [
  'answered',
  'open',
  'kept',
  'reused',
  'experts',
  'thanks',
  'next',
];

/** Where the day ends: a digest is sent at its beginning instead. */
const midnight = 24 * 60;

const timeArg = {
  name: 'time',
  kind: 'reference',
  summary: 'a time of day',
  example: '09:00',
  required: false,
  canonical: (text: string) => {
    const minutes = readTimeOfDay(text);
    return minutes === undefined || minutes === midnight ? undefined : timeOfDay(minutes);
  },
} as const;

const zoneArg = {
  name: 'zone',
  kind: 'line',
  max: 64,
  summary: 'a time zone, like Europe/Berlin',
  required: false,
  suggest: async (_core: unknown, _reader: unknown, typed: string) =>
    Intl.supportedValuesOf('timeZone')
      .filter((zone) => zone.toLowerCase().includes(typed.toLowerCase()))
      .slice(0, 20)
      .map((zone) => ({ value: zone, label: zone })),
} as const;

const tagsArg = {
  name: 'tags',
  kind: 'words',
  most: 10,
  summary: 'only these topics',
  required: false,
  suggest: suggestTags,
} as const;

const minutesOf = (time: string | undefined) =>
  time === undefined ? undefined : readTimeOfDay(time);

/** Undefined for none said. */
const some = (words: readonly string[]) => (words.length > 0 ? words : undefined);

export const digestSchedule = command({
  name: 'digest schedule',
  summary: 'Send a digest of this channel regularly',
  audience: 'private',
  doors: 'all',
  args: [
    {
      name: 'day',
      kind: 'choice',
      choices: days,
      summary: 'which day of the week; Monday unless said',
      required: false,
    },
    timeArg,
    zoneArg,
    {
      name: 'sections',
      kind: 'words',
      most: 7,
      summary: `only some of ${sectionNames.join(', ')}`,
      required: false,
      isNamed: true,
    },
    {
      name: 'always',
      kind: 'flag',
      summary: 'send a line even when nothing happened',
      required: false,
    },
  ],
  examples: [
    'digest schedule monday 09:00 Europe/Berlin',
    'digest schedule friday 16:00 sections:answered,open',
  ],
  async run({ actor, args }, core) {
    const sections = args.sections.map((name) => name.toLowerCase());
    const unknown = sections.find((name) => !sectionNames.some((known) => known === name));
    if (unknown !== undefined) {
      throw new KnownError(
        'invalid',
        `There is no section "${unknown}". Name some of ${sectionNames.join(', ')}.`,
      );
    }
    const schedule = await core.digests.schedules.set(actor, {
      weekday: args.day && days.indexOf(args.day),
      minute: minutesOf(args.time),
      zone: args.zone,
      sections: some(sectionNames.filter((name) => sections.includes(name))) as
        | DigestSection[]
        | undefined,
      ...(args.always && { whenEmpty: true }),
    });
    return scheduled(core, actor, schedule);
  },
});

async function scheduled(core: Core, actor: Actor, schedule: Schedule): Promise<Reply> {
  const covered = await core.digests.schedules.covered(actor, schedule);
  const preview = { label: 'Preview', call: { name: 'digest preview', args: {} } };
  const off = { label: 'Turn it off', call: { name: 'digest off', args: {} } };
  return show(doneView(scheduledWords(schedule, actor.channel.name, covered), [preview, off]));
}

/** Which channels and topics the channel's digest looks at, beside its own. */
export const digestCover = command({
  name: 'digest cover',
  summary: "Choose the channels and topics of this channel's digest",
  audience: 'private',
  doors: 'all',
  args: [
    {
      name: 'channels',
      kind: 'words',
      most: 20,
      summary: 'channels that it covers; its own unless said',
      required: false,
    },
    { ...tagsArg, isNamed: true },
  ],
  examples: ['digest cover #general #databases', 'digest cover tags:postgres,sql'],
  async run({ actor, args }, core) {
    const { channels, tags } = args;
    const schedule = await core.digests.schedules.set(actor, { channels, tags });
    return scheduled(core, actor, schedule);
  },
});

export const digestOff = command({
  name: 'digest off',
  summary: "Stop this channel's digest",
  audience: 'private',
  doors: 'all',
  args: [],
  async run({ actor }, core) {
    const was = await core.digests.schedules.stop(actor);
    const text = was
      ? say`#${actor.channel.name} gets no digest any more.`
      : say`#${actor.channel.name} has no digest. ${code('digest schedule')} sets one up.`;
    return show(doneView(text));
  },
});

export const digestMine = command({
  name: 'digest mine',
  summary: 'Your own digest: topics you follow, what you could answer, whom you helped',
  audience: 'private',
  doors: 'all',
  args: [
    {
      name: 'often',
      kind: 'choice',
      choices: ['weekly', 'daily', 'off'],
      summary: 'how often it comes by itself',
      required: false,
    },
    { ...tagsArg, summary: 'topics to follow; what you declare you know, unless said' },
    { ...timeArg, isNamed: true },
    { ...zoneArg, isNamed: true },
  ],
  examples: ['digest mine', 'digest mine weekly tags:git,postgres', 'digest mine off'],
  async run({ actor, args }, core) {
    const { schedules } = core.digests;
    if (args.often === undefined && args.tags.length === 0) {
      return show(previewView(await core.digests.previewMine(actor)));
    }
    if (args.often === 'off') {
      const was = await schedules.stopMine(actor);
      const text = was ? say`You get no digest any more.` : say`You have no digest of your own.`;
      return show(doneView(text));
    }
    const mine = await schedules.ofMember(actor);
    const declared = await core.expertise.of(actor, actor.member);
    const known = declared.flatMap(({ tag, declaredAt }) => (declaredAt === null ? [] : [tag]));
    const schedule = await schedules.setMine(actor, {
      weekday: args.often === undefined ? mine?.weekday : args.often === 'daily' ? 0 : 1,
      minute: minutesOf(args.time),
      zone: args.zone,
      tags: some(args.tags) ?? (mine ? undefined : some(known.slice(0, 10))),
    });
    const about =
      schedule.tags.length > 0 ? schedule.tags.map((tag) => `#${tag}`).join(' ') : 'every topic';
    const off = { label: 'Turn it off', call: { name: 'digest mine', args: { often: 'off' } } };
    const text = say`You get a digest of ${about} ${ruleWords(schedule)}, the first ${ago(schedule.nextAt)}.`;
    // Nobody told when it is morning there: asked where it matters, when they set it up.
    const { zone } = await core.preferences.of(actor);
    const isUnknown = zone === null && args.zone === undefined && !mine;
    const how = code('digest mine weekly zone:Europe/Berlin');
    const hint = isUnknown ? say` I do not know your time zone; ${how} says it.` : [];
    return show(doneView(say`${text}${hint}`, [off]));
  },
});

/** Any button of a digest: it tells that somebody reads it. */
export const readDigest = command({
  name: 'read-digest',
  summary: 'Say that a digest was useful, or show a question of it',
  audience: 'private',
  doors: 'button',
  args: [
    {
      name: 'whose',
      kind: 'choice',
      choices: ['here', 'mine'],
      summary: "the channel's, or the member's own",
      required: true,
    },
    { ...questionArg, required: false },
  ],
  async run({ actor, args }, core) {
    const thread = args.question ? await theThread(core, actor, args.question) : undefined;
    await core.digests.schedules.read(actor, args.whose);
    if (!thread) return show(doneView(say`Good to know. Thank you!`));
    return show(questionView(thread));
  },
});

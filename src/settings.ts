import {
  type AnyValue,
  readSetting,
  type SettingKind,
  type SettingValue,
} from './setting-kinds.ts';
import type { Tables } from './store/store.ts';

/** What is decided together, and shown on one page. */
export const settingGroups = [
  'roles',
  'limits',
  'ladder',
  'knowledge',
  'language',
  'retention',
] as const;
export type SettingGroup = (typeof settingGroups)[number];

/** What a community decides for itself: the declaration of a setting. */
export interface Setting {
  readonly group: SettingGroup;
  readonly is: SettingKind;
  readonly usual: AnyValue;
  /** Whose it is. A channel's own goes before its community's. */
  readonly scope: 'community' | 'workspace' | 'channel';
  readonly setBy: 'curator' | 'admin';
  /** What it decides, for members. */
  readonly sentence: string;
  /** It is to be decided anew where the data goes: no export has it. */
  readonly stays?: true;
}

const number = (min: number, max: number, unit: string) =>
  ({ kind: 'number', min, max, unit }) as const;
const numberOr = <const N extends string>(none: N, min: number, max: number, unit: string) =>
  ({ kind: 'number', min, max, unit, none }) as const;
const flag = { kind: 'flag' } as const;
const curated = { scope: 'community', setBy: 'curator' } as const;
const administered = { scope: 'community', setBy: 'admin' } as const;
const inChannel = { scope: 'channel', setBy: 'curator' } as const;

/** Every setting by its key, in the order that they are shown in. */
export const settings = {
  'curator-role': {
    group: 'roles',
    is: { kind: 'role', none: 'none' },
    usual: null,
    scope: 'workspace',
    setBy: 'admin',
    sentence: 'The role or group of this workspace whose members are curators.',
  },
  'acceptor-role': {
    group: 'roles',
    is: { kind: 'role', none: 'none' },
    usual: null,
    scope: 'workspace',
    setBy: 'admin',
    sentence: 'The role or group of this workspace whose members may accept any answer.',
  },
  'questions-a-day': {
    group: 'limits',
    is: number(1, 100, 'questions'),
    usual: 5,
    ...curated,
    sentence: 'How many questions one member may ask in a day.',
  },
  'requests-a-day': {
    group: 'limits',
    is: number(0, 20, 'people'),
    usual: 3,
    ...curated,
    sentence: 'How many people one member may ask by name in a day.',
  },
  'weekly-limit': {
    group: 'limits',
    is: number(0, 10, 'questions'),
    usual: 3,
    ...curated,
    sentence: 'How many questions are brought to a member in a week, until they say otherwise.',
  },
  'experts-asked': {
    group: 'limits',
    is: number(0, 3, 'people'),
    usual: 3,
    ...inChannel,
    sentence: 'How many are asked by name about one question at most; 0: nobody ever is.',
  },
  'first-wait': {
    group: 'ladder',
    is: numberOr('auto', 10, 240, 'minutes'),
    usual: null,
    ...inChannel,
    sentence:
      'How long a question waits for whoever reads it, before anyone is asked by name; auto: as long as the channel usually takes.',
  },
  'next-wait': {
    group: 'ladder',
    is: number(2, 24, 'hours'),
    usual: 4,
    ...inChannel,
    sentence: 'After how many hours of working time others are asked, too.',
  },
  'last-wait': {
    group: 'ladder',
    is: number(24, 168, 'hours'),
    usual: 24,
    ...inChannel,
    sentence:
      'After how many hours, weekends left out, nobody else is asked, and the steward or the channel is told.',
  },
  'ask-from': {
    group: 'ladder',
    is: { kind: 'time' },
    usual: 9 * 60,
    ...curated,
    sentence: 'From when on a working day members are asked, until they say their own hours.',
  },
  'ask-until': {
    group: 'ladder',
    is: { kind: 'time' },
    usual: 18 * 60,
    ...curated,
    sentence: 'Until when on a working day members are asked, until they say their own hours.',
  },
  zone: {
    group: 'language',
    is: { kind: 'zone' },
    usual: 'UTC',
    ...curated,
    sentence: 'The time zone of who never said theirs, and of channels.',
  },
  language: {
    group: 'language',
    is: { kind: 'language' },
    usual: 'en',
    ...administered,
    sentence: 'The language by whose rules words are found, and what is to be kept is looked over.',
  },
  'suggest-acceptance': {
    group: 'ladder',
    is: flag,
    usual: true,
    ...inChannel,
    sentence: 'Whether an asker is asked once, a day after the last answer, if one worked.',
  },
  'idle-close': {
    group: 'ladder',
    is: numberOr('off', 14, 3650, 'days'),
    usual: null,
    ...inChannel,
    sentence: 'After how many days without an answer or a change an open question is closed.',
  },
  'verify-days': {
    group: 'knowledge',
    is: number(7, 3650, 'days'),
    usual: 180,
    ...curated,
    sentence: 'After how many days what is kept is to be verified again, unless its topic says.',
  },
  'capture-emoji': {
    group: 'knowledge',
    is: { kind: 'emoji', none: 'off' },
    usual: '🧠',
    ...curated,
    sentence: 'The reaction that saves a message as knowledge.',
  },
  quotes: {
    group: 'knowledge',
    is: { kind: 'choice', choices: ['named', 'unnamed', 'left-out'] },
    usual: 'unnamed',
    ...curated,
    sentence:
      'What becomes of the words of someone who was asked about being quoted and says nothing.',
  },
  'quote-days': {
    group: 'knowledge',
    is: number(1, 60, 'days'),
    usual: 7,
    ...curated,
    sentence: 'How many days someone has to say whether they may be quoted.',
  },
  'keep-searches': {
    group: 'retention',
    is: flag,
    usual: false,
    ...administered,
    sentence: 'Whether the words of searches that found nothing are kept, to see what is missing.',
    stays: true,
  },
  'delete-dismissed': {
    group: 'retention',
    is: numberOr('never', 7, 3650, 'days'),
    usual: 30,
    ...administered,
    sentence: 'After how many days a question that was closed without an answer is deleted.',
  },
  'delete-unanswered': {
    group: 'retention',
    is: numberOr('never', 30, 3650, 'days'),
    usual: 365,
    ...administered,
    sentence: 'After how many days a question that nobody answered is deleted.',
  },
  'delete-drafts': {
    group: 'retention',
    is: number(1, 90, 'days'),
    usual: 30,
    ...administered,
    sentence: 'After how many days what was typed and not posted is deleted.',
  },
  'delete-notices': {
    group: 'retention',
    is: number(7, 365, 'days'),
    usual: 30,
    ...administered,
    sentence: 'After how many days what was delivered to members is forgotten.',
  },
  'delete-searches': {
    group: 'retention',
    is: number(7, 730, 'days'),
    usual: 180,
    ...administered,
    sentence: 'After how many days searches that found nothing are forgotten.',
  },
  'delete-audit': {
    group: 'retention',
    is: numberOr('never', 90, 3650, 'days'),
    usual: 730,
    ...administered,
    sentence: 'After how many days what curators and admins did is forgotten.',
  },
} as const satisfies Readonly<Record<string, Setting>>;

export type SettingKey = keyof typeof settings;
export type Settings = {
  readonly [K in SettingKey]: SettingValue<(typeof settings)[K]['is']>;
};

export const settingKeys = Object.keys(settings) as readonly SettingKey[];

export const isSettingKey = (text: string): text is SettingKey => Object.hasOwn(settings, text);

/** Whether an export has it: what names roles of one workspace is of no use elsewhere. */
export function travels(key: string): key is SettingKey {
  if (!isSettingKey(key)) return false;
  const { scope, stays }: Setting = settings[key];
  return scope !== 'workspace' && stays !== true;
}

/** Where a setting is read: in a community, or in one of its channels. */
export interface SettingPlace {
  readonly communityId: number;
  readonly channelId?: number;
}

/** What is set there: the channel's own before its workspace's and its community's before the usual. */
export async function settingsOf(
  tables: Pick<Tables, 'settings' | 'searchSettings'>,
  place: SettingPlace,
): Promise<Settings> {
  const stored = await tables.settings.at(place.communityId, place.channelId ?? 0);
  const { language } = await tables.searchSettings.of(place.communityId);
  const values = settingKeys.map((key) => {
    const own = settings[key].scope === 'channel' ? stored.channel.get(key) : undefined;
    return [key, held(key, own ?? stored.wider.get(key))];
  });
  // `readSetting` gives of each kind what `SettingValue` says.
  return { ...Object.fromEntries(values), language } as Settings;
}

/** Some settings as each member's community has them; what is set for a channel is no part of it. */
export async function settingsOfMembers<const K extends SettingKey>(
  tables: Pick<Tables, 'settings'>,
  memberIds: readonly number[],
  keys: readonly K[],
): Promise<(memberId: number) => Pick<Settings, K>> {
  const stored = await tables.settings.ofMembers(memberIds, keys);
  return (memberId) => {
    const values = keys.map((key) => [key, held(key, stored.get(memberId)?.get(key))]);
    // As above.
    return Object.fromEntries(values) as Pick<Settings, K>;
  };
}

/** What cannot be read any more, like a zone that was given up, is as if it were not set. */
function held(key: SettingKey, text: string | undefined): AnyValue {
  const { is, usual }: Setting = settings[key];
  const read = text === undefined ? undefined : readSetting(is, text);
  return read && 'value' in read ? read.value : usual;
}

/** https://docs.discord.com/developers/topics/permissions#permissions-bitwise-permission-flags */
export const permissions = {
  administrator: 1n << 3n,
  manageChannels: 1n << 4n,
  manageGuild: 1n << 5n,
  addReactions: 1n << 6n,
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  embedLinks: 1n << 14n,
  attachFiles: 1n << 15n,
  readHistory: 1n << 16n,
  manageRoles: 1n << 28n,
  manageThreads: 1n << 34n,
  createThreads: 1n << 35n,
  sendInThreads: 1n << 38n,
} as const;

/** Everything that there is. */
const all = (1n << 64n) - 1n;

/** What Praxis needs in a channel, as Discord's own settings call it, and what it cannot do without. */
const needed = [
  { bit: permissions.viewChannel, name: 'View Channel', without: 'see the channel' },
  { bit: permissions.sendMessages, name: 'Send Messages', without: 'post questions' },
  {
    bit: permissions.createThreads,
    name: 'Create Public Threads',
    without: 'open a thread under a question',
  },
  {
    bit: permissions.sendInThreads,
    name: 'Send Messages in Threads',
    without: 'say anything in threads',
  },
  { bit: permissions.embedLinks, name: 'Embed Links', without: 'show where knowledge comes from' },
  { bit: permissions.attachFiles, name: 'Attach Files', without: 'show charts as pictures' },
  {
    bit: permissions.readHistory,
    name: 'Read Message History',
    without: 'read the messages that members point at',
  },
  {
    bit: permissions.addReactions,
    name: 'Add Reactions',
    without: 'show that a reply was taken as an answer',
  },
  {
    bit: permissions.manageThreads,
    name: 'Manage Threads',
    without: "tag members' posts in forums, or archive what is closed",
  },
] as const;

export type Need = (typeof needed)[number];

/** Without these nothing works there. */
const vital: readonly bigint[] = [
  permissions.viewChannel,
  permissions.sendMessages,
  permissions.createThreads,
  permissions.sendInThreads,
];

export const isVital = ({ bit }: Need): boolean => vital.includes(bit);

/** What `granted`, a bit field, lacks; nothing when it is not told, or is no number. */
export function missingIn(granted: string | bigint | undefined): readonly Need[] {
  if (granted === undefined || !/^\d+$/.test(String(granted))) return [];
  const bits = BigInt(granted);
  if ((bits & permissions.administrator) !== 0n) return [];
  return needed.filter(({ bit }) => (bits & bit) === 0n);
}

/** Who holds one of these can let us do more in a channel. */
export const managing = permissions.manageChannels | permissions.manageRoles;

/** Whether `granted`, a bit field, has any of the bits, or all rights. */
export function holdsAny(granted: string | undefined, bits: bigint): boolean {
  if (granted === undefined || !/^\d+$/.test(granted)) return false;
  return (BigInt(granted) & (bits | permissions.administrator)) !== 0n;
}

/** What is allowed and denied in a channel, to a role or a member. */
export interface Overwrite {
  readonly id: string;
  readonly allow: bigint;
  readonly deny: bigint;
}

/**
 * What someone may do in a channel: https://docs.discord.com/developers/topics/permissions#permission-overwrites
 * `held` is what each of their roles permits, that of everyone among them.
 */
export function permittedIn(
  who: {
    readonly everyone: string;
    readonly roles: readonly string[];
    readonly member: string;
    readonly held: readonly bigint[];
  },
  overwrites: readonly Overwrite[],
): bigint {
  const base = who.held.reduce((bits, one) => bits | one, 0n);
  if ((base & permissions.administrator) !== 0n) return all;
  const of = (isMeant: (id: string) => boolean) => overwrites.filter(({ id }) => isMeant(id));
  const steps = [
    of((id) => id === who.everyone),
    of((id) => id !== who.everyone && who.roles.includes(id)),
    of((id) => id === who.member),
  ];
  return steps.reduce((bits, step) => {
    const denied = step.reduce((sum, { deny }) => sum | deny, 0n);
    const allowed = step.reduce((sum, { allow }) => sum | allow, 0n);
    return (bits & ~denied) | allowed;
  }, base);
}

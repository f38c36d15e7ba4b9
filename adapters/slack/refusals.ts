import type { Posted } from '../adapter.ts';
import type { Failure } from './failure.ts';

/** Where a message was to stand: in a channel, or in a member's direct messages. */
export type Where =
  | { readonly kind: 'channel'; readonly name: string }
  | { readonly kind: 'member' };

/** For what should not happen, but may pass. */
const anHour = 60 * 60_000;

const reinstall = 'Ask an admin of the workspace to install the app again from its manifest.';
const notIn = (channel: string) => `I am not in ${channel}. Type \`/invite @Praxis\` there.`;
const restricted = (channel: string) =>
  `Only some members may post in ${channel}. Ask an admin of the workspace to let Praxis post there.`;

/** What is wrong with a channel: https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const ofPlace: Readonly<Record<string, (channel: string) => string>> = {
  not_in_channel: notIn,
  channel_not_found: notIn,
  is_archived: (channel) => `${channel} is archived. Unarchive it, or choose another channel.`,
  restricted_action: restricted,
  restricted_action_read_only_channel: restricted,
  restricted_action_thread_only_channel: restricted,
  restricted_action_non_threadable_channel: restricted,
  no_permission: restricted,
};

/** What is wrong with a member: https://docs.slack.dev/reference/methods/conversations.open#errors */
const ofMember: Readonly<Record<string, string>> = {
  cannot_dm_bot: 'That account is a bot, and takes no direct messages.',
  user_disabled: 'That account is deactivated.',
  user_not_found: 'Slack knows no such account.',
  users_not_found: 'Slack knows no such account.',
  user_not_visible: 'Slack does not show Praxis that account.',
  restricted_action: 'That member takes no direct messages from apps.',
  channel_not_found: 'That member takes no direct messages from apps.',
};

/** What is wrong with the installation: https://docs.slack.dev/reference/methods/auth.test#errors */
const revoked = `Slack does not take our token any more. ${reinstall}`;
const ofWorkspace: Readonly<Record<string, string>> = {
  invalid_auth: revoked,
  token_revoked: revoked,
  token_expired: revoked,
  account_inactive: revoked,
  not_authed: revoked,
  uninstalled: revoked,
  org_login_required: 'The workspace is moving to an organisation. Try again when it has moved.',
  messages_tab_disabled: `The app takes no direct messages here. ${reinstall}`,
};

/** The right act after a post that failed, with what to tell who can do something about it. */
export function toPosted({ error, isKnown, needed, afterMs }: Failure, where: Where): Posted {
  if (!isKnown) return { kind: 'unknown', why: error };
  if (error === 'ratelimited' || error === 'overloaded') {
    return { kind: 'later', afterMs: afterMs ?? anHour, why: error };
  }
  if (error === 'missing_scope') {
    const scope = needed === undefined ? 'a permission' : `the permission \`${needed}\``;
    return refused('workspace', `The app lacks ${scope}. ${reinstall}`);
  }
  const broken = own(ofWorkspace, error);
  if (broken) return refused('workspace', broken);
  if (where.kind === 'member') {
    const sentence = own(ofMember, error);
    return sentence ? refused('member', sentence) : strange(error);
  }
  const sentence = own(ofPlace, error)?.(`#${where.name}`);
  return sentence ? refused('place', sentence) : strange(error);
}

const refused = (whose: 'place' | 'member' | 'workspace', sentence: string): Posted => ({
  kind: 'refused',
  whose,
  sentence,
});

const strange = (why: string): Posted => ({ kind: 'later', afterMs: anHour, why });

/** Slack's names come from outside: `constructor` must not find anything. */
const own = <T>(table: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

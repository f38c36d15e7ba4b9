import { z } from 'zod';
import { type Finding, few, type Used } from '../../src/findings.ts';
import type { Self } from './heard.ts';
import { scopes } from './register.ts';
import type { Web } from './web.ts';

/** What the client reads from the answer's header `x-oauth-scopes`. */
const granted = z.object({ response_metadata: z.object({ scopes: z.array(z.string()) }) });

/** https://docs.slack.dev/reference/methods/users.conversations */
const joined = z.object({
  channels: z.array(z.object({ id: z.string() })),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});
const onePage = 999;
const mostPages = 5;

/** Looks into a workspace: scopes, and the channels that we are not in. */
export function createExamine({ web, self }: { readonly web: Web; readonly self: Self }) {
  async function permissions(): Promise<Finding> {
    const where = 'scopes';
    const answer = await web.call('auth.test', {});
    if (!answer.ok) {
      const sentence = `Slack does not take our token (${answer.error}).`;
      const remedy = 'An admin of the workspace can install the app again from its manifest.';
      return { state: 'broken', where: 'the token', sentence, remedy };
    }
    const { data } = granted.safeParse(answer.body);
    const missing = data
      ? Object.keys(scopes).filter((one) => !data.response_metadata.scopes.includes(one))
      : [];
    if (missing.length === 0)
      return { state: 'well', where, sentence: 'I may do all that I need to.' };
    const lost = missing.map((one) => `\`${one}\`, to ${scopes[one]}`).join('; ');
    return {
      state: 'broken',
      where,
      sentence: `The app lacks ${lost}.`,
      remedy:
        'An admin can put the manifest that `praxis slack manifest` prints into the app at https://api.slack.com/apps, and install it to the workspace again.',
    };
  }

  /** The channels that we are in; undefined when Slack does not tell. */
  async function ownChannels(): Promise<ReadonlySet<string> | undefined> {
    const ids = new Set<string>();
    let cursor = '';
    for (let page = 0; page < mostPages; page += 1) {
      const answer = await web.call('users.conversations', {
        types: 'public_channel,private_channel',
        exclude_archived: true,
        limit: onePage,
        ...(self.organisation !== undefined && { team_id: self.team }),
        ...(cursor !== '' && { cursor }),
      });
      const { data } = joined.safeParse(answer.ok ? answer.body : undefined);
      if (!data) return undefined;
      for (const { id } of data.channels) ids.add(id);
      cursor = data.response_metadata?.next_cursor ?? '';
      if (cursor === '') break;
    }
    return ids;
  }

  async function channels(used: readonly Used[]): Promise<readonly Finding[]> {
    const where = 'channels';
    // Direct messages are nothing to be invited to.
    const rooms = used.filter(({ externalId }) => !externalId.startsWith('D'));
    if (rooms.length === 0) return [];
    const ids = await ownChannels();
    if (!ids) return [];
    const out = rooms.filter(({ externalId }) => !ids.has(externalId));
    const shut = out.filter((channel) => channel.private);
    const open = out.filter((channel) => !channel.private);
    const found: Finding[] = [];
    if (shut.length > 0) {
      const sentence = 'I am not in it any more: nothing can be asked or posted there.';
      found.push({ state: 'broken', where: list(shut), sentence, remedy: invite });
    }
    if (open.length > 0) {
      const sentence =
        'I may post there, but Slack tells me nothing of replies and reactions, as I am not in it.';
      found.push({ state: 'lacking', where: list(open), sentence, remedy: invite });
    }
    return found.length > 0
      ? found
      : [{ state: 'well', where, sentence: 'I am in all in which I am used.' }];
  }

  return async (used: readonly Used[]): Promise<readonly Finding[]> => [
    await permissions(),
    ...(await channels(used)),
  ];
}

const invite = 'Anyone who is in it can type `/invite @Praxis` there.';

const list = (channels: readonly Used[]) => few(channels.map(({ name }) => `#${name}`));

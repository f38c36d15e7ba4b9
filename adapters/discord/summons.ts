import { z } from 'zod';
import { actionsOf, type View } from '../../commands/kit/view.ts';
import type { Core } from '../../src/core.ts';
import { cardKey } from '../../src/notices/cards.ts';
import type { Posted, Recipient } from '../adapter.ts';
import { textDisplay } from './components.ts';
import { type Message, toMessages } from './outbound.ts';
import type { Web } from './web.ts';
import type { Workspaces } from './workspaces.ts';

const created = z.object({ id: z.string().min(1) });

type Account = Extract<Recipient, { kind: 'account' }>;

/**
 * Asks one expert in the question's thread who takes no direct messages. This alone notifies anybody:
 * the core decided whom to ask, and about what.
 */
export function createSummons(options: {
  readonly web: Web;
  readonly core: Pick<Core, 'accounts' | 'cards' | 'questions'>;
  readonly workspaces: Workspaces;
}) {
  const { web, core, workspaces } = options;

  /** The thread of the question that the view is about, if the expert may see it. */
  async function threadOf(to: Account, view: View): Promise<string | undefined> {
    const number = actionsOf(view).find(({ call }) => call.args.question)?.call.args.question;
    const workspace = await workspaces.byId(to.workspaceId);
    const member = await core.accounts.find(to.workspaceId, to.externalId);
    if (number === undefined || !workspace || !member) return undefined;
    const { communityId } = workspace;
    const reader = { communityId, memberId: member.id, channelId: 0, isGuest: false };
    const question = await core.questions.find(reader, Number(number));
    const card = question && (await core.cards.find(question.channel.id, cardKey(question.number)));
    return card?.message ?? undefined;
  }

  /** Undefined where this is no such request, or there is no thread. */
  return async (to: Account, view: View, key: string): Promise<Posted | undefined> => {
    const thread = key.startsWith('ping:') ? await threadOf(to, view) : undefined;
    if (thread === undefined) return undefined;
    const body = summon(to.externalId, view);
    const answer = await web.call('POST', `/channels/${thread}/messages`, { body });
    const { data } = created.safeParse(answer.ok ? answer.body : undefined);
    return data && { kind: 'stands', message: `${thread}/${data.id}` };
  };
}

function summon(account: string, view: View): Message {
  const [buttons] = toMessages(
    { ...view, title: [], blocks: [{ kind: 'actions', actions: actionsOf(view) }] },
    1,
  );
  const words = `<@${account}>, this question may be one for you. Your direct messages are closed, so I ask here.`;
  return {
    flags: buttons?.flags ?? 0,
    allowed_mentions: { parse: [], users: [account] },
    components: [textDisplay(words), ...(buttons?.components ?? [])],
  };
}

import type { View } from '../../commands/kit/view.ts';
import { approachReplyView, approachView, madeView } from '../../commands/views/approaches.ts';
import { noticeView } from '../../commands/views/notices.ts';
import { pingReplyView } from '../../commands/views/pings.ts';
import type { Question } from '../../src/model.ts';
import type { Approach, ApproachKind, ApproachState } from '../../src/model-owed.ts';
import type { PingReply } from '../../src/notices/pings.ts';

const minute = 60_000;
const hour = 60 * minute;
/** A Tuesday, half past ten. */
export const tuesday = Date.UTC(2026, 10, 3, 10, 30);

const ana = { id: 1, handle: 'ana', name: 'Ana Díaz' };
const ben = { id: 2, handle: 'ben', name: 'Ben Okafor' };
const cora = { id: 3, handle: 'cora', name: 'Cora Lind' };

const question: Question = {
  id: 42,
  communityId: 1,
  number: 42,
  title: 'Why does my rebase drop a commit?',
  body: 'I rebased onto main with --onto, and one commit is gone. It is in the reflog.',
  author: ana,
  anonymous: false,
  channel: {
    id: 1,
    workspaceId: 1,
    externalId: 'git',
    name: 'git',
    private: false,
    shared: false,
  },
  tags: ['git', 'rebase'],
  state: 'open',
  answerCount: 0,
  watcherCount: 0,
  createdAt: tuesday - 40 * minute,
  editedAt: null,
  acceptedAt: null,
};
const reply: PingReply = {
  question,
  takenBy: undefined,
  remindAt: null,
  weeklyLimit: 1,
  declined: [],
};
const answered = { ...question, answerCount: 1 };

const approach = (kind: ApproachKind, state: ApproachState = 'open'): Approach => ({
  id: 7,
  communityId: 1,
  kind,
  askerId: 1,
  memberId: 2,
  topic: kind === 'nominate' ? 'git' : 'git rebase',
  words: kind === 'nominate' ? '' : 'My rebase ate a commit. Do you have ten minutes this week?',
  state,
  createdAt: tuesday,
});
const said = (kind: ApproachKind, state: ApproachState, what: string) =>
  approachReplyView({ approach: approach(kind, state), asker: ana, weeklyLimit: 1 }, what);
const outcome = (kind: ApproachKind, state: ApproachState) =>
  noticeView({ kind: 'outcome', approach: approach(kind, state), member: ben });

/** The cards that ask somebody who knows. */
export const cards: Readonly<Record<string, View>> = {
  'a ping': noticeView({ kind: 'ping', question, asksZone: false }),
  'the first ping, to who told no time zone': noticeView({
    kind: 'ping',
    question: { ...question, body: '', tags: [] },
    asksZone: true,
  }),
  'Ask them': noticeView({ kind: 'approach', approach: approach('ask'), asker: ana }),
  'Introduce us': noticeView({ kind: 'approach', approach: approach('introduce'), asker: ana }),
  'a nomination': approachView(approach('nominate'), cora),
  'to the steward': noticeView({ kind: 'steward', question }),
};

/** What becomes of them, for who was asked and for who asked. */
export const outcomes: Readonly<Record<string, View>> = {
  'I’ll take it': pingReplyView('take', reply),
  'I’ll take it, when somebody else has': pingReplyView('take', { ...reply, takenBy: cora }),
  Pass: pingReplyView('pass', reply),
  Later: pingReplyView('later', { ...reply, remindAt: tuesday + 23 * hour }),
  'Later, of what one took': pingReplyView('later', reply),
  'Not my area': pingReplyView('not-my-area', { ...reply, declined: ['git', 'rebase'] }),
  'Not my area, of what one knows': pingReplyView('not-my-area', reply),
  'Ask me less': pingReplyView('ask-less', reply),
  'Ask me less, down to nothing': pingReplyView('ask-less', { ...reply, weeklyLimit: 0 }),
  'anything, once it is answered': pingReplyView('take', { ...reply, question: answered }),
  'who asked hears that somebody took it': noticeView({ kind: 'taken', question, by: ben }),
  'the channel hears that it is open': noticeView({ kind: 'waiting', question }),
  'who asks by name, at once': madeView(true, ben, approach('ask')),
  'who asks by name somebody who is not available': madeView(false, ben, approach('ask')),
  'who nominates somebody who is not available': madeView(false, ben, approach('nominate')),
  'Yes, to be asked': said('ask', 'accepted', 'yes'),
  'Yes, to meet': said('introduce', 'accepted', 'yes'),
  'Yes, to be nominated': said('nominate', 'accepted', 'yes'),
  'Not now': said('ask', 'declined', 'no'),
  'Ask me less, by name': said('ask', 'declined', 'less'),
  'who asked hears Yes': outcome('ask', 'accepted'),
  'who wanted to meet hears Yes': outcome('introduce', 'accepted'),
  'who nominated hears Yes': outcome('nominate', 'accepted'),
  'who asked hears no, or nothing': outcome('ask', 'declined'),
  'who nominated hears no, or nothing': outcome('nominate', 'silent'),
};

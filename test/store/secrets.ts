import fc from 'fast-check';
import { createCore } from '../../src/core.ts';
import type { Actor, Reader } from '../../src/model.ts';
import { openStore } from '../../src/store/store.ts';

/** One thread as a test plants it. Whoever asked may answer too; the first answer may be accepted. */
export interface Plan {
  readonly channel: ChannelName;
  readonly asker: Handle;
  readonly answerers: readonly Handle[];
  readonly isAccepted: boolean;
  readonly anonymous: boolean;
  readonly tag: (typeof tagNames)[number];
}

/** A planted thread, with the names that the store gave it. */
export interface Planted extends Plan {
  readonly number: number;
  readonly questionId: number;
  readonly answers: readonly { readonly by: Handle; readonly id: number }[];
}

export const tagNames = ['baking', 'sailing'] as const;
const channelNames = ['square', 'den', 'attic'] as const;
const handles = ['ann', 'ben', 'cat', 'dan'] as const;
type ChannelName = (typeof channelNames)[number];
export type Handle = (typeof handles)[number];

/** A word that every planted text has. */
export const word = 'zebra';
const day = 24 * 60 * 60 * 1000;

export const plans = fc.array(
  fc.record<Plan>({
    channel: fc.constantFrom(...channelNames),
    asker: fc.constantFrom(...handles),
    answerers: fc.uniqueArray(fc.constantFrom(...handles), { maxLength: 3 }),
    isAccepted: fc.boolean(),
    anonymous: fc.boolean(),
    tag: fc.constantFrom(...tagNames),
  }),
  { minLength: 1, maxLength: 8 },
);

/** Someone who looks, and from which of our channels; a stranger stands in none of them. */
export interface Looker extends Reader {
  readonly handle: Handle | 'zoe';
  readonly from: ChannelName | 'elsewhere';
}

/** A community with one public and two private channels, in which the plans have come true. */
export async function plant(planned: readonly Plan[]) {
  const store = openStore(':memory:');
  let now = 0;
  let refs = 0;
  const core = createCore({
    store,
    clock: () => {
      now += day;
      return now;
    },
    newRef: () => {
      refs += 1;
      return `ref-${refs}`;
    },
  });
  let deliveries = 0;
  async function actor(community: string, handle: string, channel: string): Promise<Actor> {
    deliveries += 1;
    const place = {
      platform: 'console',
      workspace: community,
      channel: { externalId: channel, name: channel, private: channel !== 'square' },
    };
    return core.members.arrive({ externalId: handle, name: handle }, place, `d-${deliveries}`);
  }
  for (const name of ['ours', 'theirs']) {
    const { id } = await store.communities.add({ ref: name, name, createdAt: 1 });
    await store.communities.connect(
      { communityId: id, platform: 'console', externalId: name, name },
      1,
    );
  }

  const planted: Planted[] = [];
  for (const plan of planned) {
    const { channel, asker } = plan;
    const question = await core.questions.ask(await actor('ours', asker, channel), {
      title: `How does the ${word} do it`,
      body: `A ${word} in the ${channel}`,
      tags: [plan.tag],
      anonymous: plan.anonymous,
    });
    const answers = [];
    for (const by of plan.answerers) {
      const me = await actor('ours', by, channel);
      const { answer } = await core.answers.add(me, question.number, `The ${word} does it`);
      answers.push({ by, id: answer.id });
    }
    if (plan.isAccepted && answers.length > 0) {
      const name = { question: question.number, answer: 1 };
      await core.answers.accept(await actor('ours', asker, channel), name);
    }
    planted.push({ ...plan, number: question.number, questionId: question.id, answers });
  }

  const lookers: Looker[] = [];
  for (const handle of handles) {
    for (const from of channelNames) {
      lookers.push({ ...(await actor('ours', handle, from)), handle, from });
    }
  }
  const zoe: Looker = {
    ...(await actor('theirs', 'zoe', 'square')),
    handle: 'zoe',
    from: 'elsewhere',
  };
  const den = lookers.find(({ from }) => from === 'den')?.channelId ?? 0;
  // A stranger, and one whose adapter says that they stand in our private channel.
  lookers.push(zoe, { ...zoe, channelId: den });
  for (const from of channelNames) {
    lookers.push({ ...(await actor('ours', 'ben', from)), handle: 'ben', from, isGuest: true });
  }
  return { store, planted, lookers };
}

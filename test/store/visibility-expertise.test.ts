import { expect, test } from '@jest/globals';
import { asEveryone, isAnswered } from './eyes.ts';
import { plant, tagNames } from './secrets.ts';

test('what a member has answered is counted only as far as the reader may see it', () =>
  asEveryone(async ({ store, looker, visible }) => {
    const tags = await store.tags.named(1, tagNames);
    const inTags = await store.expertise.inTags(
      looker,
      tags.map(({ id }) => id),
    );
    for (const handle of ['ann', 'ben', 'cat', 'dan'] as const) {
      const member = await store.members.byHandle(1, handle);
      const ofMember = await store.expertise.ofMember(looker, member?.id ?? 0);
      for (const tag of tagNames) {
        const counted = visible.filter(
          (thread) =>
            thread.tag === tag && thread.asker !== handle && thread.answerers.includes(handle),
        );
        const accepted = counted.filter(
          (thread) => isAnswered(thread) && thread.answerers[0] === handle,
        );
        const wanted =
          counted.length === 0 ? [] : [{ answers: counted.length, accepted: accepted.length }];
        const shown = (standings: typeof inTags) =>
          standings
            .filter((one) => one.tag === tag && one.member.handle === handle)
            .map((one) => ({ answers: one.answers, accepted: one.accepted }));
        expect([shown(inTags), shown(ofMember)]).toEqual([wanted, wanted]);
      }
    }
  }));

test('what a member declares, and what others say of them, is not shown to another community or to guests', async () => {
  const { store, lookers } = await plant([]);
  const [ann, ben] = await Promise.all(
    ['ann', 'ben'].map((name) => store.members.byHandle(1, name)),
  );
  const tags = await store.tags.ensure(1, tagNames, 1);
  const tagIds = tags.map(({ id }) => id);
  const [memberId = 0, endorserId = 0] = [ann?.id, ben?.id];
  await store.expertise.declare(memberId, tagIds, 1);
  await store.expertise.endorse({ memberId, endorserId, tagId: tagIds[0] ?? 0 }, 1);
  for (const looker of lookers) {
    const count = looker.handle === 'zoe' || looker.isGuest ? 0 : 2;
    expect(await store.expertise.inTags(looker, tagIds)).toHaveLength(count);
    expect(await store.expertise.ofMember(looker, memberId)).toHaveLength(count);
  }
  await store.close();
});

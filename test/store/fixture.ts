import type { Community, Member } from '../../src/model.ts';
import type { Store } from '../../src/store/store.ts';

/** A community with one workspace and a few members, as far as the store's own tests need them. */
export async function settle(store: Store, name = 'Testers', handles = ['ann', 'ben', 'cat']) {
  const community: Community = await store.communities.add({ ref: name, name, createdAt: 1 });
  const communityId = community.id;
  const workspace = await store.communities.connect(
    { communityId, platform: 'console', externalId: name, name },
    1,
  );
  const members: Member[] = [];
  for (const handle of handles) {
    const role = 'member';
    members.push(
      await store.members.add({
        ref: handle,
        communityId,
        handle,
        name: handle,
        role,
        joinedAt: 1,
      }),
    );
  }
  const place = (externalId: string, isPrivate: boolean) =>
    store.channels.save(
      { workspaceId: workspace.id, externalId, name: externalId, private: isPrivate },
      1,
    );
  return { community, workspace, members, place };
}

/** A question as the store takes it; what a test is about is given. */
export function questionBy(
  author: Pick<Member, 'id' | 'communityId'>,
  channelId: number,
  title: string,
) {
  return {
    ref: `q-${title}`,
    communityId: author.communityId,
    channelId,
    authorId: author.id,
    title,
    body: '',
    anonymous: false,
    createdAt: 1,
  };
}

import { indexStale } from '../../src/search/documents.ts';
import type { Store } from '../../src/store/store.ts';

/** A community of these snippets, all in one public channel. */
export async function fillWithSnippets(
  store: Store,
  documents: readonly { id: string; title: string; body: string; answer: string }[],
) {
  const community = await store.communities.add({ ref: 'bench', name: 'bench', createdAt: 0 });
  const communityId = community.id;
  const place = { communityId, platform: 'bench', externalId: 'bench', name: 'bench' };
  const workspace = await store.communities.connect(place, 0);
  const seat = { workspaceId: workspace.id, externalId: 'bench', name: 'bench', private: false };
  const channel = await store.channels.save(seat, 0);
  const person = { ref: 'bench', communityId, handle: 'bench', name: 'bench' };
  const member = await store.members.add({ ...person, role: 'member', joinedAt: 0 });
  const nameOf = new Map<number, string>();
  await store.write(async (tables) => {
    for (const document of documents) {
      const { id } = await tables.snippets.add({
        ref: document.id,
        communityId,
        channelId: channel.id,
        authorId: member.id,
        answerId: null,
        title: document.title.slice(0, 300) || '–',
        question: document.body,
        answer: document.answer || '–',
        verifiedById: member.id,
        createdAt: 0,
      });
      nameOf.set(id, document.id);
    }
  });
  await indexStale(store, () => {});
  const reader = { communityId, memberId: member.id, channelId: channel.id, isGuest: false };
  return { nameOf, reader };
}

/** Snippets of made-up words, as often used as words are (Zipf); the same each time. */
export function* madeUp(count: number) {
  const random = mulberry32(47);
  const word = () => `${nameOf(Math.floor(20_000 ** random()))}`;
  const words = (n: number) => Array.from({ length: n }, word).join(' ');
  for (let i = 0; i < count; i += 1) {
    yield { id: `made ${i}`, title: words(8), body: words(30), answer: words(50) };
  }
}

/** The n-th word: syllables that are told apart. */
function nameOf(n: number): string {
  const syllables = ['ka', 'lo', 'mi', 'ne', 'pu', 'ra', 'so', 'ti', 've', 'zu'];
  return [...String(n)].map((digit) => syllables[Number(digit)]).join('');
}

/** https://github.com/cprosche/mulberry32: random numbers from 0 to 1, the same for the same seed. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

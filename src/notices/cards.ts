import type { World } from '../world.ts';

/** The name under which a question's card stands in its channel. */
export const cardKey = (question: number): string => `question:${question}`;

/** The number of the question whose card has that name; undefined for any other name. */
export const questionOfCard = (key: string | undefined): string | undefined =>
  /^question:(\d+)$/.exec(key ?? '')?.[1];

/** Where an adapter's cards stand. */
export function createCards({ store, clock }: World) {
  return {
    find: (channelId: number, key: string) => store.cards.find(channelId, key),
    /** What the card is about that stands as this message, and so the thread that it opens. */
    at: (channelId: number, message: string) => store.cards.at(channelId, message),
    claim: (channelId: number, key: string) => store.cards.claim(channelId, key, clock()),
    settle: (channelId: number, key: string, message: string) =>
      store.cards.settle(channelId, key, message),
    noteShown: (channelId: number, key: string, shown: string) =>
      store.cards.noteShown(channelId, key, shown, clock()),
    /** Lets what is owed of a card be due now: nobody here can show the change in its channel. */
    hasten: (channelId: number, key: string) => store.notices.hastenCard(channelId, key, clock()),
    release: (channelId: number, key: string) => store.cards.release(channelId, key),
  };
}

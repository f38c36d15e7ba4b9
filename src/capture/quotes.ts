import { KnownError } from '../errors.ts';
import type { Actor, Snippet } from '../model.ts';
import type { Quote, QuoteWish } from '../model-quotes.ts';
import { settingsOf } from '../settings.ts';
import type { Tables } from '../store/store.ts';
import { act, type World } from '../world.ts';
import { leaveOut } from './leaving-out.ts';

const atOnce = 50;

/** Words of a member in a snippet, which they may not see themselves any more. */
export interface MyQuote extends Quote {
  readonly snippet: Snippet | undefined;
}

/** What people want done with their words in what others saved. */
export function createQuotes(world: World) {
  const { store, clock } = world;

  async function become(
    tables: Tables,
    quote: Quote,
    wish: QuoteWish,
    now: number,
    saidAt: number | null,
  ): Promise<void> {
    if (wish === 'left-out') await leaveOut(tables, quote, now);
    else await tables.quotes.become(quote, wish, saidAt);
  }

  /** Whoever asked without their name there is named by nothing but their own word about that snippet. */
  async function isHidden({ snippetId, memberId }: Quote, { quotes }: Tables): Promise<boolean> {
    const { channelId } = await quotes.placeOf(snippetId);
    return (await quotes.hiddenAskers([memberId], channelId)).has(memberId);
  }

  return {
    /** Where the actor is quoted, the newest first. */
    async mine(actor: Actor): Promise<readonly MyQuote[]> {
      const quotes = await store.quotes.ofMember(actor.memberId);
      const ids = quotes.map(({ snippetId }) => snippetId);
      const visible = new Map((await store.snippets.byIds(actor, ids)).map((one) => [one.id, one]));
      return quotes.map((quote) => ({ ...quote, snippet: visible.get(quote.snippetId) }));
    },

    /**
     * What the actor wants done with their words there. They may say otherwise later; words that were
     * left out are gone, and do not come back.
     * @throws KnownError 'not_found' when none of theirs are in it.
     */
    async say(actor: Actor, snippetId: number, wish: QuoteWish): Promise<void> {
      await act(world, actor, async (tables, now) => {
        const quote = await tables.quotes.find(snippetId, actor.memberId);
        if (!quote) {
          throw new KnownError('not_found', 'Nothing of what you wrote is in it any more.');
        }
        await become(tables, quote, wish, now, now);
      });
      if (wish === 'left-out') await store.scrub();
    },

    /** What the actor always answers; undefined: they are asked each time. */
    wish: async (actor: Actor): Promise<QuoteWish | undefined> =>
      (await store.quotes.wishes([actor.memberId])).get(actor.memberId),

    /** Answers what the actor is asked now, and will be. Undefined: they are asked each time. */
    async always(actor: Actor, wish: QuoteWish | undefined): Promise<void> {
      await act(world, actor, async (tables, now) => {
        await tables.quotes.setWish(actor.memberId, wish, now);
        if (wish === undefined) return;
        for (const quote of await tables.quotes.ofMember(actor.memberId)) {
          if (quote.state !== 'asked' || (wish === 'named' && (await isHidden(quote, tables))))
            continue;
          await become(tables, quote, wish, now, now);
        }
      });
      if (wish === 'left-out') await store.scrub();
    },

    /** Decides, as their communities set, for those who did not say anything in time. */
    async settleDue(): Promise<void> {
      const now = clock();
      let goneSome = false;
      for (;;) {
        const due = await store.quotes.due(now, atOnce);
        if (due.length === 0) break;
        for (const quote of due) {
          const place = await store.quotes.placeOf(quote.snippetId);
          const { quotes: usual } = await settingsOf(store, place);
          await store.write(async (tables) => {
            const still = await tables.quotes.find(quote.snippetId, quote.memberId);
            if (still?.state !== 'asked') return;
            const isNaming = usual === 'named' && (await isHidden(still, tables));
            const wish = isNaming ? 'unnamed' : usual;
            await become(tables, still, wish, now, null);
          });
          goneSome ||= usual === 'left-out';
        }
      }
      if (goneSome) await store.scrub();
    },
  };
}

import { KnownError } from '../errors.ts';
import type { Actor, Question, Reader } from '../model.ts';
import { contentTerms } from '../search/analyse.ts';
import { isInThreads } from '../search/index/frequency.ts';
import type { Indexes } from '../search/indexes.ts';
import { readSearch } from '../search/operators.ts';
import { holdsSecret } from '../secrets.ts';
import { settingsOf } from '../settings.ts';
import { canonicalTag } from '../tags.ts';
import { cut } from '../text.ts';
import { everyoneIn, type World } from '../world.ts';
import { createAnswered } from './answered.ts';

const day = 24 * 60 * 60 * 1000;
/** A term of fewer threads may be a name or a key: it is text, and kept only as such. */
const fewestThreads = 3;
const mostTerms = 12;
const longestText = 300;

/** Keeps what members looked for and did not find, in no more words than the community agreed to. */
export function createNoting(world: World, indexes: Indexes) {
  const { store, clock } = world;
  const answered = createAnswered(world, indexes);

  /** Terms of several threads that everyone there may see; none while nobody can tell what is rare. */
  async function commonTerms(everyone: Reader, text: string): Promise<readonly string[]> {
    const index = await indexes.current(store, everyone.communityId);
    if (!index) return [];
    const view = index.views.of(everyone);
    const { language } = await store.searchSettings.of(everyone.communityId);
    return contentTerms(text, language)
      .filter((term) => isInThreads(index, view, index.vocabulary.find(term), fewestThreads))
      .slice(0, mostTerms);
  }

  async function keep(
    actor: Actor,
    said: { readonly text: string; readonly tags: readonly string[] },
    questionId: number | null,
    channel = actor.channel,
  ): Promise<void> {
    const { communityId, memberId } = actor;
    const isDirect = channel.direct === true;
    const here = everyoneIn(channel, actor);
    const everyone = isDirect ? { ...here, channelId: 0 } : here;
    const terms = await commonTerms(everyone, said.text);
    const named = await store.tags.named(communityId, said.tags);
    const known = named.length > 0 ? await store.tags.knownTo(everyone, named) : [];
    const tags = known.map(({ name }) => name);
    const { 'keep-searches': isKept } = await settingsOf(store, actor);
    // A question has its own text, and what is typed to the bot alone is for it alone.
    const isText =
      isKept && questionId === null && !isDirect && said.text !== '' && !holdsSecret(said.text);
    const text = isText ? cut(said.text, longestText) : null;
    if (terms.length + tags.length === 0 && text === null && questionId === null) return;
    const need = { communityId, memberId, questionId, terms, tags, text, isDirect };
    const now = clock();
    try {
      await store.write(({ needs }) =>
        needs.note({ ...need, channelId: channel.id }, now - day, now),
      );
    } catch (error) {
      // Who searches is not to hear that there is no room to note it.
      if (!(error instanceof KnownError && error.code === 'unavailable')) throw error;
    }
  }

  return {
    /** A member searched, and so much was found: it is kept when nothing of it is good. Not for guests. */
    async noteSearch(
      actor: Actor,
      typed: string,
      tagName: string | undefined,
      found: number,
    ): Promise<void> {
      if (actor.isGuest) return;
      // While the index is built nobody can tell what is good.
      if (!(await indexes.current(store, actor.communityId))) return;
      const { language } = await store.searchSettings.of(actor.communityId);
      const { text, tag, operators } = readSearch(typed, language);
      // What is exactly what they typed is what they wanted.
      if (found > 0 && (operators || (await answered.by(actor, text)))) return;
      const name = tagName ?? tag;
      const tags = name === undefined ? [] : [canonicalTag(name) ?? name];
      await keep(actor, { text: text.replace(/\s+/g, ' ').trim(), tags }, null);
    },

    /** A member posted a question: it is kept when nothing answers it. Not for guests. */
    async noteQuestion(actor: Actor, question: Question): Promise<void> {
      if (actor.isGuest) return;
      const { title, tags } = question;
      const channel = question.channel.id === actor.channelId ? actor.channel : question.channel;
      if (await answered.by(everyoneIn(channel, actor), title)) return;
      // Nobody else sees what is asked of the bot alone.
      const id = channel.direct ? null : question.id;
      await keep(actor, { text: title, tags }, id, channel);
    },
  };
}

import { createAccounts } from './accounts.ts';
import { createAnswers } from './answers.ts';
import { createAuditing } from './auditing.ts';
import { createBeside } from './beside.ts';
import { createCaptures } from './capture/capture.ts';
import { createQuotes } from './capture/quotes.ts';
import { createChannels } from './channels.ts';
import { createCheckup } from './checks.ts';
import { createConversation } from './conversation.ts';
import { createDeleting } from './deleting.ts';
import { createDigests } from './digests/digests.ts';
import { createDuplicates } from './duplicates/duplicates.ts';
import { createExpertise } from './experts/expertise.ts';
import { createExperts } from './experts/experts.ts';
import { createPreferences } from './experts/preferences.ts';
import { createRisks } from './experts/risks.ts';
import { createWithholding } from './experts/withholding.ts';
import { createGaps } from './gaps/gaps.ts';
import { createKnowledge } from './knowledge.ts';
import { createAccountLinks } from './linking/accounts.ts';
import { createLinking } from './linking/linking.ts';
import { createFormerNumbers } from './linking/numbers.ts';
import { createMembers } from './members.ts';
import type { Actor, Person, Reader } from './model.ts';
import { createNeighbours } from './neighbours.ts';
import { createApproaches } from './notices/approaches.ts';
import { createCards } from './notices/cards.ts';
import { createMutes } from './notices/mutes.ts';
import { createNotices } from './notices/notices.ts';
import { createPings } from './notices/pings.ts';
import { createOverhearing } from './overhearing.ts';
import { createOwnership } from './ownership.ts';
import { createPosts } from './posts.ts';
import { createPrivacy } from './privacy.ts';
import { createQuestions } from './questions.ts';
import { isAllowed } from './rights.ts';
import { createRoles } from './roles.ts';
import { openIndexes } from './search/indexes.ts';
import { createSearchSettings } from './search/settings.ts';
import { withoutSecretsIn } from './secrets.ts';
import { createSettings } from './setting-changes.ts';
import { createSnippets } from './snippets.ts';
import type { Draft } from './store/drafts.ts';
import { createTagCuration } from './tag-curation.ts';
import { createTagSuggestions } from './tag-suggestions.ts';
import { createTidying } from './tidying.ts';
import { createUndoing } from './undoing.ts';
import { createVerification } from './verification.ts';
import { mayCurate, type World } from './world.ts';

export type Core = ReturnType<typeof createCore>;

/** The façade that commands see: all that a community can know and do. */
export function createCore(world: World) {
  const { store, clock } = world;
  const indexes = openIndexes(store);
  const members = createMembers(world);
  const quotes = createQuotes(world);
  const tidy = createTidying(world);
  const experts = createExperts(world, indexes);
  const digests = createDigests(world, experts);
  const suggestTags = createTagSuggestions(world, indexes);
  const beside = createBeside(experts, createNeighbours(world, indexes, suggestTags));
  const notices = createNotices(world, experts, digests, beside);
  return {
    clock,
    members,
    captures: createCaptures(world, members),
    quotes,
    accounts: createAccounts(world),
    linking: createLinking(world),
    formerNumbers: createFormerNumbers(world),
    accountLinks: createAccountLinks(world),
    channels: createChannels(world),
    questions: createQuestions(world),
    posts: createPosts(world),
    answers: createAnswers(world),
    snippets: createSnippets(world),
    verification: createVerification(world),
    duplicates: createDuplicates(world, indexes),
    ownership: createOwnership(world),
    undoing: createUndoing(world),
    knowledge: createKnowledge(world, indexes),
    gaps: createGaps(world, indexes, experts),
    beside,
    searchSettings: createSearchSettings(world),
    settings: createSettings(world),
    roles: createRoles(world),
    privacy: createPrivacy(world),
    deleting: createDeleting(world),
    auditing: createAuditing(world),
    conversation: createConversation(world),
    overhearing: createOverhearing(world),
    experts,
    expertise: createExpertise(world),
    withholding: createWithholding(world),
    risks: createRisks(world),
    preferences: createPreferences(world),
    digests,
    notices,
    checkup: createCheckup(world),
    mutes: createMutes(world),
    pings: createPings(world),
    cards: createCards(world),
    approaches: createApproaches(world, experts),

    /** Whether the actor may change the question or the answer that that person wrote. */
    mayEdit: (actor: Actor, author: Person) =>
      author.id === actor.memberId || isAllowed(actor, 'edit answer'),

    mayCurate,

    tags: {
      named: (reader: Reader, names: readonly string[]) =>
        store.tags.named(reader.communityId, names),
      startingWith: (reader: Reader, prefix: string, limit: number) =>
        store.tags.startingWith(reader, prefix, { limit, offset: 0 }),
      /** The same of the community's words alone, to tag something with. */
      offered: (reader: Reader, prefix: string, limit: number) =>
        store.tags.startingWith(reader, prefix, { limit, offset: 0 }, true),
      suggest: suggestTags,
      ...createTagCuration(world),
    },

    /** Words kept for a button that can carry only an id; for the member who typed them alone. No secrets. */
    drafts: {
      keep: (actor: Actor, draft: Draft) =>
        store.drafts.add(actor.memberId, withoutSecretsIn(draft), clock()),
      find: (reader: Reader, id: number) => store.drafts.find(reader.memberId, id),
    },

    deliveries: {
      isKnown: (key: string) => store.deliveries.isKnown(key),
      /** False when it was remembered before. */
      remember: (key: string) => store.deliveries.remember(key, clock()),
      rememberAll: (keys: readonly string[]) =>
        store.write(async ({ deliveries }) => {
          for (const key of keys) await deliveries.remember(key, clock());
        }),
    },

    /** Drops what nobody will ask for any more, and what each community set to be deleted by now. */
    async forgetOld(): Promise<void> {
      await tidy();
      await quotes.settleDue();
    },

    /** Resolves when every community is searched, and who does what is known, from memory. */
    async ready(): Promise<void> {
      await experts.ready();
      for (const { id } of await store.communities.all()) await indexes.ready(id);
    },

    /** Lets go of what is open; the store is the caller's. */
    close: () => indexes.close(),
  };
}

import { expect, test } from '@jest/globals';
import { openStore } from '../../src/store/store.ts';

/** What reads and the visibility tests do not look through, and why it tells nobody what they may not know. */
const exempt: Readonly<Record<string, string>> = {
  'retrieval.tagged': 'narrows what is visible',
  'changes.after': 'feeds the index, not a reader',
  'changes.countAfter': 'feeds the index, not a reader',
  'changes.now': 'feeds the index, not a reader',
  'searchSettings.of': 'names no knowledge',
  'suggestions.find': 'is asked about a draft of the member',
  'suggestions.judged': 'counts what helped, names no knowledge',
  'expertise.declaredBy': 'what a member declares, for that member alone',
  'expertise.declinedBy': 'what a member said "not me" to, for that member alone',
  'expertise.declinedIn': 'keeps people out of what is shown',
  'expertise.endorsementsOf': "a member's own, for that member alone",
  'expertise.wasHelped': "is asked about the actor's own questions and votes",
  'expertise.countEndorsedSince': "counts the actor's own",
  'withheld.answersOf': "a member's own, for that member alone",
  'withheld.disputes': 'for curators: names answers by their number',
  'communities.all': 'for who runs the process',
  'communities.byName': 'for who runs the process',
  'communities.connectedWorkspace': 'names no knowledge',
  'channels.inWorkspace': 'for who runs the process',
  'channels.find': 'names no knowledge',
  'members.byAccount': 'names no knowledge',
  'members.byIds': 'names people of standings that were visible',
  'members.firstAdmin': 'for who runs the process',
  'members.byHandle': 'names no knowledge',
  'members.guestOf': 'names no knowledge',
  'members.besides': 'names no knowledge',
  'installations.served': 'for who runs the process',
  'installations.byId': 'for who runs the process',
  'installations.find': 'for who runs the process',
  'installations.ofWorkspace': 'names no knowledge',
  'installations.parkedBefore': 'for who runs the process',
  'retention.workspacesOf': 'for who runs the process',
  'retention.hasOthers': 'for who runs the process',
  'tags.named': 'names a tag to someone who named it',
  'questions.countAskedSince': "counts the actor's own",
  'snippets.ofAnswer': 'is asked about an answer that was visible',
  'revisions.of': 'is asked about something that was visible',
  'documents.sourcesOfQuestion': 'feeds the index, not a reader',
  'documents.sourceOfSnippet': 'feeds the index, not a reader',
  'documents.stale': 'feeds the index, not a reader',
  'retrieval.frequencies': 'weighs terms',
  'digests.newExperts': 'is asked for the channel in which the reader stands',
  'digests.thanked': 'is asked for the channel in which the reader stands',
  'drafts.find': 'asks for the member whose draft it is',
  'deliveries.isKnown': 'names no knowledge',
  'channels.isListening': 'names no knowledge',
  'cards.at': 'is asked for a thread of the channel in which the reader stands',
  'members.accountIn': 'names no knowledge',
  'members.goneAmong': 'names no knowledge',
  'questions.askerOf': 'is asked so that nobody but the asker is told',
  'sources.answerOf': 'is asked for a message of the channel in which the reader stands',
  'sources.isKnown': 'names no knowledge',
  'cards.find': 'names a message, no knowledge',
  'audit.list': 'for admins',
  'preferences.of': 'names no knowledge',
  'activity.asking':
    'feeds counts of what each did in each channel, which are added up for a reader',
  'activity.answering':
    'feeds counts of what each did in each channel, which are added up for a reader',
  'activity.privateChannels': 'names no knowledge',
};
const lookedThrough =
  'questions.find questions.byIds questions.list answers.of answers.byIds snippets.find snippets.byIds snippets.list snippets.ofQuestions retrieval.withAny retrieval.matching retrieval.found evidence.ofDocuments evidence.inTags evidence.countUpTo risks.shares risks.demand expertise.ofMember expertise.inTags tags.knownTo tags.startingWith members.named members.startingWith'.split(
    ' ',
  );
const writes =
  /\.(add\w*|accept|advance|claim|clear\w+|compact|connect|declare|decline|edit|endorse|ensure|forgetBefore|lease|note\w*|park|parkAll|part|release|remember|remove\w*|rename|replace|retract|rotate|save|setGuest|setOf\w+|setListening|setState|settle|unaccept|undecline|unlink|unwatch|watch)$/;

test('every function of the store that reads is looked through by the visibility tests, or has a reason', async () => {
  const store = openStore(':memory:');
  const functions = Object.entries(store).flatMap(([noun, table]) =>
    noun === 'bulk' || typeof table !== 'object'
      ? []
      : Object.keys(table).map((f) => `${noun}.${f}`),
  );
  await store.close();
  const known = [...lookedThrough, ...Object.keys(exempt)];
  expect(functions.filter((name) => !known.includes(name) && !writes.test(name))).toEqual([]);
  expect(known.filter((name) => !functions.includes(name))).toEqual([]);
});

import { expect, test } from '@jest/globals';
import { openStore } from '../../src/store/store.ts';

/** What reads and the visibility tests do not look through, and why it tells nobody what they may not know. */
const exempt: Readonly<Record<string, string>> = {
  'retrieval.tagged': 'narrows what is visible',
  'changes.after': 'feeds the index, not a reader',
  'changes.countAfter': 'feeds the index, not a reader',
  'changes.now': 'feeds the index, not a reader',
  'documents.texts': 'is asked about documents that the reader has found',
  'vectors.of': 'is asked about documents that the reader has found',
  'searchSettings.of': 'names no knowledge',
  'suggestions.find': 'is asked about a draft of the member',
  'suggestions.judged': 'counts what helped, names no knowledge',
  'expertise.declaredBy': 'what a member declares, for that member alone',
  'communities.all': 'for who runs the process',
  'communities.byName': 'for who runs the process',
  'communities.connectedWorkspace': 'names no knowledge',
  'channels.inWorkspace': 'for who runs the process',
  'channels.find': 'names no knowledge',
  'members.byAccount': 'names no knowledge',
  'members.byIds': 'names people of standings that were visible',
  'members.firstAdmin': 'for who runs the process',
  'members.byHandle': 'names no knowledge',
  'members.startingWith': 'names no knowledge',
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
};
const lookedThrough =
  'questions.find questions.byIds questions.list answers.of answers.byIds snippets.find snippets.byIds snippets.list snippets.ofQuestions retrieval.withAny retrieval.matching retrieval.found retrieval.evidenceOf retrieval.evidenceIn expertise.ofMember expertise.inTags tags.knownTo tags.startingWith'.split(
    ' ',
  );
const writes =
  /\.(add\w*|accept|advance|claim|connect|declare|edit|endorse|ensure|forgetBefore|note\w*|part|release|remember|remove|rename|replace|retract|save|setOf\w+|setListening|setState|settle|unaccept|unlink|unwatch|watch)$/;

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

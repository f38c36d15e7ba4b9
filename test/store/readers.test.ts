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
  'expertise.declinedBy': 'what a member said "not me" to, for that member alone',
  'expertise.declinedIn': 'keeps people out of what is shown',
  'expertise.endorsementsOf': "a member's own, for that member alone",
  'expertise.wasHelped': "is asked about the actor's own questions and votes",
  'expertise.countEndorsedSince': "counts the actor's own",
  'withheld.answersOf': "a member's own that they may see, for that member alone",
  'withheld.disputes': 'for curators: names answers by their number',
  'communities.all': 'for who runs the process',
  'communities.byName': 'for who runs the process',
  'communities.connectedWorkspace': 'names no knowledge',
  'communities.isOn': 'names no knowledge',
  'communities.leftWorkspace': 'names no knowledge',
  'retention.leftBefore': 'for who runs the process',
  'upkeep.last': 'names no knowledge',
  'retention.isElsewhere': 'for who runs the process',
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
  'drafts.find': 'asks for the member whose draft it is',
  'deliveries.isKnown': 'names no knowledge',
  'channels.isListening': 'names no knowledge',
  'verification.owners': 'decides whom to remind',
  'verification.dueTo': 'what a member owns and may see, for that member alone',
  'verification.outdated': 'puts in order what was found',
  'cards.at': 'is asked for a thread of the channel in which the reader stands',
  'members.accountIn': 'names no knowledge',
  'members.goneAmong': 'names no knowledge',
  'questions.askerOf': 'is asked so that nobody but the asker is told',
  'sources.answerOf': 'is asked for a message of the channel in which the reader stands',
  'sources.isKnown': 'names no knowledge',
  'cards.find': 'names a message, no knowledge',
  'audit.list': 'for admins',
  'concerned.authorOf': 'decides whom to tell, and is shown to nobody',
  'concerned.watchersOf': 'decides whom to tell',
  'concerned.hasHelp': 'decides whether somebody is asked',
  'concerned.whereabouts':
    'names no knowledge; what a notice tells is looked up as its receiver sees it',
  'notices.find': 'for admins, of their community',
  'notices.countOf': 'makes a key',
  'notices.dead': 'for curators, of their community',
  'notices.lastTo': 'times alone',
  'notices.sentBy': "what a schedule's digests showed, to compose its next one",
  'notices.scheduleOf': 'names no knowledge',
  'notices.nextDue': 'a time alone',
  'notices.backlog': 'a number, for curators',
  'pings.of': 'decides whom to ask; says only to who was asked that somebody took it',
  'pings.loadOf': 'decides whom to ask',
  'approaches.find': 'told to the two whom it concerns alone',
  'approaches.bySince': "the actor's own",
  'channels.routing': 'names no knowledge',
  'notices.routedFrom': 'a time alone',
  'activity.firstWaits': 'times alone, of one channel',
  'activity.volume': 'numbers of public channels, to no guest',
  'schedules.find': 'names no knowledge',
  'schedules.ofChannel': 'is asked for the channel in which the reader stands',
  'schedules.ofMember': "the reader's own",
  'schedules.inChannels': 'those of private channels are shown there alone',
  'schedules.due': 'for the courier',
  'schedules.nextAt': 'a time alone',
  'recipients.workspaceOf': 'names no knowledge',
  'recipients.account': 'names no knowledge',
  'recipients.channel': 'names no knowledge',
  'recipients.platformOf': 'names no knowledge',
  'recipients.isPaused': 'names no knowledge',
  'recipients.unreachable': 'for curators; private channels are shown there alone',
  'recipients.mutes': "the reader's own",
  'preferences.of': 'names no knowledge',
  'activity.asking':
    'feeds counts of what each did in each channel, which are added up for a reader',
  'activity.answering':
    'feeds counts of what each did in each channel, which are added up for a reader',
  'activity.privateChannels': 'names no knowledge',
  'learned.of': 'names no knowledge',
  'learned.countAnswered': 'counts public channels alone',
  'learned.happened': 'feeds the learning of weights, from public channels alone',
  'learned.questions': 'texts of what `happened` gives, for learning weights alone',
  'learned.answers': 'texts of what `happened` gives, for learning weights alone',
  'evidence.uncounted': 'what is not to be counted, whoever looks: it is shown to nobody',
};
const lookedThrough =
  'questions.find questions.byIds questions.list questions.openTitles answers.of answers.byIds snippets.find snippets.byIds snippets.list snippets.ofQuestions retrieval.withAny retrieval.matching retrieval.found evidence.ofDocuments evidence.titles evidence.inTags evidence.countUpTo risks.shares risks.demand expertise.ofMember expertise.inTags effects.of digests.answered digests.open digests.unanswered digests.kept digests.reused digests.accepted digests.thanked digests.weeks tags.knownTo tags.startingWith members.named members.startingWith'.split(
    ' ',
  );
const writes =
  /\.(accept|add\w*|adoptAll|advance|become|cancel|claim|clear\w+|compact|connect|declare|decline|dropDigests|edit|endorse|ensure|expire|forgetBefore|lease|leave|mute|note\w*|park|parkAll|part|pause|postpone|read|release|remember|remove\w*|rename|replace|resume|retract|revive|rotate|save|setFirstAsked|setGuest|setListening|setSteward|setOf\w+|setState|settle|unaccept|undecline|unlink|unmute|unwatch|watch)$/;

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

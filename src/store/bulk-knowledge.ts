import { bulkInsert } from './bulk-insert.ts';
import type { Db } from './schema.ts';

/** The text that a question, answer or snippet had before an edit. */
export interface NewRevision {
  readonly subject: 'question' | 'answer' | 'snippet';
  readonly subjectId: number;
  readonly title: string;
  readonly body: string;
  readonly question: string | null;
  readonly replacedById: number;
  readonly replacedAt: number;
}

export interface BulkQuestion {
  readonly ref: string;
  readonly channelId: number;
  readonly authorId: number;
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly anonymous: boolean;
  readonly closed: boolean;
  readonly createdAt: number;
  readonly editedAt: number | null;
}

export interface BulkAnswer {
  readonly ref: string;
  readonly questionId: number;
  readonly authorId: number;
  readonly number: number;
  readonly body: string;
  readonly createdAt: number;
  readonly editedAt: number | null;
}

export interface BulkSnippet {
  readonly ref: string;
  readonly channelId: number;
  readonly authorId: number;
  readonly ownerId: number | null;
  readonly answerId: number | null;
  readonly number: number;
  readonly title: string;
  readonly question: string;
  readonly answer: string;
  readonly verifiedById: number | null;
  readonly verifiedAt: number;
  readonly outdatedAt: number | null;
  readonly createdAt: number;
  readonly editedAt: number | null;
}

export interface BulkVote {
  readonly ref: string;
  readonly answerId: number | null;
  readonly snippetId: number | null;
  readonly memberId: number | null;
  readonly kind: 'helpful' | 'solved';
  readonly createdAt: number;
}

/** Questions, answers, snippets and what hangs on them. Their refs and numbers must be free. */
export function bulkKnowledge(db: Db) {
  const { add, addNamed } = bulkInsert(db);

  return {
    addQuestions: (communityId: number, questions: readonly BulkQuestion[]) =>
      addNamed(
        'question',
        questions.map((question) => ({
          ref: question.ref,
          community_id: communityId,
          channel_id: question.channelId,
          author_id: question.authorId,
          number: question.number,
          title: question.title,
          body: question.body,
          anonymous: question.anonymous ? 1 : 0,
          state: question.closed ? 'closed' : 'open',
          accepted_answer_id: null,
          accepted_by_id: null,
          accepted_at: null,
          created_at: question.createdAt,
          edited_at: question.editedAt,
        })),
      ),

    addAnswers: (communityId: number, answers: readonly BulkAnswer[]) =>
      addNamed(
        'answer',
        answers.map((answer) => ({
          ref: answer.ref,
          community_id: communityId,
          question_id: answer.questionId,
          author_id: answer.authorId,
          number: answer.number,
          body: answer.body,
          created_at: answer.createdAt,
          edited_at: answer.editedAt,
        })),
      ),

    addSnippets: (communityId: number, snippets: readonly BulkSnippet[]) =>
      addNamed(
        'snippet',
        snippets.map((snippet) => ({
          ref: snippet.ref,
          community_id: communityId,
          channel_id: snippet.channelId,
          author_id: snippet.authorId,
          owner_id: snippet.ownerId,
          answer_id: snippet.answerId,
          number: snippet.number,
          title: snippet.title,
          question: snippet.question,
          answer: snippet.answer,
          verified_by_id: snippet.verifiedById,
          verified_at: snippet.verifiedAt,
          outdated_at: snippet.outdatedAt,
          created_at: snippet.createdAt,
          edited_at: snippet.editedAt,
        })),
      ),

    addQuestionTags: (links: readonly { id: number; tagId: number }[]) =>
      add(
        'question_tag',
        links.map(({ id, tagId }) => ({ question_id: id, tag_id: tagId })),
      ),

    addSnippetTags: (links: readonly { id: number; tagId: number }[]) =>
      add(
        'snippet_tag',
        links.map(({ id, tagId }) => ({ snippet_id: id, tag_id: tagId })),
      ),

    addWatchers: (
      watchers: readonly { questionId: number; memberId: number; createdAt: number }[],
    ) =>
      add(
        'watcher',
        watchers.map(({ questionId, memberId, createdAt }) => ({
          question_id: questionId,
          member_id: memberId,
          created_at: createdAt,
        })),
      ),

    addRevisions: (revisions: readonly NewRevision[]) =>
      add(
        'revision',
        revisions.map((revision) => ({
          question_id: revision.subject === 'question' ? revision.subjectId : null,
          answer_id: revision.subject === 'answer' ? revision.subjectId : null,
          snippet_id: revision.subject === 'snippet' ? revision.subjectId : null,
          title: revision.title,
          body: revision.body,
          question: revision.question,
          replaced_by_id: revision.replacedById,
          replaced_at: revision.replacedAt,
        })),
      ),

    /** Gives how many were new: a member's second vote of a kind on one thing is none. */
    addVotes: (communityId: number, votes: readonly BulkVote[]) =>
      add(
        'vote',
        votes.map((vote) => ({
          ref: vote.ref,
          community_id: communityId,
          answer_id: vote.answerId,
          snippet_id: vote.snippetId,
          member_id: vote.memberId,
          kind: vote.kind,
          created_at: vote.createdAt,
        })),
      ),
  };
}

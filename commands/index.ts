import { accept, answer, helpful } from './answer.ts';
import {
  askThem,
  introduceUs,
  lessApproach,
  nominate,
  noToApproach,
  yesToApproach,
} from './approach.ts';
import { ask, postDraft, solved, takeUp } from './ask.ts';
import {
  hoursExpertise,
  limitExpertise,
  pauseExpertise,
  visibleExpertise,
  zoneExpertise,
} from './availability.ts';
import { captureCommands } from './capture.ts';
import { deleteNow, deleteText } from './delete.ts';
import {
  digestCover,
  digestMine,
  digestNow,
  digestOff,
  digestPreview,
  digestSchedule,
  readDigest,
} from './digest.ts';
import { doctor } from './doctor.ts';
import {
  duplicate,
  duplicatesBoth,
  duplicatesDismiss,
  duplicatesList,
  duplicatesMerge,
  duplicatesMerged,
  duplicatesUndo,
} from './duplicates.ts';
import { edit, history } from './edit.ts';
import {
  disputeEvidence,
  disputes,
  hideEvidence,
  myEvidence,
  notMe,
  settleDispute,
  showEvidence,
} from './evidence.ts';
import { addExpertise, endorseExpertise, listExpertise, removeExpertise } from './expertise.ts';
import { findExpert } from './find-expert.ts';
import { gapsAsk, gapsDismiss, gapsList, gapsWrite } from './gaps.ts';
import { helpOver } from './help.ts';
import { home } from './home.ts';
import { acceptMessage, keepAnswer } from './keep.ts';
import type { Command } from './kit/command.ts';
import { joinLink, linkSettings, partLink, refuseLink, unlinkSettings } from './linking.ts';
import { noticesList, noticesOff, noticesOn, noticesResend } from './notices.ts';
import { ownSnippet, supersedeSnippet } from './ownership.ts';
import { laterPing, lessPing, notMinePing, passPing, takePing } from './ping.ts';
import { exportPrivacy, forgetNow, forgetPrivacy } from './privacy.ts';
import { privacyPage } from './privacy-page.ts';
import { profile } from './profile.ts';
import {
  linkProfile,
  partProfile,
  reachProfile,
  unlinkProfile,
  yesProfile,
} from './profile-links.ts';
import { close, meToo, reopen, showQuestion, stillOpen } from './question.ts';
import {
  myQuestions,
  openQuestions,
  questionsForMe,
  staleQuestions,
  taggedQuestions,
} from './questions.ts';
import { alwaysQuote, myQuotes, sayQuote } from './quotes.ts';
import { risks, whoElse } from './risks.ts';
import { save } from './save.ts';
import { search } from './search.ts';
import { settingsOver } from './settings.ts';
import { editSnippet, restoreSnippet, showSnippet, snippetHistory } from './snippet.ts';
import { tagsAlias, tagsApprove, tagsNew, tagsUnalias } from './tags.ts';
import { undo } from './undo.ts';
import {
  dueSnippets,
  notMySnippet,
  outdateSnippet,
  verifyEvery,
  verifySnippet,
} from './verification.ts';
import { welcome } from './welcome.ts';

/** Everything that people can say, in the order that help lists it. */
export const commands: readonly Command[] = [
  ask,
  answer,
  accept,
  helpful,
  meToo,
  edit,
  history,
  deleteText,
  close,
  reopen,
  stillOpen,
  duplicate,
  showQuestion,
  openQuestions,
  questionsForMe,
  staleQuestions,
  myQuestions,
  taggedQuestions,
  search,
  save,
  showSnippet,
  editSnippet,
  verifySnippet,
  outdateSnippet,
  supersedeSnippet,
  ownSnippet,
  notMySnippet,
  dueSnippets,
  verifyEvery,
  snippetHistory,
  myQuotes,
  alwaysQuote,
  duplicatesList,
  duplicatesBoth,
  duplicatesMerge,
  duplicatesMerged,
  duplicatesUndo,
  duplicatesDismiss,
  gapsList,
  tagsNew,
  tagsApprove,
  tagsAlias,
  tagsUnalias,
  restoreSnippet,
  undo,
  findExpert,
  listExpertise,
  addExpertise,
  removeExpertise,
  endorseExpertise,
  pauseExpertise,
  limitExpertise,
  hoursExpertise,
  zoneExpertise,
  notMe,
  visibleExpertise,
  myEvidence,
  hideEvidence,
  showEvidence,
  disputeEvidence,
  nominate,
  whoElse,
  risks,
  disputes,
  settleDispute,
  digestPreview,
  digestNow,
  digestSchedule,
  digestCover,
  digestOff,
  digestMine,
  noticesList,
  noticesOff,
  noticesOn,
  noticesResend,
  doctor,
  profile,
  linkProfile,
  unlinkProfile,
  reachProfile,
  exportPrivacy,
  forgetPrivacy,
  privacyPage,
  ...settingsOver(() => commands),
  linkSettings,
  unlinkSettings,
  home,
  helpOver(() => commands),
  postDraft,
  solved,
  takeUp,
  readDigest,
  takePing,
  passPing,
  laterPing,
  notMinePing,
  lessPing,
  askThem,
  introduceUs,
  yesToApproach,
  noToApproach,
  lessApproach,
  gapsAsk,
  gapsWrite,
  gapsDismiss,
  keepAnswer,
  acceptMessage,
  ...captureCommands,
  sayQuote,
  joinLink,
  refuseLink,
  partLink,
  yesProfile,
  partProfile,
  forgetNow,
  deleteNow,
  welcome,
];

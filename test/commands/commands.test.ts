import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { commands } from '../../commands/index.ts';
import { asking, minute } from '../core/community.ts';
import { type Conversation, openConversation } from './conversation.ts';

/** One conversation from beginning to end: every command, in the order in which it would be used. */
const conversation: readonly [who: string, line: string, answer: string | RegExp][] = [
  ['Ana', 'questions', '# Open questions\n(Every question is answered. `ask` starts one.)'],
  [
    'Ana',
    'ask How do I undo the last commit but keep my changes? #git\nI have not pushed yet.',
    `Posted as *#1* in #general.
(When an answer works, accept it: \`accept 1.1\`. That keeps it for the next one who asks.)
--- question:1
# #1 How do I undo the last commit but keep my changes?
> I have not pushed yet.
(asked by @ana some time ago · no answer yet · #git)
[Answer → answer?question=1] [Me too → me-too?question=1]`,
  ],
  [
    'Cy',
    'me-too 1',
    /^You follow #1 now\.\n\[Undo → me-too\?question=1&undo=yes\]\n--- question:1\n[\s\S]*1 also has this/,
  ],
  ['Dora', 'me-too 1', /2 also have this/],
  ['Dora', 'me-too 1 --undo', /^You no longer follow #1\.\n--- question:1\n[\s\S]*1 also has this/],
  [
    'Bo',
    'answer 1',
    'Answer a question (form)\n#1 How do I undo the last commit but keep my changes?\ntext:',
  ],
  [
    'Bo',
    'answer 1 Use git reset --soft HEAD~1.',
    /^Thank you\. Your answer to #1 is \*1\.1\*; `edit 1\.1` changes it\.\n--- question:1/,
  ],
  ['Cy', 'answer 1 Use git revert.', /\*1\.2\* @cy/],
  ['Cy', 'edit 1.2', 'Edit 1.2 (form)\ntext: Use git revert.'],
  [
    'Cy',
    'edit 1.2 Use git revert HEAD.',
    /^1\.2 is changed\. `history 1\.2` shows what it said before\./,
  ],
  [
    'Dora',
    'history 1.2',
    '# History of 1.2: 1 earlier text\n* replaced some time ago by @cy\n> Use git revert.',
  ],
  [
    'Ana',
    'accept 1.2',
    /^1\.2 is accepted, and kept for everyone who asks this next\.\n\[Undo → accept\?answer=1\.2&undo=yes\]/,
  ],
  [
    'Ana',
    'accept 1.2 --undo',
    /^1\.2 is no longer accepted, and #1 is open again\.\n--- question:1/,
  ],
  ['Ana', 'accept 1.1', /\* \*✓ 1\.1\* @bo some time ago · accepted/],
  ['Cy', 'helpful 1.1', /^Noted: 1\.1 helped you\.[\s\S]*helped 1 person/],
  ['Cy', 'helpful 1.1 --undo', /^Taken back: 1\.1 is not marked as helpful by you\./],
  [
    'Dora',
    'ask how can I undo the last commit and keep the changes',
    `# This may answer it already
* *#1* How do I undo the last commit but keep my changes?
Use git reset --soft HEAD~1.
kept as S2 · answer 1.1 by @bo some time ago · accepted · verified by @ana some time ago
[This solved it → solved?answer=1.1&draft=1] [Show #1 → show?question=1]
(Your question is not posted yet.)
[Ask anyway → post?draft=1]`,
  ],
  [
    'Dora',
    'press solved?answer=1.1&draft=1',
    'Glad it helped. Its author has been credited, and nothing was posted.',
  ],
  [
    'Dora',
    'ask How to undo the last commit, keeping my changes?',
    /\[Ask anyway → post\?draft=2\]$/,
  ],
  ['Dora', 'press post?draft=2', /^Posted as \*#2\* in #general\. @bo could help\./],
  ['Dora', 'press post?draft=2', /^This question was posted already, or its draft has expired\./],
  [
    'Ana',
    'edit 1',
    /^Edit #1 \(form\)\ntitle: How do I undo the last commit but keep my changes\?\ntext: I have not pushed yet\.\ntags: git$/,
  ],
  [
    'Ana',
    'edit 1 title:"How do I undo a commit but keep my changes?" tags:git,history',
    /^#1 is changed\. `history 1` shows/,
  ],
  [
    'Ana',
    'edit 1 title:"How do I undo a commit but keep my changes?" tags:history,git',
    'Nothing changed: #1 says exactly this already.',
  ],
  ['Ana', 'edit 1 tags:"" title:"How do I undo a commit, but keep my changes?"', /^#1 is changed/],
  ['Ana', 'edit 1', /\ntext: I have not pushed yet\.\ntags:$/],
  ['Ana', 'edit 1 text:"" tags:git,history', /^#1 is changed/],
  ['Ana', 'edit 1', /\ntext:\ntags: git,history$/],
  [
    'Ana',
    'edit 1 "I have not pushed yet." title:"How do I undo a commit but keep my changes?"',
    /^#1 is changed/,
  ],
  [
    'Bo',
    'history 1',
    /replaced some time ago by @ana\n\*How do I undo the last commit[\s\S]*\n> I have not pushed yet\./,
  ],
  ['Bo', 'history 2', '# History of #2: 0 earlier texts\n(It has not been edited.)'],
  ['Dora', 'edit 2 tags:git', /^#2 is changed/],
  [
    'Bo',
    'questions for-me',
    /^# For you to answer \(1\)\n\* \*#2\* [\s\S]*\n\[Answer #2 → answer\?question=2\]$/,
  ],
  ['Dora', 'questions for-me', /^# For you to answer\n\(None now\./],
  [
    'Dora',
    'home',
    /^# Home\n[\s\S]*\*Your open questions \(1\)\*\n\* \*#2\*[\s\S]*\n\*For you to answer\*\n/,
  ],
  [
    'Dora',
    'close 2',
    /^#2 is closed\.\n\[Reopen → reopen\?question=2\]\n--- question:2\n[\s\S]*closed, no answer yet/,
  ],
  ['Dora', 'reopen 2', /^#2 is open again\./],
  ['Dora', 'still-open 2', /^#2 stays: it is not deleted before/],
  [
    'Bo',
    'show 1',
    /^# #1 How do I undo a commit but keep my changes\?\n> I have not pushed yet\.\n\(asked by @ana some time ago · answered, 2 answers · 1 also has this · #git #history\)/,
  ],
  [
    'Bo',
    'questions open',
    /^# Open questions \(1\)\n\* \*#2\* How to undo[\s\S]*in #general\n\[Answer #2 → answer\?question=2\]$/,
  ],
  [
    'Bo',
    'questions stale',
    '# Waiting longest\n(No question has waited for 7 days. `questions open` shows the newer ones.)',
  ],
  [
    'Bo',
    'questions mine',
    '# Your questions\n(You have not asked anything yet. `ask` starts one.)',
  ],
  [
    'Ana',
    'questions mine',
    /^# Your questions \(1\)\n\* \*#1\*[\s\S]*\[Show #1 → show\?question=1\]$/,
  ],
  ['Bo', 'questions tag History', /^# Questions on #history \(1\)/],
  [
    'Bo',
    'questions tag sql',
    '# Questions on #sql\n(Nobody has asked about #sql yet. `ask` starts one.)',
  ],
  [
    'Bo',
    'search undo',
    `# 1 found for “undo”
* *#1* How do I undo a commit but keep my changes?
Use git reset --soft HEAD~1.
kept as S2 · answer 1.1 by @bo some time ago · accepted · helped 1 person · verified by @ana some time ago · edited since
[Show #1 → show?question=1]`,
  ],
  ['Bo', 'search reset tag:git', /\nUse git \*reset\* --soft/],
  [
    'Bo',
    'search undo tag:sql',
    '# Nothing found\n(Nothing kept under #sql fits “undo”. Try other words, or ask the community: `ask`.)',
  ],
  [
    'Bo',
    'snippet S2',
    `# S2 How do I undo a commit but keep my changes?
> I have not pushed yet.
* *Answer*
> Use git reset --soft HEAD~1.
(by @bo · verified by @ana some time ago · edited since · helped 1 person · from #1)
(#git #history)
[Edit S2 → snippet edit?snippet=2] [History of S2 → snippet history?snippet=2]`,
  ],
  [
    'Bo',
    'snippet edit S2',
    /^Edit S2 \(form\)\ntext: Use git reset --soft HEAD~1\.\ntitle: How do I undo/,
  ],
  [
    'Bo',
    'snippet edit S2 Use git reset --soft @~.',
    /^S2 is changed\. `snippet history S2` shows what it said before\.\n\[Undo → undo\?snippet=2&act=\d+\]$/,
  ],
  [
    'Bo',
    'snippet edit S2 Use git reset --soft @~.',
    'Nothing changed: S2 says exactly this already.',
  ],
  [
    'Ana',
    'snippet history S2',
    /^# History of S2: 1 earlier text\n[\s\S]*answer: “… git reset --soft HEAD~1\.” became “… git reset --soft @~\.”\n\[Show text 1 → snippet history\?[^\]]*\] \[Bring text 1 back → snippet restore\?/,
  ],
  [
    'Ana',
    'snippet history S2 1',
    /^# Text 1 of S2\n[\s\S]*> I have not pushed yet\.\n\nUse git reset --soft HEAD~1\.\n/,
  ],
  [
    'Dora',
    'find-expert git',
    `# Who knows “git”
* *Bo* @bo
answered 1 question about this, all in the last 90 days
*#1* “How do I undo a commit but keep my changes?” some time ago, accepted
[Ask them → ask-them?member=@bo&topic=git] [Introduce us → introduce-us?member=@bo&topic=git] [Show #1 → show?question=1]
(Little has been answered here yet, so this is little to go by.)`,
  ],
  [
    'Dora',
    'find-expert knitting',
    /^# Who knows “knitting”\n\(Nobody has shown or declared this yet\. Ask the community: `ask`; or, if you know it, say so: `expertise add`\.\)$/,
  ],
  [
    'Dora',
    'expertise',
    '# Your expertise\n(Nothing yet. `expertise add postgres` declares it; answering shows it.)\n(3 more questions may be brought to you this week.)',
  ],
  [
    'Dora',
    'expertise add Git Code-Review',
    'You declare #code-review, #git. Questions on these may find you.',
  ],
  ['Dora', 'expertise remove code-review', 'You declare #git.'],
  [
    'Ana',
    'expertise endorse @dora git',
    'Endorse Dora on #git once an answer of theirs on it has helped you: to a question of yours, or one that you marked as helpful.',
  ],
  ['Ana', 'expertise endorse @bo git', 'You endorsed @bo on #git.'],
  ['Ana', 'expertise list @dora', '# What @dora knows\n#git: declared'],
  [
    'Ana',
    'expertise list @bo',
    /^# What @bo knows\n#git: 1 answer, 1 accepted, last some time ago; endorsed by @ana/,
  ],
  [
    'Ana',
    'find-expert git',
    /accepted\n#git: endorsed by @ana\n\[Ask them → .*\] \[Show #1 → show\?question=1\]\n\(Also say they know this: @dora \(#git: declared\)\)\n\[Ask @dora → ask-them\?member=@dora&topic=git\]\n/,
  ],
  [
    'Bo',
    'expertise evidence',
    /^# What speaks for you \(2\)\n\* endorsed on \*#git\* by @ana some time ago\n\[Hide → expertise hide\?evidence=@ana#git\] \[Dispute → expertise dispute\?evidence=@ana#git\]\n\* \*1\.1\* “How do I undo/,
  ],
  [
    'Bo',
    'expertise hide 1.1',
    '1.1 is hidden: it is neither shown as evidence nor counted.\n[Undo → expertise show?evidence=1.1]',
  ],
  ['Bo', 'expertise show 1.1', '1.1 is shown as evidence again.'],
  [
    'Bo',
    'expertise dispute @ana#git We have never worked together',
    '@ana#git is hidden, and curators will look at it.',
  ],
  ['Ana', 'expertise disputes', /^Disputes are looked at by curators/],
  ['Ana', 'press expertise settle?dispute=1', /^Disputes are looked at by curators/],
  ['Bo', 'expertise show @ana#git', '@ana#git is shown as evidence again.'],
  [
    'Bo',
    'expertise not-me git',
    'Nobody finds you for #git, and no question on it is brought to you.\n[Undo → expertise not-me?tag=git&undo=yes]',
  ],
  ['Bo', 'expertise not-me git --undo', 'What you answer on #git counts again.'],
  [
    'Bo',
    'expertise pause 2 weeks',
    /Now: paused until 2026-01-19\nAt most: 3 questions in any 7 days \(usual\), one at a time\nHours: 09:00 to 18:00, Mon Tue Wed Thu Fri, UTC \(usual\)\nFound by others: yes/,
  ],
  ['Bo', 'expertise limit 1', /At most: 1 question in any 7 days, one at a time/],
  [
    'Bo',
    'expertise hours 8:00 16:30 mon-thu Europe/Berlin',
    /Hours: 08:00 to 16:30, Mon Tue Wed Thu, Europe\/Berlin/,
  ],
  ['Bo', 'expertise visible on', /Found by others: yes/],
  ['Bo', 'privacy page', /does not name you\. .*\n\[Name me → privacy page\?state=on\]/],
  ['Bo', 'press privacy page?state=on', /names you beside what you wrote/],
  ['Bo', 'privacy page off', /does not name you/],
  [
    'Bo',
    'find-expert git',
    /\(You know this, too\. No more questions are brought|You know this, too\. 1 more/,
  ],
  [
    'Ana',
    'press ask-them?member=@dora&topic=git',
    'Ask this person, in private (form)\nDora (@dora)\nwords:\ntopic: git',
  ],
  [
    'Ana',
    'ask-them member:@dora words:"My rebase ate a commit." topic:git',
    /^There is no command/,
  ],
  [
    'Ana',
    'press ask-them?member=@dora&topic=git&words=My rebase ate a commit.',
    /^@dora is asked in private, in their working hours\./,
  ],
  ['Bo', 'expertise pause off', /Now: not paused/],
  [
    'Ana',
    'press introduce-us?member=@bo&words=Tea',
    /^@bo is asked in private, in their working hours\./,
  ],
  [
    'Bo',
    'press ask-them?member=@dora&words=Me too.',
    /^@dora is not available now\.[\s\S]*> Me too\.\n\[Ask/,
  ],
  ['Dora', 'press approach-no?approach=1', '@ana hears only that you are not available now.'],
  ['Dora', 'press approach-less?approach=1', /^At most 3 questions a week are brought to you/],
  ['Bo', 'press approach-yes?approach=2', /^\*Ana\* \(@ana\) hears that you say yes/],
  ['Ana', 'press approach-yes?approach=2', 'Nobody asks you that any more.'],
  ['Ana', 'expertise nominate git', 'Only a curator nominates. Ask one of them.'],
  ['Ana', 'expertise risks', /^Where knowledge is at risk is for curators/],
  [
    'Ana',
    'expertise who-else git',
    /^# Who else knows about #git\?\n[\s\S]*\[I know this → expertise add\?tags=git\]/,
  ],
  [
    'Ana',
    'profile @bo',
    /^# \*Bo\* @bo\nHere since: some time ago\nAsked: 0 questions\n#git: 1 answer, 1 accepted/,
  ],
  [
    'Ana',
    'profile',
    /Asked: 1 question\nNo expertise shown or declared yet\.?|Asked: 1 question\n\(No expertise/,
  ],
  [
    'Ana',
    'digest now',
    `# #general, 2025-12-29 – 2026-01-05
* *Answered*
*#1* How do I undo a commit but keep my changes?, by @bo (kept as S2)
* *Still open*
*#2* How to undo the last commit, keeping my changes? (asked some time ago; @bo could help)
* *New and rising experts*
@bo, with a first accepted answer
* *Thanks to*
@bo, who helped 1 person
(The last 12 weeks: asked ▁▁▁▁▁▁▁▁▁▁▁█ 2, answered ▁▁▁▁▁▁▁▁▁▁▁▅ 1)`,
  ],
  [
    'Ana in quiet',
    'digest preview 3',
    '# #quiet, 2026-01-02 – 2026-01-05\n(Nothing was asked, answered or kept here in this time. `questions open` shows what waits elsewhere.)',
  ],
  ['Ana', 'digest schedule friday 16:00', /^Only a curator or an admin sets up a channel's digest/],
  ['Ana', 'digest cover tags:git', /^Only a curator or an admin/],
  ['Ana', 'digest off', /^Only a curator or an admin/],
  [
    'Ana',
    'digest mine weekly tags:git zone:Europe/Berlin',
    /^You get a digest of #git every Monday at 09:00 \(Europe\/Berlin\), the first some time ago\./,
  ],
  ['Ana', 'press read-digest?whose=mine', 'Good to know. Thank you!'],
  ['Ana', 'digest mine off', 'You get no digest any more.'],
  ['Ana', 'notices off helped', /^No more of these\. `notices list` shows what is off\./],
  ['Ana', 'notices list', /helped: your answers helped: off/],
  ['Ana', 'notices on helped', 'You are told again: helped.'],
  ['Ana', 'notices resend 1', /^Only an admin sends notices again/],
  ['Ana', 'doctor', /^# How things stand here\nEverything works as it should\.\n\(No channel/],
  ['Ana', 'press take?question=2', /^You were not asked about #2\. You can answer it all the same/],
  ['Ana', 'press pass?question=2', /^You were not asked about #2/],
  ['Ana', 'press later?question=2&when=tonight', /^You were not asked about #2/],
  ['Ana', 'press not-my-area?question=2', /^You were not asked about #2/],
  ['Ana', 'press ask-less?question=2', /^You were not asked about #2/],
  [
    'Ana',
    'save "How do we brew?" "Four minutes, below the boil." tags:tea',
    /^Kept as \*S3\*\. `snippet edit S3` corrects it\.\n\[Show S3 → snippet show\?snippet=3\] \[Undo/,
  ],
  ['Ana', 'expertise zone Europe/Berlin', /Hours: [^\n]*Europe\/Berlin/],
  ['Ana', 'snippet verify S3', /^Thank you\. S3 says now that you verified it today\.\n\[Undo/],
  ['Ana', 'snippet outdated S3', /^S3 is marked as outdated: it is found last, and no longer/],
  ['Ana', 'snippet outdated S3 --undo', /^S3 is not outdated any more\.\n\[Undo/],
  ['Ana', 'undo', 'Undone: S3 is as it was, marked as outdated.'],
  ['Ana', 'snippet outdated S3 --undo', /^S3 is not outdated any more/],
  ['Ana', 'snippet supersede S3 S2', /^Whoever looks for S3 finds S2 instead\.\n\[Undo/],
  ['Bo', 'snippet S3', /^# S2 [^\n]*\n\(S3 was replaced by this\./],
  ['Ana', 'snippet supersede S2 S3', /^Only who wrote it, who looks after it or a curator can/],
  ['Ana', 'snippet supersede S3 --undo', /^Nothing stands in the place of S3 any more\./],
  ['Ana', 'snippet owner S3', /^You look after S3 now/],
  ['Ana', 'snippet not-mine S3', /^All right: somebody else is asked about S3/],
  ['Ana', 'snippet not-mine S3', /^You do not look after S3/],
  ['Bo', 'snippet owner S3 @bo', /^You look after S3 now/],
  ['Ana', 'snippet due', '# Is it still right?\nNothing waits for you to look at it.'],
  ['Bo', 'snippet restore S2 1', /^S2 says again what it said in text 1\. /],
  ['Ana', 'snippet interval tea 30', /^Only a curator says how often what is kept is verified/],
  [
    'Ana',
    'settings',
    /^# Settings of #general\nlisten: \*off\*\nfirst-asked: one person[^\n]*\nsteward: nobody[^\n]*\ndigest: [^\n]*\nI hear nothing/,
  ],
  ['Ana', 'settings link', /^Only who administers this workspace can link it/],
  ['Ana', 'settings unlink', /^Only who administers/],
  ['Ana', 'press link-yes?code=1', /^Only who administers/],
  ['Ana', 'press link-no?code=1', /^Only who administers/],
  ['Ana', 'press unlink-side?side=1', /^Only who administers/],
  ['Ana', 'profile link', /^# Link your other account\nYour code is \*[2-9A-Z]{4}-[2-9A-Z]{4}\*/],
  ['Ana', 'profile link AAAA-AAAA', /^That is not a code that holds now/],
  ['Ana', 'press accounts-yes?code=1', /^That code holds no more/],
  ['Ana', 'profile unlink', /^# Your accounts are not linked/],
  ['Ana', 'press accounts-part?twin=1', /^Those accounts are not linked any more/],
  ['Ana', 'profile reach', /^# You are told things in private where you were last/],
  ['Ana', 'settings show limits', /^# How much may be asked/],
  ['Ana', 'settings limits', /^# How much may be asked/],
  ['Ana', 'settings retention', /^# What is deleted, and when/],
  ['Ana', 'settings set questions-a-day 3', /^Only a curator, or who/],
  ['Ana', 'settings reset questions-a-day', /^Only a curator, or who/],
  ['Ana', 'settings role @bo curator', /^Only who administers/],
  ['Ana', 'settings audit', /^Only who administers/],
  ['Ana', 'privacy export', /^# What is held on you\n[\s\S]*\[file what-is-held-on-me.md\]/],
  ['Ana', 'privacy forget', /^# This forgets you here\n[\s\S]*\[Forget me → forget-now/],
  ['Zoe', 'press forget-now?member=@zoe', /^\*You are forgotten here\.\*/],
  ['Bo', 'delete 1', /^Only who wrote it, or a curator/],
  ['Bo', 'press delete-now?what=1', /^Only who wrote it, or a curator/],
  ['Ana', 'settings listen on', /^Only a curator, or who/],
  ['Ana', 'settings first-asked two', /^Only a curator, or who/],
  ['Ana', 'settings steward @bo', /^Only a curator, or who/],
  ['Ana', 'press welcome', /^# Thank you for inviting me to #general/],
  ['Ana', 'press take-up?question=Which tea is the green one', /^Posted as \*#3\* in #general/],
  ['Ana', 'duplicate #3 #1', /^\*#3\* leads to \*#1\* now, which has \d answers?\./],
  ['Ana', 'duplicates undo #3', /^#3 is back as it was, with its own answers\./],
  ['Bo', 'duplicate #2 #1', /^Thank you\. A curator decides whether the two become one\./],
  ['Bo', 'gaps list', /^What is missing is shown to curators/],
  ['Bo', 'press gaps ask?gap=1&member=@ana', /^What is missing is shown to curators/],
  ['Bo', 'press gaps write?gap=1', /^What is missing is shown to curators/],
  ['Bo', 'press gaps dismiss?gap=1', /^What is missing is shown to curators/],
  ['Bo', 'duplicates list', /^Only curators can/],
  ['Bo', 'duplicates merged', /^Only curators can/],
  ['Bo', 'duplicates both 2 1', /^Only curators can/],
  ['Bo', 'duplicates merge 2 1', /^Only curators can/],
  ['Bo', 'duplicates dismiss 2 1', /^Only curators can/],
  [
    'Ana',
    'help',
    /^# What you can do\n\* Type one of these\.[^\n]*\n`ask <question>[\s\S]*\(`help <command>` tells more about one, or about all that start with a word\.\)$/,
  ],
  ['Ana', 'help expertise', /^# What you can do|^# expertise list/],
  [
    'Ana',
    'help ask',
    /^# ask\nAsk the community\n\(Typed as `ask <question> \[details\] \[tags:a,b\] \[--anonymous\]`\)/,
  ],
  // As a post in a forum that a member opened.
  ['Cy', 'press take-up?question=Why is the forum so quiet', /^Posted as/],
];

describe('a conversation', () => {
  let chat: Conversation;
  const said: string[] = [];
  beforeAll(async () => {
    chat = await openConversation();
    for (const [who, line] of conversation) {
      chat.wait(minute);
      said.push(
        line.startsWith('press ')
          ? await chat.press(who, line.slice(6))
          : await chat.say(who, line),
      );
    }
  });
  afterAll(() => chat.close());

  test.each(conversation.map(([who, line, answer], i) => [who, line, answer, i] as const))(
    '%s says %j',
    (_who, _line, answer, i) => {
      if (typeof answer === 'string') expect(said[i]).toBe(answer);
      else expect(said[i]).toMatch(answer);
    },
  );

  test('had every command in it that is not about a message', () => {
    const used = new Set(
      chat
        .log()
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).command),
    );
    const said = commands.filter(
      ({ name, args }) =>
        !args.some((a) => a.kind === 'message' && a.required) &&
        // save.test.ts, quotes.test.ts and tags.test.ts have those.
        !/^(capture|quotes|tags) /.test(name),
    );
    expect(said.map(({ name }) => name).filter((name) => !used.has(name))).toEqual([]);
    expect(chat.log()).not.toContain('"bug"');
  });
});

describe('examples', () => {
  test.each(commands.flatMap(({ examples = [] }) => examples))(
    '%j in the help is understood',
    async (example) => {
      const chat = await openConversation();
      const said = await chat.say('Ana', example);
      expect(said).not.toMatch(/It is typed|There is no command|There are several/);
      await chat.close();
    },
  );
});

describe('lists', () => {
  let chat: Conversation;
  beforeAll(async () => {
    chat = await openConversation();
    for (const n of [1, 2, 3, 4, 5, 6, 7]) {
      const title = `Which kettle is number ${n}?`;
      await chat.core.questions.ask(await chat.as(`Asker${n}`), asking(title, { tags: ['tea'] }));
      await chat.say('Bo', `answer ${n} The kettle with a=b&c=d&e=f&g=h&i=j&k=l on it.`);
    }
  });
  afterAll(() => chat.close());

  test('are turned page by page', async () => {
    expect(await chat.say('Ana', 'questions')).toMatch(
      /^# Open questions, page 1 of 2 \(7\)[\s\S]*\n\[Next → questions open\?page=2\]$/,
    );
    expect(await chat.press('Ana', 'questions open?page=2')).toMatch(
      /^# Open questions, page 2 of 2 \(7\)[\s\S]*\n\[Previous → questions open\?page=1\]$/,
    );
    expect(await chat.press('Ana', 'questions tag?tag=tea&page=2')).toContain('page 2 of 2');
    expect(await chat.press('Ana', 'search?words=kettle&page=2')).toMatch(
      /page 2 of 2[\s\S]*\[Previous → search\?words=kettle&page=1\]$/,
    );
  });

  test('of answers are turned too', async () => {
    for (let n = 0; n < 6; n += 1) await chat.say(`Helper${n}`, 'answer 1 Another kettle.');
    expect(await chat.say('Ana', 'show 1')).toMatch(
      /\[Me too → .*\] \[Next → show\?question=1&page=2\]$/,
    );
    expect(await chat.press('Ana', 'show?question=1&page=2')).toMatch(
      /1\.7\*[\s\S]*\[Previous → show\?question=1&page=1\]$/,
    );
  });

  test('have no page beyond the last', async () => {
    expect(await chat.say('Ana', 'questions open 9')).toBe(
      await chat.say('Ana', 'questions open 2'),
    );
    expect(await chat.say('Ana', 'search kettle page:9')).toBe(
      await chat.say('Ana', 'search kettle page:2'),
    );
  });

  test('of a search whose signs would not fit a button show one page', async () => {
    const said = await chat.say('Ana', 'search a=b&c=d&e=f&g=h&i=j&k=l&m=n&o=p&q=r&s=t kettle');
    expect(said).toContain('7 found');
  });
});

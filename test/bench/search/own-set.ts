import type { JudgedSet } from '../corpora.ts';

/** Kept answers of a made-up community, each with the ways in which others ask for it. */
const kept: readonly (readonly [title: string, answer: string, ...asked: string[]])[] = [
  [
    'How do I undo the last commit but keep my changes?',
    'git reset --soft HEAD~1 takes the commit back and leaves its changes staged.',
    'Take back a commit without losing what I wrote',
    'git: uncommit, but leave the changed files alone',
  ],
  [
    'What does git push --force-with-lease do?',
    'It overwrites the remote branch only when nobody else has pushed since you last fetched.',
    'Is there a safer way than --force to overwrite a remote branch?',
    'push --force-with-lease or --force?',
  ],
  [
    'Why does Node.js say ECONNREFUSED when I connect to Postgres?',
    'Nothing listens at that host and port. In a container, localhost is the container itself.',
    'ECONNREFUSED 127.0.0.1:5432 from my container',
    'Postgres refuses the connection from node.js',
  ],
  [
    'When does useEffect run its cleanup function?',
    'Before the effect runs again, and when the component is removed.',
    'useEffect return function: when is it called?',
    'React: cleaning up an effect',
  ],
  [
    'How do I stop useEffect from running twice in development?',
    'StrictMode mounts every component twice on purpose; make the effect safe to repeat.',
    'My effect is executed two times in StrictMode',
  ],
  [
    'Why is my SQL query slow although there is an index?',
    'A function around the column, or a type that has to be cast, keeps the index from being used.',
    'index not used, query scans the whole table',
    'Postgres ignores my index',
  ],
  [
    'How do I find out which index a query uses?',
    'EXPLAIN ANALYZE shows the plan with the rows that were really read.',
    'Reading the plan of a query in Postgres',
  ],
  [
    'How do I give a table a column without locking it for long?',
    'Add it without a default, backfill in batches, then set the default.',
    'add a column to a big table without downtime',
  ],
  [
    'Which tests should run before every merge?',
    'Those that finish within ten minutes; the rest runs at night.',
    'What belongs in the test suite of a pull request?',
  ],
  [
    'How large may a pull request be?',
    'Under 400 lines a reviewer finds most defects; split what is larger.',
    'maximum size of a PR for review',
  ],
  [
    'How do I review code without hurting feelings?',
    'Ask questions, name what is good, and speak of the code rather than of its author.',
    'Kind code reviews',
  ],
  [
    'How do I read a large file line by line in Python?',
    'Iterate over the file object: for line in open(path) keeps one line in memory.',
    'python: process a huge text file without loading it into memory',
  ],
  [
    'How do I pin a dependency to an exact version?',
    'Write the version without a caret, and commit the lock file.',
    'npm install keeps upgrading my packages',
  ],
  [
    'What is the difference between a process and a thread?',
    'Threads share memory; processes do not, and talk through the kernel.',
    'thread vs process',
  ],
  [
    'How do I keep a secret out of the image of a container?',
    'Mount it while building (--mount=type=secret) and pass it at run time, never as ARG.',
    'docker build needs a token: how not to leak it',
  ],
  [
    'How do I roll back a failed deployment in Kubernetes?',
    'kubectl rollout undo deployment/NAME goes back to the revision before.',
    'k8s: return to the previous version of a deployment',
    'undo a kubectl rollout',
  ],
  [
    'Why do my pods restart with OOMKilled?',
    'They use more memory than their limit. Raise it, or find the leak with a heap snapshot.',
    'pod gets OOMKilled again and again',
  ],
  [
    'How do I say in C# that a reference may be null?',
    'Enable nullable and write string? where null is allowed.',
    'nullable reference types in c#',
  ],
  [
    'How do I read a file in C++?',
    'std::ifstream and std::getline.',
    'c++ reading text from a file',
  ],
  [
    'How do I write a good incident report?',
    'A timeline, what was noticed when, causes without blame, and what changes by whom until when.',
    'postmortem template',
  ],
];

export const ownSet: JudgedSet = {
  documents: kept.map(([title, answer], i) => ({ id: String(i), title, body: '', answer })),
  queries: kept.flatMap(([, , ...asked], i) =>
    asked.map((title) => ({ title, body: '', self: '', rel: [String(i)] })),
  ),
};

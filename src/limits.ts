/** How long things may be, in characters. The schema repeats these as CHECK constraints. */
export const limits = {
  name: 100,
  handle: 40,
  tag: 50,
  title: 300,
  text: 100_000,
} as const;

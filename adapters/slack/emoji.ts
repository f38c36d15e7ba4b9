/** What Slack calls the emoji that commands know, or a community may choose, without its colons: https://docs.slack.dev/reference/methods/emoji.list */
export const emojiNames: Readonly<Record<string, string>> = {
  white_check_mark: '✅',
  heavy_check_mark: '✔',
  ballot_box_with_check: '☑',
  brain: '🧠',
  books: '📚',
  book: '📖',
  bookmark: '🔖',
  bulb: '💡',
  card_file_box: '🗃',
  floppy_disk: '💾',
  gem: '💎',
  inbox_tray: '📥',
  memo: '📝',
  mortar_board: '🎓',
  owl: '🦉',
  package: '📦',
  pushpin: '📌',
  round_pushpin: '📍',
  scroll: '📜',
  star: '⭐',
  star2: '🌟',
};

/** The emoji of a reaction, whatever its skin; undefined for one that no command knows. */
export function readEmoji(name: string): string | undefined {
  const [plain = ''] = name.split('::', 1);
  return Object.hasOwn(emojiNames, plain) ? emojiNames[plain] : undefined;
}

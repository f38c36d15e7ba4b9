const letters = 'abcdefghijklmnopqrstuvwxyz';
const shortest = 4;

/** The text with about `share` of its longer words mistyped by one edit, the same way every time. */
export function mistyped(text: string, share = 0.3): string {
  let state = 7;
  for (const { length } of text.split(' ')) state = (state * 31 + length) % 2_147_483_647;
  const draw = (below: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
  return text.replace(/[a-z]+/gi, (word) => {
    if (word.length < shortest || draw(1_000) >= share * 1_000) return word;
    const at = 1 + draw(word.length - 1);
    const [before, after] = [word.slice(0, at), word.slice(at)];
    const letter = letters.charAt(draw(letters.length));
    const edits = [
      before + after.slice(1),
      before + letter + after,
      before + letter + after.slice(1),
      before + after.charAt(1) + after.charAt(0) + after.slice(2),
    ];
    return edits[draw(edits.length)] ?? word;
  });
}

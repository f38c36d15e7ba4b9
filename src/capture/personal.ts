import { withoutCode } from './code.ts';

/** What belongs to a person and may not be meant for all: flagged, never refused. */
const kinds: readonly (readonly [string, RegExp, (found: string) => boolean])[] = [
  [
    'an e-mail address',
    /(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}\.[a-z]{2,24}\b/gi,
    isPersonal,
  ],
  [
    'a phone number',
    /(?<![\w.+/-]|\d )(?:\+|00)\d{1,3}(?:[ ./()-]{0,2}\d{1,4}){3,6}(?![\w.-]\w)/g,
    hasPhoneDigits,
  ],
  ['a phone number', /(?<![\w.+/-])(?:\(\d{3}\) ?|\d{3}[-.])\d{3}[-.]\d{4}(?!\w)/g, () => true],
  // https://www.ssa.gov/employer/randomization.html
  ['a social security number', /(?<![\w.-])(?!000|666|9)\d{3}-\d{2}-\d{4}(?![\w-])/g, () => true],
  ['an IBAN', /\b[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,4})?\b/g, isIban],
  ['a card number', /(?<![\w.-])\d(?:[ -]?\d){12,18}(?![\w.-]*\w)/g, isCard],
];

/** What kinds of personal data the text holds, each once. */
export function personalIn(text: string): readonly string[] {
  const found = kinds.flatMap(([what, shape, isOne]) =>
    [...text.matchAll(shape)].some(([one]) => isOne(one)) ? [what] : [],
  );
  return [...new Set(found)];
}

/** Not so the addresses of machines, of everybody, and those that stand for any. */
function isPersonal(address: string): boolean {
  return !/^(?:git|no-?reply|info|support|hello|admin|root|postmaster|webmaster|user|username|name|you|me|someone|foo|bar|test)@|@(?:test|localhost)\b/i.test(
    address,
  );
}

const digitsOf = (text: string) => text.replace(/\D/g, '');

function hasPhoneDigits(text: string): boolean {
  const { length } = digitsOf(text);
  return length >= 9 && length <= 15;
}

/** https://www.iso.org/standard/81090.html: the letters as numbers, modulo 97. */
function isIban(text: string): boolean {
  const compact = text.replace(/ /g, '');
  if (compact.length < 15 || compact.length > 34) return false;
  const turned = compact.slice(4) + compact.slice(0, 4);
  const digits = turned.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0) === 1;
}

/** The check digit of https://www.iso.org/standard/70484.html (Luhn). */
function isCard(text: string): boolean {
  const digits = [...digitsOf(text)].reverse().map(Number);
  const sum = digits.reduce((total, digit, i) => {
    const twice = i % 2 === 1 ? digit * 2 : digit;
    return total + (twice > 9 ? twice - 9 : twice);
  }, 0);
  return digits.length >= 13 && sum % 10 === 0 && new Set(digits).size > 1;
}

/** The same in prose alone: numbers in code are mostly none of a person's. */
export const personalInProse = (text: string) => personalIn(withoutCode(text));

import { withoutCode } from './code.ts';

/** Whether a title and an answer can be understood by who was not there: what is wrong, as sentences. */

const asks =
  /^(?:(?:so|and|but|hi|hey|hello|ok|please|quick question)[,:]?\s+)*(?:how|why|what|when|where|which|who|whose|whom|can|could|should|shall|would|will|may|might|must|do|does|did|is|are|was|were|has|have|had|am|any|anyone|anybody|is there|what's|who's|where's|how's|isn't|aren't|doesn't|don't|didn't|can't|couldn't|won't|shouldn't|wie|warum|wieso|was|wann|wo|wer|welche\w*|kann|comment|pourquoi|quand|quel\w*|qui|cómo|por qué|qué|cuándo|dónde|quién)\b/i;

/** Undefined for one that asks. What is in no Latin letters is not judged. */
export function noQuestion(title: string, language: string): string | undefined {
  if (/[?？؟;;]\s*["”»)]?\s*$|\?/u.test(title) || asks.test(title.trim())) return undefined;
  if (language !== 'en' || !/\p{Script=Latin}/u.test(title)) return undefined;
  return 'The title does not ask anything. Whoever looks for this asks a question, like “How do I …?”.';
}

const bare =
  /^(?:(?:yes|yep|yeah|yup|no|nope|ok|okay|sure|same|same here|exactly|correct|right|done|solved|fixed|never ?mind|thanks|thank you|thx|ty|\+1|this|that|me too|works|worked|it works?|that works?|that worked|got it|agreed|indeed|nice|great)[\s,.!:)👍🙏🎉✅]*)+$/iu;

const pointing: readonly RegExp[] = [
  /\b(?:see|look|check|as|like|mentioned|described|shown|the (?:link|message|post|answer|snippet|code|command|screenshot))\s+(?:above|below|earlier)\b/i,
  /\b(?:as|like)\s+(?:i|he|she|they|we|you|@\S+)\s+(?:said|mentioned|told|wrote|posted|explained|suggested)\b/i,
  /\bwhat\s+(?:i|he|she|they|@\S+)\s+(?:said|wrote|posted)\b/i,
  /\b(?:above|previous|earlier|last)\s+(?:message|post|answer|comment|link|screenshot|thread)\b/i,
  /\b(?:in|check|see|read)\s+(?:my|your|the)\s+(?:dms?|direct message|pm)\b/i,
  /^\s*\^+/m,
];

const dangling =
  /^(?:it|its|it's|that|that's|this|these|those|they|they're|them|he|she|he's|she's|his|her|the same|then|so|also|but|and|or|because)\b(?!\s+(?:is|are)\s+(?:possible|necessary|worth|important|best|easy|hard|common))/i;
/** `This command …` names what it means. */
const named =
  /^(?:this|that|these|those|his|her)\s+(?!is\b|are\b|was\b|were\b|will\b|can\b|works?\b|worked\b|does\b|should\b|happens\b|means\b|one\b)\p{L}{3,}/iu;

const links = /https?:\/\/\S+/gi;
const fewest = 12;

/** What in the answer leads to something that is not in it. */
export function notWhole(answer: string, language: string): readonly string[] {
  const text = answer.trim();
  const prose = withoutCode(text).trim();
  const hasCode = prose.length < text.length;
  if (text.replace(links, '').trim() === '' && text !== '') {
    return ['The answer is only a link. Say in a sentence or two what stands there; links die.'];
  }
  if (bare.test(text)) return ['The answer says only yes, no or thanks. Say the whole of it.'];
  if (language !== 'en') return [];
  const found: string[] = [];
  const [phrase] = pointing.flatMap((one) => one.exec(prose)?.[0] ?? []);
  if (phrase !== undefined) {
    found.push(`“${phrase.trim()}” points to something that is not in the answer. Put it there.`);
  }
  const opener = named.test(prose) ? undefined : dangling.exec(prose)?.[0];
  if (opener !== undefined && !hasCode) {
    found.push(
      `The answer begins with “${opener}”. Say what is meant: its reader has not seen the thread.`,
    );
  }
  if (found.length === 0 && !hasCode && text.length < fewest) {
    found.push('The answer is very short. Would it help someone who was not there?');
  }
  return found;
}

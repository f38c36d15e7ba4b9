/** `natural` types its root only; we import the one module we use, because the root is slow to load. */
declare module 'natural/lib/natural/stemmers/porter_stemmer.js' {
  const stemmer: { stem(word: string): string };
  export default stemmer;
}

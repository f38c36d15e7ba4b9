/**
 * What a program that a test starts finds in its environment, and nothing else of ours. Node keeps there
 * what it made of our sources: https://nodejs.org/api/module.html#module-compile-cache
 */
export const programEnv = {
  PATH: process.env.PATH,
  NODE_OPTIONS: '',
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
};

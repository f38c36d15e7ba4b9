/** Lets the program see to what else came in; a transaction goes on. */
export const breathe = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

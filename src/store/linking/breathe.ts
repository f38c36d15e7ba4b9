/** Lets the program see to what else came in before the next table is moved; the transaction goes on. */
export const breathe = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

import { ResponseError } from '@backstage/errors';
import { plainText } from './plainText';

/** The backend's message, where there is one, as plain text. */
export function messageOf(error: unknown): string {
  if (error instanceof ResponseError) {
    return plainText(error.body.error.message || error.message);
  }
  return plainText(error instanceof Error ? error.message : String(error));
}

/** Whether to ask again may help: the backend was not there or had a fault, rather than refusing what was asked. */
export const isPassing = (error: unknown): boolean =>
  !(error instanceof ResponseError) || error.response.status >= 500;

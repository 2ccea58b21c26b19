import { ResponseError } from '@backstage/errors';
import { plainText } from './plainText';

/** The backend's message, if there is one, as plain text. */
export function messageOf(error: unknown): string {
  if (error instanceof ResponseError) {
    return plainText(error.body.error.message || error.message);
  }
  return plainText(error instanceof Error ? error.message : String(error));
}

/** Whether a retry may help: the backend was unreachable or failed, instead of refusing the request. */
export const isPassing = (error: unknown): boolean =>
  !(error instanceof ResponseError) || error.response.status >= 500;

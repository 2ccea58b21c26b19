import { ResponseError } from '@backstage/errors';
import type { Translate } from '../translation';
import { plainText } from './plainText';

/** What browsers say of a request without an answer, which helps no user: Chromium, Firefox and Safari. */
const networkErrors = /^Failed to fetch|^NetworkError|^Load failed/;

/** The backend's message, if there is one, as plain text. */
export function messageOf(error: unknown, t: Translate): string {
  if (error instanceof ResponseError) {
    // The backend only knows that a request came without a valid token.
    if (error.response.status === 401) return t('reading.signedOut');
    return plainText(error.body.error.message || error.message);
  }
  if (error instanceof TypeError && networkErrors.test(error.message)) {
    return t('reading.unanswered');
  }
  return plainText(error instanceof Error ? error.message : String(error));
}

/** Whether the user may not see what was asked for: a retry does not help. */
export const isForbidden = (error: unknown): boolean =>
  error instanceof ResponseError && error.response.status === 403;

/** Whether a retry may help: the backend was unreachable or failed, instead of refusing the request. */
export const isTransient = (error: unknown): boolean =>
  !(error instanceof ResponseError) || error.response.status >= 500;

import { ResponseError } from '@backstage/errors';

/** What went wrong, in the backend's own words where it gave any. */
export function messageOf(error: unknown): string {
  if (error instanceof ResponseError) {
    return error.body.error.message || error.message;
  }
  return error instanceof Error ? error.message : String(error);
}

/** Whether to ask again may help: the backend was not there or had a fault, rather than refusing what was asked. */
export const isPassing = (error: unknown): boolean =>
  !(error instanceof ResponseError) || error.response.status >= 500;

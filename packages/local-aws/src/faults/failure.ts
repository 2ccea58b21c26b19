import type { HandlerErrorCode } from './ResourceFailure';
import type { ResourceFault } from './ResourceFault';

/** The submitted reason and code; without a reason the defaults. */
export function failure(
  reason: string | undefined,
  code: HandlerErrorCode | undefined,
  [usualReason, usualCode]: readonly [string, HandlerErrorCode],
): ResourceFault {
  return reason === undefined
    ? { kind: 'fail', reason: usualReason, code: code ?? usualCode }
    : { kind: 'fail', reason, code };
}

import type { HandlerErrorCode } from '../cloudformation/resources/ResourceFailure';
import type { ResourceFault } from './ResourceFault';

/** A failure as it was told; the usual reason and code when no reason was. */
export function failure(
  reason: string | undefined,
  code: HandlerErrorCode | undefined,
  [usualReason, usualCode]: readonly [string, HandlerErrorCode],
): ResourceFault {
  return reason === undefined
    ? { kind: 'fail', reason: usualReason, code: code ?? usualCode }
    : { kind: 'fail', reason, code };
}

import { printable } from '@streamflix/backstage-plugin-streamflix-common';
import { optInRegion } from '../causes/accountCauses';
import type { Cause } from '../causes/Cause';
import { findParticularCause } from '../causes/findCause';
import { AwsError, type AwsCall, type AwsErrorKind } from './AwsError';
import { awsErrorKind, shapeOf, type ErrorShape } from './awsErrorKind';
import { optInRegions } from './optInRegions';

const deniedAction = /not authorized to perform: ([a-z0-9-]+:\w+)/;

/** What happened, and the advice when AWS's message does not name its cause. */
const messages: Record<
  AwsErrorKind,
  (where: string, action: string) => { summary: string; advice: string }
> = {
  credentials: where => ({
    summary: `There are no valid AWS credentials for ${where}.`,
    advice:
      'Set aws.mainAccount or aws.accounts in the configuration, or give the process credentials as the AWS CLI takes them.',
  }),
  unreachable: where => ({
    summary: `AWS cannot be reached in ${where}.`,
    advice:
      'Check the network, the proxy (HTTPS_PROXY, NO_PROXY) and the endpoint (streamflix.aws.endpoint or AWS_ENDPOINT_URL), then try again.',
  }),
  denied: (where, action) => ({
    summary: `AWS denies ${action} in ${where}.`,
    advice: 'Allow it to the role or user of the configured credentials.',
  }),
  expired: where => ({
    summary: `The AWS credentials for ${where} have expired.`,
    advice: 'Renew them, then try again.',
  }),
  throttled: (where, action) => ({
    summary: `AWS throttles ${action} in ${where}, also after several tries.`,
    advice: 'Try again in a minute.',
  }),
};

/** Causes that the advice of their kind already describes. */
const described = [
  'credentials-missing',
  'credentials-invalid',
  'credentials-expired',
  'network-unreachable',
];

const rejectedCredentials =
  /^(InvalidClientTokenId|UnrecognizedClientException|AuthFailure)/;

function knownCause(
  { name, code, message }: ErrorShape,
  region: string,
): Cause | undefined {
  const codes = [name, code].filter(Boolean);
  const found = findParticularCause(`${codes.join(': ')}: ${message}`);
  if (found && !described.includes(found.id)) return found;
  return optInRegions.includes(region) &&
    codes.some(c => rejectedCredentials.test(c))
    ? optInRegion
    : undefined;
}

/** Translates an error; undefined when it is none of the known kinds. */
export function toAwsError(
  error: unknown,
  call: AwsCall,
): AwsError | undefined {
  if (error instanceof AwsError) return error;
  const shape = shapeOf(error);
  const kind = awsErrorKind(shape);
  if (!kind) return undefined;
  const { region, account } = call;
  const where = account ? `account ${account}, ${region}` : region;
  // Only the first line: the following lines may contain the signed request with the session token.
  const [firstLine] = shape.message.trim().split('\n');
  const quoted = firstLine ? ` (${printable(firstLine.slice(0, 300))})` : '';
  // When a call needs several permissions, AWS names the one it denies.
  const action =
    (kind === 'denied' && deniedAction.exec(quoted)?.[1]) || call.action;
  // The same words also report a change that is too frequent; of a call that AWS throttles, only the throttling is known.
  const known = kind === 'throttled' ? undefined : knownCause(shape, region);
  const { summary, advice } = messages[kind](where, action);
  return new AwsError(
    kind,
    `${summary} ${
      known ? `${known.cause} ${known.resolution}` : advice
    }${quoted}`,
    shape.code || shape.name,
    { action, region, service: call.action.split(':')[0] },
    known,
  );
}

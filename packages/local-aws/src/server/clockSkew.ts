import type { ProtocolName, WireRequest } from '../protocols/Protocol';
import { AwsError } from '../protocols/Service';

/** The date of a signature may differ so much from AWS's, either way. */
const MOST_SKEW_MINUTES = 15;

const spelledOut = (time: number) =>
  new Date(time).toISOString().replace(/[-:]|\.\d{3}/g, '');

/** `20261130T120000Z`; undefined when it is no such date. */
function timeOf(date: string | null | undefined): number | undefined {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date ?? '') ?? [];
  return year === undefined
    ? undefined
    : Date.UTC(+year, +month - 1, +day, +hour, +minute, +second);
}

/** Codes where they differ from `InvalidSignatureException`, with the status. */
const codes: Partial<Record<ProtocolName, readonly [string, number]>> = {
  'aws-json': ['InvalidSignatureException', 400],
  'aws-query': ['SignatureDoesNotMatch', 403],
  'ec2-query': ['RequestExpired', 400],
  'rest-xml': ['RequestTimeTooSkewed', 403],
};

/**
 * The error for a request whose clock is wrong; undefined when its date is close to now, or missing. Presigned addresses, whose date
 * is that of their making, are not checked.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html
 */
export function clockSkew(
  { headers }: Pick<WireRequest, 'headers'>,
  protocol: ProtocolName,
  now: Date,
): AwsError | undefined {
  const date = headers['x-amz-date']?.toString();
  const time = timeOf(date);
  const skew = MOST_SKEW_MINUTES * 60_000;
  if (time === undefined || Math.abs(time - now.getTime()) <= skew) {
    return undefined;
  }
  const [code, status] = codes[protocol] ?? ['InvalidSignatureException', 403];
  if (protocol === 'rest-xml') {
    return new AwsError(
      code,
      'The difference between the request time and the current time is too large.',
      status,
    );
  }
  const isEarly = time < now.getTime();
  const bound = now.getTime() + (isEarly ? -skew : skew);
  const sign = isEarly ? '-' : '+';
  return new AwsError(
    code,
    `${
      isEarly ? 'Signature expired' : 'Signature not yet current'
    }: ${date} is ${isEarly ? 'now earlier' : 'still later'} than ${spelledOut(
      bound,
    )} (${spelledOut(now.getTime())} ${sign} ${MOST_SKEW_MINUTES} min.)`,
    status,
  );
}

import type { ProtocolName, WireRequest } from '../protocols/Protocol';
import type { AwsError } from '../protocols/Service';
import { signatureError } from './signatureErrors';

/** The date of a signature may differ so much from AWS's, either way: S3 documents 15 minutes, IAM's documentation 5. */
const maxMinutes = (protocol: ProtocolName) =>
  protocol === 'rest-xml' ? 15 : 5;

const spelledOut = (time: number) =>
  new Date(time).toISOString().replace(/[-:]|\.\d{3}/g, '');

/** `20261130T120000Z`; undefined when it is no such date. */
export function timeOf(date: string | null | undefined): number | undefined {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date ?? '') ?? [];
  return year === undefined
    ? undefined
    : Date.UTC(+year, +month - 1, +day, +hour, +minute, +second);
}

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
  const minutes = maxMinutes(protocol);
  const skew = minutes * 60_000;
  if (time === undefined || Math.abs(time - now.getTime()) <= skew) {
    return undefined;
  }
  const isEarly = time < now.getTime();
  const bound = now.getTime() + (isEarly ? -skew : skew);
  const sign = isEarly ? '-' : '+';
  return signatureError(
    'skew',
    protocol,
    `${
      isEarly ? 'Signature expired' : 'Signature not yet current'
    }: ${date} is ${isEarly ? 'now earlier' : 'still later'} than ${spelledOut(
      bound,
    )} (${spelledOut(now.getTime())} ${sign} ${minutes} min.)`,
  );
}

import {
  DeleteObjectCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { EnvironmentRef } from '@streamflix/backstage-plugin-streamflix-common';
import { toAwsError } from '../AwsError';
import { RefusedError } from '../RefusedError';
import type { Synthesis } from '../synthesis/synthesize';
import { inlineLimit } from './checkSize';
import type { OperationTokens } from './operationTokens';

/** How a template travels to CloudFormation. */
export type TemplateSource = { TemplateBody: string } | { TemplateURL: string };

/** The bucket large templates of a place go through; undefined when none is configured. */
export const stagingBucketOf = (
  pattern: string | undefined,
  { account, region }: Pick<EnvironmentRef, 'account' | 'region'>,
): string | undefined =>
  pattern?.replaceAll('{account}', account).replaceAll('{region}', region);

interface Request {
  protocol: string;
  hostname: string;
  port?: number;
  path: string;
}

const isRequest = (value: unknown): value is Request =>
  typeof value === 'object' &&
  value !== null &&
  'hostname' in value &&
  'path' in value;

/**
 * Runs with the template as CloudFormation takes it: in the call itself, or, when it is too large for that, by way of an
 * object in the staging bucket, which is deleted afterwards, however it ends.
 *
 * The bucket must belong to the environment's account, so that nobody else can put another template in its place.
 *
 * @throws RefusedError when the bucket cannot be used; AwsError
 */
export async function withStagedTemplate<T>(
  options: {
    s3: S3Client;
    ref: EnvironmentRef;
    synthesis: Synthesis;
    tokens: OperationTokens;
    /** Bucket, where one is configured. */
    bucket?: string;
  },
  run: (template: TemplateSource) => Promise<T>,
): Promise<T> {
  const { s3, ref, synthesis, tokens, bucket: Bucket } = options;
  const { templateBody, bytes } = synthesis;
  if (bytes <= inlineLimit || !Bucket) {
    return run({ TemplateBody: templateBody });
  }
  const place = {
    Bucket,
    Key: `streamflix/${ref.suffix}/${tokens.changeSet}.json`,
    ExpectedBucketOwner: ref.account,
  };
  const put = new PutObjectCommand({
    ...place,
    Body: templateBody,
    ContentType: 'application/json',
    ServerSideEncryption: 'AES256',
  });
  // Where the SDK puts it is where CloudFormation finds it: partition, endpoint and style of address are the SDK's to know.
  let TemplateURL = '';
  put.middlewareStack.add(
    next => args => {
      if (isRequest(args.request)) {
        const { protocol, hostname, port, path } = args.request;
        TemplateURL = `${protocol}//${hostname}${
          port ? `:${port}` : ''
        }${path}`;
      }
      return next(args);
    },
    { step: 'finalizeRequest', name: 'noteAddress' },
  );
  try {
    await s3.send(put);
  } catch (error) {
    const known = toAwsError(error, { action: 's3:PutObject', ...ref });
    if (known && known.kind !== 'denied') throw known;
    const reason =
      known?.message ?? (error instanceof Error ? error.message : error);
    throw new RefusedError([
      {
        path: '',
        message: `The template has ${bytes} bytes and must go through the staging bucket ${Bucket}, which cannot be used: ${reason} It must exist in ${ref.region} and belong to account ${ref.account} (streamflix.staging.bucket).`,
      },
    ]);
  }
  try {
    return await run({ TemplateURL });
  } finally {
    // A life cycle rule of the bucket takes what is left here; the operation is worth more than its wrapping.
    await s3.send(new DeleteObjectCommand(place)).catch(() => {});
  }
}

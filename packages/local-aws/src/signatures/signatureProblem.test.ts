import {
  APIGatewayClient,
  GetAccountCommand,
} from '@aws-sdk/client-api-gateway';
import {
  ECRClient,
  BatchGetImageCommand,
  GetDownloadUrlForLayerCommand,
} from '@aws-sdk/client-ecr';
import { ECSClient, ListClustersCommand } from '@aws-sdk/client-ecs';
import { KinesisClient, ListStreamsCommand } from '@aws-sdk/client-kinesis';
import {
  CreateBucketCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  AssumeRoleCommand,
  GetCallerIdentityCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { clientConfig } from '../__testUtils__/seed';
import { type LocalAws, startLocalAws } from '../server/startLocalAws';

let aws: LocalAws;
beforeAll(async () => {
  aws = await startLocalAws({ verifiesSignatures: true });
});
afterAll(() => aws.stop());

const config = () => ({ ...clientConfig(aws.url), forcePathStyle: true });
const known = { accessKeyId: 'local', secretAccessKey: 'local' };

/** How each protocol answers: `served`, or the error's name and status. */
async function answers(more: object) {
  const all = { ...config(), ...more };
  const calls = {
    query: new STSClient(all).send(new GetCallerIdentityCommand({})),
    json: new ECSClient(all).send(new ListClustersCommand({})),
    http2: new KinesisClient(all).send(new ListStreamsCommand({})),
    restJson: new APIGatewayClient(all).send(new GetAccountCommand({})),
    restXml: new S3Client(all).send(
      new CreateBucketCommand({ Bucket: `of-${Math.random()}` }),
    ),
  };
  const read = Object.entries(calls).map(async ([name, call]) => [
    name,
    await call.then(
      () => 'served',
      error => `${error.name} ${error.$metadata?.httpStatusCode}`,
    ),
  ]);
  return Object.fromEntries(await Promise.all(read));
}

const everywhere = (answer: string) => ({
  query: answer,
  json: answer,
  http2: answer,
  restJson: answer,
  restXml: answer,
});

async function assumed() {
  const { Credentials } = await new STSClient(config()).send(
    new AssumeRoleCommand({
      RoleArn: 'arn:aws:iam::000000000000:role/deployer',
      RoleSessionName: 'test',
    }),
  );
  return {
    accessKeyId: Credentials!.AccessKeyId!,
    secretAccessKey: Credentials!.SecretAccessKey!,
    sessionToken: Credentials!.SessionToken!,
  };
}

describe('a request', () => {
  it.each([known, { accessKeyId: 'root', secretAccessKey: 'root' }])(
    'is served when it is signed with the secret of $accessKeyId',
    async credentials => {
      expect(await answers({ credentials })).toEqual(everywhere('served'));
    },
  );

  it('is served when it is signed with the credentials of a role', async () => {
    expect(await answers({ credentials: await assumed() })).toEqual(
      everywhere('served'),
    );
  });

  it('is refused when its secret is wrong', async () => {
    const credentials = { ...known, secretAccessKey: 'wrong' };
    expect(await answers({ credentials })).toEqual({
      query: 'SignatureDoesNotMatch 403',
      json: 'InvalidSignatureException 400',
      http2: 'InvalidSignatureException 400',
      restJson: 'InvalidSignatureException 403',
      restXml: 'SignatureDoesNotMatch 403',
    });
    await expect(
      new STSClient({ ...config(), credentials }).send(
        new GetCallerIdentityCommand({}),
      ),
    ).rejects.toThrow(
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    );
  });

  it.each([
    ['its access key', () => ({ ...known, accessKeyId: 'AKIAUNKNOWN' })],
    [
      'its session token',
      async () => ({ ...(await assumed()), sessionToken: 'another' }),
    ],
  ])('is refused when AWS does not know %s', async (_case, credentials) => {
    expect(await answers({ credentials: await credentials() })).toEqual({
      query: 'InvalidClientTokenId 403',
      json: 'UnrecognizedClientException 403',
      http2: 'UnrecognizedClientException 403',
      restJson: 'UnrecognizedClientException 403',
      restXml: 'InvalidAccessKeyId 403',
    });
  });

  it.each([-3_600_000, 3_600_000])(
    'is refused when its clock is wrong by %d ms',
    async systemClockOffset => {
      expect(await answers({ systemClockOffset })).toEqual({
        query: 'SignatureDoesNotMatch 403',
        json: 'InvalidSignatureException 400',
        http2: 'InvalidSignatureException 400',
        restJson: 'InvalidSignatureException 403',
        restXml: 'RequestTimeTooSkewed 403',
      });
    },
  );

  it('is refused without a signature, and with a part of one', async () => {
    const send = async (authorization?: string) => {
      const response = await fetch(aws.url, {
        method: 'POST',
        body: new URLSearchParams({ Action: 'GetCallerIdentity' }),
        headers: authorization ? { authorization } : {},
      });
      return /<Code>(.*?)<.*<Message>(.*?)</s
        .exec(await response.text())
        ?.slice(1);
    };
    expect(await send()).toEqual([
      'MissingAuthenticationToken',
      'Request is missing Authentication Token',
    ]);
    expect(
      await send(
        'AWS4-HMAC-SHA256 Credential=local/20261130/eu-west-2/sts/aws4_request',
      ),
    ).toEqual([
      'IncompleteSignature',
      "Authorization header requires 'SignedHeaders' parameter. Authorization header requires 'Signature' parameter. Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
    ]);
  });

  it('may have any path, query and body', async () => {
    const s3 = new S3Client(config());
    await s3.send(new CreateBucketCommand({ Bucket: 'any' }));
    const object = { Bucket: 'any', Key: 'a b/ü+~(1)/x=y&z.json' };
    await s3.send(new PutObjectCommand({ ...object, Body: 'ä'.repeat(9_000) }));
    const { Body } = await s3.send(new GetObjectCommand(object));
    expect(await Body?.transformToString()).toHaveLength(9_000);
  });
});

it('a presigned address is served, and refused when it was changed', async () => {
  const ecr = new ECRClient(config());
  const repositoryName = 'streamflix/content';
  const { images } = await ecr.send(
    new BatchGetImageCommand({
      repositoryName,
      imageIds: [{ imageTag: '1.0-arm64' }],
    }),
  );
  const { config: layer } = JSON.parse(images![0].imageManifest!);
  const { downloadUrl } = await ecr.send(
    new GetDownloadUrlForLayerCommand({
      repositoryName,
      layerDigest: layer.digest,
    }),
  );
  expect((await fetch(downloadUrl!)).status).toBe(200);
  const changed = await fetch(
    downloadUrl!.replace('Expires=3600', 'Expires=7200'),
  );
  expect([changed.status, await changed.text()]).toEqual([
    403,
    expect.stringContaining('SignatureDoesNotMatch'),
  ]);
});

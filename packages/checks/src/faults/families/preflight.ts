import type { Attempt, Family, Scenario } from '../Scenario';
import { destroysThen, running } from './steps';

const longNames = Array.from(
  { length: 10 },
  (_, index) => `streamflix/${'long-name-'.repeat(48)}${index}`,
);

/** Larger than CloudFormation accepts in a request. */
const large = {
  blueprint: 'complete',
  secrets: { database: 'streamflix/database', apiKeys: longNames },
} as const;

const staging = { staging: { bucket: 'templates-{account}-{region}' } };
const bucket = 'templates-000000000000-eu-central-1';

const refused = (
  name: string,
  attempt: Partial<Attempt>,
  more: Partial<Scenario> = {},
): Scenario => ({
  name,
  operation: 'create',
  ...more,
  attempts: [
    ...(more.attempts ?? []),
    { do: 'create', expects: 'refused', stack: 'absent', ...attempt },
  ],
});

const withdraw = {
  kind: 'withdraw-version',
  engine: 'aurora-postgresql',
  version: '15.*',
} as const;

const stranger = {
  userRef: 'user:default/eve',
  owns: ['user:default/eve', 'group:default/news'],
};

export const preflight: Family = {
  name: 'preflight',
  scenarios: [
    refused('a secret does not exist', {
      input: { secrets: { database: 'streamflix/none', apiKeys: [] } },
      messages: [/^Database secret does not exist in eu-central-1 /],
    }),
    refused('all problems are reported at once', {
      input: {
        secrets: {
          database: 'streamflix/none',
          apiKeys: ['streamflix/neither'],
        },
      },
      faults: [withdraw],
      faultsAreOptional: true,
      messages: [
        /^Database secret does not exist in eu-central-1 /m,
        /^API key secret 1 does not exist in eu-central-1 /m,
        /AWS does not offer aurora-postgresql 15/,
      ],
    }),
    refused('the region is not allowed', {
      input: { region: 'us-west-1' },
      messages: [/^Region must be one this installation allows: /],
    }),
    refused('the engine version has been withdrawn', {
      faults: [withdraw],
      faultsAreOptional: true,
      messages: [
        /^AWS does not offer aurora-postgresql 15\.\d+ in eu-central-1, which DatabaseCluster is to have; it offers .*Choose one of these\.$/,
      ],
    }),
    {
      name: 'the engine version is withdrawn between plan and deployment',
      operation: 'create',
      attempts: [
        {
          do: 'create',
          meanwhile: [{ at: 'planned', do: { faults: [withdraw] } }],
          expects: 'rolled-back',
          stack: 'ROLLBACK_COMPLETE',
          messages: [
            /DatabaseCluster \(AWS::RDS::DBCluster\): AWS does not offer this engine version, or no longer does\. Choose a version that AWS offers/,
          ],
        },
      ],
    },
    {
      name: 'the running engine version has been withdrawn, and a change succeeds',
      operation: 'change',
      attempts: [
        running,
        {
          do: 'change',
          faults: [withdraw],
          faultsAreOptional: true,
          expects: 'updated',
          stack: 'UPDATE_COMPLETE',
        },
        destroysThen,
        // New resources cannot use it any more.
        {
          do: 'create',
          faults: [withdraw],
          faultsAreOptional: true,
          expects: 'refused',
          stack: 'absent',
          messages: [/^AWS does not offer aurora-postgresql 15/],
        },
      ],
    },
    refused(
      'the suffix belongs to another owner',
      {
        requester: stranger,
        input: { owner: 'group:default/news' },
        stack: 'CREATE_COMPLETE',
        messages: [
          /^Suffix abc is taken in eu-central-1\. Choose another suffix\.$/,
        ],
      },
      { attempts: [running] },
    ),
    refused(
      'another operation is in progress, and is reported with its owner and start',
      {
        stack: 'CREATE_IN_PROGRESS',
        partlyReported: true,
        messages: [
          /is being created \(CREATE_IN_PROGRESS, since \d{4}-.*, owner group:default\/video\)\. Wait until it has finished/,
        ],
      },
      {
        attempts: [
          {
            do: 'create',
            onAbort: 'leave',
            faults: [
              {
                kind: 'hang-resource',
                operation: 'create',
                resource: 'Stream',
              },
            ],
            meanwhile: [
              { at: { line: /Stream · CREATE_IN_PROGRESS/ }, do: 'cancel' },
            ],
            expects: 'cancelled',
            stack: 'CREATE_IN_PROGRESS',
            messages: [
              /^Environment abc in eu-central-1 is no longer followed/,
            ],
            partlyReported: true,
          },
        ],
      },
    ),
    {
      name: 'an operation that is no longer followed is found by its token and followed to its end',
      operation: 'create',
      speed: 100,
      attempts: [
        {
          do: 'create',
          token: 'same',
          onAbort: 'leave',
          meanwhile: [{ at: { line: /Vpc · CREATE_COMPLETE/ }, do: 'cancel' }],
          expects: 'cancelled',
          stack: 'CREATE_IN_PROGRESS',
          messages: [/^Environment abc in eu-central-1 is no longer followed/],
          partlyReported: true,
        },
        { ...running, token: 'same', reportedAgain: true },
      ],
    },
    {
      name: 'two users create the same environment at once, and one of them is refused',
      operation: 'create',
      attempts: [
        {
          ...running,
          concurrent: {
            ...running,
            expects: 'refused',
            messages: [/Plan it again\.|is being created/],
          },
        },
      ],
    },
    refused(
      'the template is too large and there is no bucket for it',
      {
        input: large,
        messages: [
          /^The environment is too large for one CloudFormation template: API key secrets/,
        ],
      },
      { secrets: longNames },
    ),
    {
      name: 'the template is too large and goes through the bucket',
      operation: 'create',
      secrets: longNames,
      buckets: [bucket],
      attempts: [{ ...running, input: large, settings: staging }],
    },
    refused(
      'the bucket for large templates does not exist',
      {
        input: large,
        settings: staging,
        messages: [
          /must go through the staging bucket templates-000000000000-eu-central-1, which cannot be used: The specified bucket does not exist/,
        ],
      },
      { secrets: longNames },
    ),
    refused(
      'the bucket for large templates may not be written',
      {
        input: large,
        settings: staging,
        faults: [{ kind: 'deny', service: 's3', operation: 'PutObject' }],
        messages: [
          /staging bucket templates-000000000000-eu-central-1, which cannot be used/,
          /s3:PutObject/,
        ],
      },
      { secrets: longNames, buckets: [bucket] },
    ),
  ],
};

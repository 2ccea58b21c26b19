import type { Fault } from '@streamflix/local-aws';
import type { Attempt, Family, Scenario } from '../Scenario';
import { changesThen, destroysThen, running } from './steps';

const creates: Attempt = { ...running, input: { deletionProtection: true } };

/** Protection is on: the environment cannot be destroyed. */
const isProtected: Attempt = {
  do: 'destroy',
  expects: 'refused',
  stack: 'CREATE_COMPLETE',
  messages: [/is protected against deletion/],
};

/** Each operation with the attempts it needs before. */
const operations = {
  create: [creates],
  change: [running, changesThen],
  destroy: [running, destroysThen],
} as const;

/** The same operation, with failing calls. */
const row = (
  name: string,
  operation: keyof typeof operations,
  attempt: Pick<
    Attempt,
    'faults' | 'meanwhile' | 'notices' | 'faultsAreOptional'
  >,
  more: Pick<Scenario, 'speed'> = {},
  then: readonly Attempt[] = [],
): Scenario => {
  const [first, second] = operations[operation];
  return {
    name,
    operation,
    ...more,
    attempts: second
      ? [first, { ...second, ...attempt }]
      : [{ ...first, ...attempt }, ...then],
  };
};

const mutating: readonly (readonly [string, keyof typeof operations])[] = [
  ['CreateChangeSet', 'create'],
  ['ExecuteChangeSet', 'create'],
  ['UpdateTerminationProtection', 'create'],
  ['CreateChangeSet', 'change'],
  ['ExecuteChangeSet', 'change'],
  ['DeleteStack', 'destroy'],
];

type Lost = Extract<Fault, { kind: 'fail-call' | 'drop-connection' }>;

const lost: readonly (readonly [string, Lost])[] = [
  ['AWS fails before it has done', { kind: 'fail-call', when: 'before' }],
  ['AWS fails after it has done', { kind: 'fail-call', when: 'after' }],
  [
    'the connection breaks before AWS receives',
    { kind: 'drop-connection', when: 'before' },
  ],
  [
    'the connection breaks before the response arrives of',
    { kind: 'drop-connection', when: 'after' },
  ],
];

const away = (seconds: number): Fault => ({ kind: 'go-away', seconds });
const goes = [
  /^AWS is not responding \(AWS cannot be reached/,
  /^AWS is responding again after \d+ s\.$/,
];

export const calls: Family = {
  name: 'calls',
  scenarios: [
    ...mutating.flatMap(([call, operation]) =>
      lost.map(([what, fault]) =>
        row(
          `${what} ${call} (${operation})`,
          operation,
          // More often than the SDK retries; where a describe call shows the result, the engine repeats the call less often.
          { faults: [{ ...fault, operation: call, times: 6 }] },
          {},
          call === 'UpdateTerminationProtection' ? [isProtected] : [],
        ),
      ),
    ),
    ...(['create', 'change', 'destroy'] as const).flatMap(operation => [
      row(`a third of all calls are throttled (${operation})`, operation, {
        faults: [{ kind: 'throttle', percent: 30 }],
      }),
      row(
        `AWS is unreachable for some seconds during the operation (${operation})`,
        operation,
        {
          meanwhile: [
            {
              at: { line: /(CREATE|UPDATE|DELETE)_IN_PROGRESS/, nth: 3 },
              do: { faults: [away(5)] },
            },
          ],
          notices: goes,
        },
        { speed: 600 },
      ),
    ]),
    row('AWS is away between plan and deployment', 'create', {
      meanwhile: [{ at: 'planned', do: { faults: [away(5)] } }],
      notices: goes,
    }),
    row('AWS is away when the change set is made', 'create', {
      faults: [
        { kind: 'go-away', seconds: 4, operation: 'CreateChangeSet', times: 1 },
      ],
    }),
    row('every answer takes its time', 'change', {
      faults: [{ kind: 'slow-call', seconds: 0.3 }],
    }),
    row('the answer to the execution comes late', 'create', {
      faults: [
        {
          kind: 'slow-call',
          seconds: 3,
          when: 'after',
          operation: 'ExecuteChangeSet',
        },
      ],
    }),
    row(
      'events cannot be read for a while',
      'create',
      {
        meanwhile: [
          {
            at: { line: /Vpc · CREATE_COMPLETE/ },
            do: {
              faults: [
                {
                  kind: 'fail-call',
                  operation: 'DescribeStackEvents',
                  times: 8,
                },
              ],
            },
          },
        ],
        notices: [
          /^AWS is not responding \(.*\)\. The operation continues in AWS/,
          /^AWS is responding again/,
        ],
      },
      { speed: 600 },
    ),
    {
      name: 'AWS stays unreachable, and the message says that the operation continues',
      operation: 'create',
      speed: 600,
      attempts: [
        {
          do: 'create',
          settings: { operation: { retryTimeout: { seconds: 3 } } },
          meanwhile: [
            {
              at: { line: /Vpc · CREATE_COMPLETE/ },
              do: {
                faults: [
                  { kind: 'drop-connection', service: 'cloudformation' },
                ],
              },
            },
          ],
          expects: 'needs-attention',
          stack: 'CREATE_COMPLETE',
          messages: [
            /can no longer be followed, and the operation continues in AWS: when last seen, it is being created\. AWS cannot be reached/,
          ],
          partlyReported: true,
        },
      ],
    },
    {
      name: 'AWS is unreachable at the request',
      operation: 'create',
      attempts: [
        {
          do: 'create',
          faults: [{ kind: 'drop-connection' }],
          expects: 'no-aws',
          stack: 'absent',
          messages: [/^AWS cannot be reached/],
        },
      ],
    },
    {
      name: 'AWS throttles every call of the request',
      operation: 'create',
      attempts: [
        {
          do: 'create',
          faults: [{ kind: 'throttle' }],
          expects: 'no-aws',
          stack: 'absent',
          messages: [/[Tt]hrottle|too (much|many)|Rate exceeded/],
        },
      ],
    },
  ],
};

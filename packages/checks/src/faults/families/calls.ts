import type { Fault } from '@streamflix/local-aws';
import type { Attempt, Family, Scenario } from '../Scenario';
import { changesThen, destroysThen, running } from './steps';

const creates: Attempt = { ...running, input: { deletionProtection: true } };

/** Protection is on: the environment cannot be destroyed. */
const isProtected: Attempt = {
  do: 'destroy',
  ends: 'refused',
  stack: 'CREATE_COMPLETE',
  says: [/is protected against deletion/],
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
  attempt: Pick<Attempt, 'faults' | 'besides' | 'notices' | 'mayMiss'>,
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
    'the connection breaks before AWS hears of',
    { kind: 'drop-connection', when: 'before' },
  ],
  [
    'the connection breaks before we hear the answer to',
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
        `AWS is away for some seconds while it is at work (${operation})`,
        operation,
        {
          besides: [
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
      besides: [{ at: 'planned', do: { faults: [away(5)] } }],
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
        besides: [
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
      name: 'AWS does not come back, and it is told who goes on',
      operation: 'create',
      speed: 600,
      attempts: [
        {
          do: 'create',
          settings: { operation: { retryTimeout: { seconds: 3 } } },
          besides: [
            {
              at: { line: /Vpc · CREATE_COMPLETE/ },
              do: {
                faults: [
                  { kind: 'drop-connection', service: 'cloudformation' },
                ],
              },
            },
          ],
          ends: 'needs-attention',
          stack: 'CREATE_COMPLETE',
          says: [
            /can no longer be followed, and the operation continues in AWS: when last seen, it is being created\. AWS cannot be reached/,
          ],
          untold: true,
        },
      ],
    },
    {
      name: 'AWS is not there when somebody asks',
      operation: 'create',
      attempts: [
        {
          do: 'create',
          faults: [{ kind: 'drop-connection' }],
          ends: 'no-aws',
          stack: 'absent',
          says: [/^AWS cannot be reached/],
        },
      ],
    },
    {
      name: 'AWS throttles everything when somebody asks',
      operation: 'create',
      attempts: [
        {
          do: 'create',
          faults: [{ kind: 'throttle' }],
          ends: 'no-aws',
          stack: 'absent',
          says: [/[Tt]hrottle|too (much|many)|Rate exceeded/],
        },
      ],
    },
  ],
};

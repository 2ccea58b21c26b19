import type {
  AccountFindingState,
  AccountReport,
} from '@streamflix/backstage-plugin-streamflix-common';
import { localAwsNote } from './noteLocalAws';

const symbols: Record<AccountFindingState, string> = {
  ok: '✓',
  warning: '!',
  unknown: '!',
  failed: '✗',
};

/** Formats the report about an account. */
export function describeAccount(report: AccountReport): string {
  const { account, region, environments, findings, localAws } = report;
  const commands = findings.filter(({ fix }) => fix).length;
  return [
    ...(localAws ? [localAwsNote] : []),
    `Account ${account} in ${region}, for ${environments} more environment${
      environments === 1 ? '' : 's'
    }:`,
    ...findings.flatMap(({ state, title, message, fix }) => [
      `${symbols[state]} ${title}: ${message}`,
      ...(fix ? [`    ${fix}`] : []),
    ]),
    ...(commands > 0
      ? [
          'Check each command before you run it with the credentials of an administrator.',
        ]
      : []),
  ].join('\n');
}

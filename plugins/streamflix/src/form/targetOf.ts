import type { EnvironmentForm } from '@streamflix/backstage-plugin-streamflix-common';
import type { AwsTarget } from '../api';
import { problemsOf } from './FormDefaults';

/**
 * Account and region of the environment; undefined before a region is chosen. Both become part of a URL, so it is also undefined
 * while either is malformed.
 */
export function targetOf(form: EnvironmentForm): AwsTarget | undefined {
  const { region, advanced } = form;
  const account = form.account ?? advanced?.account;
  const isMalformed = problemsOf({ ...form, account }).some(
    ({ path }) => path === 'region' || path === 'account',
  );
  return region && !isMalformed
    ? { account: account ?? 'default', region }
    : undefined;
}

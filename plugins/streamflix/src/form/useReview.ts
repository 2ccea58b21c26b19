import type {
  EnvironmentReview,
  EnvironmentForm,
} from '@streamflix/backstage-plugin-streamflix-common';
import { useState } from 'react';
import type { AwsTarget } from '../api';
import { useCached } from '../api/useCached';

/** Milliseconds between two readings while CloudFormation is creating the change set. */
const pollInterval = 1_000;

/** A review is started once, not again by every view or on focus. */
const once = {
  revalidateIfStale: false,
  revalidateOnFocus: false,
  revalidateOnReconnect: false,
  shouldRetryOnError: false,
};

export interface ReviewReading {
  /** Undefined until the backend has answered. */
  review?: EnvironmentReview;
  /** What the start of the review and CloudFormation warn of. */
  warnings: string[];
  error?: Error;
  isReading: boolean;
  /** Reviews again, with a new change set. */
  retry(): void;
}

/** Counts how often a page with a review was shown: each time starts a new review. */
let openedPages = 0;

/**
 * Reviews a form: starts when the page is shown and whenever the request changes, and reads the change set until CloudFormation
 * has created it. @param request - undefined while the form cannot be reviewed
 */
export function useReview(
  request:
    | {
        operation: 'create' | 'change';
        target: AwsTarget;
        suffix: string;
        values: Partial<EnvironmentForm>;
      }
    | undefined,
): ReviewReading {
  const [attempt, setAttempt] = useState(() => ++openedPages);
  const key = request && [
    'review',
    request.target.account,
    request.target.region,
    request.suffix,
    JSON.stringify(request.values),
    String(attempt),
  ];
  const started = useCached(
    key ?? null,
    async api => request && api.startReview(request),
    once,
  );
  const changeSetArn =
    started.data?.state === 'creating' ? started.data.changeSetArn : undefined;
  const read = useCached<EnvironmentReview | undefined>(
    request && changeSetArn ? ['review', changeSetArn] : null,
    async api =>
      request && changeSetArn
        ? api.readReview(request.target, request.suffix, changeSetArn)
        : undefined,
    {
      ...once,
      shouldRetryOnError: true,
      errorRetryCount: 5,
      errorRetryInterval: pollInterval,
      dedupingInterval: pollInterval / 2,
      refreshInterval: latest =>
        latest && latest.state !== 'creating' ? 0 : pollInterval,
    },
  );
  const review = changeSetArn ? read.data ?? started.data : started.data;
  const warningsOf = (one: EnvironmentReview | undefined) =>
    one && 'warnings' in one ? one.warnings : [];
  return {
    review,
    warnings: [
      ...new Set([...warningsOf(started.data), ...warningsOf(read.data)]),
    ],
    error: started.error ?? read.error,
    isReading: started.isValidating || review?.state === 'creating',
    retry: () => setAttempt(++openedPages),
  };
}

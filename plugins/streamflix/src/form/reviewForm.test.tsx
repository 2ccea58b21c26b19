import { translationApiRef } from '@backstage/frontend-plugin-api';
import { mockApis } from '@backstage/frontend-test-utils';
import type { EnvironmentReview } from '@streamflix/backstage-plugin-streamflix-common';
import { act, screen, waitFor, within } from '@testing-library/react';
import { FakeStreamflixApi } from '../__testUtils__/FakeStreamflixApi';
import { findViolations } from '../__testUtils__/findViolations';
import { openTemplate } from '../__testUtils__/openTemplate';
import {
  changeSetArn,
  loss,
  repository,
  reviewOf,
  scaling,
} from '../__testUtils__/reviews';
import { responseError } from '../__testUtils__/responseError';
import { stackOf } from '../__testUtils__/stacks';
import { field, fillIn, press, user } from '../__testUtils__/user';
import { streamflixApiRef } from '../api';
import { reviewFormDataOf } from './ReviewFormData';
import { rememberPlan } from './useStartOver';
import { validateReview } from './validateReview';

afterEach(() => window.sessionStorage.clear());

/** Opens the form of a change at its last page. */
async function openReview(answers: Partial<FakeStreamflixApi>) {
  const api = new FakeStreamflixApi({ stacks: [stackOf()], ...answers });
  const opened = openTemplate('change', api);
  await screen.findByText('Current state');
  await press('Next');
  await fillIn('Maximum service tasks', '9');
  await press('Next');
  await screen.findByRole('combobox', { name: /^API key secret 1/ });
  await press('Next');
  return opened;
}

/** Opens the form of a change with values in its address. */
const openFilledIn = (
  values: { size?: object; review: object },
  answers: Partial<FakeStreamflixApi> = {},
) =>
  openTemplate(
    'change',
    new FakeStreamflixApi({
      stacks: [stackOf()],
      review: reviewOf([loss]),
      ...answers,
    }),
    {
      environment: 'resource:default/streamflix-demo-eu-west-2',
      suffix: 'demo',
      changes: ['Maximum service tasks: 10 → 9'],
      ...values,
    },
  );

/** Opens the form of a change as *Start over* does after a task. */
const startOver: typeof openFilledIn = (values, answers) => {
  rememberPlan(values.review);
  return openFilledIn(values, answers);
};

/** What a task executed that is started over. */
const before = { changeSetArn, allowDataLoss: ['DeadLetterQueue'] };

const whatWillBeDone = () =>
  screen.findByRole('region', { name: 'What will be done' });

const reviewsIn = (api: FakeStreamflixApi) =>
  api.calls.filter(call => call.startsWith('review change'));

/** The values of the task that was started. */
async function startedWith({
  scaffolder,
}: Awaited<ReturnType<typeof openReview>>) {
  await waitFor(() => expect(scaffolder.scaffold).toHaveBeenCalled());
  return jest.mocked(scaffolder.scaffold).mock.calls[0][0].values;
}

/** The review of an environment whose rollback must be continued before it can change. */
function stuckRollback(): EnvironmentReview {
  const { spec } = stackOf();
  if (!spec.ok) throw new Error(spec.reason);
  return {
    state: 'recovery',
    recovery: {
      how: 'continue-rollback',
      stackStatus: 'UPDATE_ROLLBACK_FAILED',
      blockedBy: ['Stream'],
    },
    changes: [],
    spec: spec.value,
    warnings: [],
  };
}

describe('the review in the form', () => {
  it('shows each resource by part, with its values before and after, and executes that change set', async () => {
    const opened = await openReview({
      review: reviewOf([scaling, repository]),
    });
    const page = await whatWillBeDone();
    const compute = await within(page).findByRole('region', {
      name: 'Compute',
    });
    expect(
      within(compute)
        .getAllByRole('listitem')
        .map(item => item.textContent),
    ).toEqual([
      'changed ServiceScaling ApplicationAutoScaling::ScalableTargetMaxCapacity: 10 → 9RoleARN',
      'MaxCapacity: 10 → 9',
      'RoleARN',
      'added Repository ECR::Repository',
    ]);
    expect(
      within(page).getByText('Resources: 1 added · 1 changed'),
    ).toBeInTheDocument();
    expect(
      within(page).getByText('A quota may be exceeded.'),
    ).toBeInTheDocument();
    for (const text of [
      '000000000000',
      'London (eu-west-2)',
      /^\d+–\d+ × [\d.]+ vCPU, \d+ GiB$/,
      /^Aurora, [\d.]+–\d+ ACU$/,
      /^\d × cache\.\S+$/,
      /^\d shards$/,
      /^public/,
      'About 12 min, as earlier operations in this account have shown',
    ]) {
      expect(within(page).getAllByText(text)[0]).toBeInTheDocument();
    }
    expect(await findViolations(page)).toEqual([]);
    expect(reviewsIn(opened.api)).toEqual([
      'review change demo {"size":{"service":{"maxTasks":9}},"secrets":{}}',
    ]);

    await press('Review');
    await press('Change');
    expect((await startedWith(opened)).review).toEqual({ changeSetArn });
  });

  it('requires each loss of data to be confirmed by name', async () => {
    const opened = await openReview({ review: reviewOf([scaling, loss]) });
    const box = await screen.findByRole('checkbox', {
      name: /^DeadLetterQueue.*Removed: its data is lost/,
    });
    expect(screen.getAllByRole('checkbox')).toHaveLength(1);
    await press('Review');
    await screen.findAllByText(
      'Confirm that the data of DeadLetterQueue may be lost.',
    );
    await user.click(box);
    await press('Review');
    await press('Change');
    expect((await startedWith(opened)).review).toEqual({
      changeSetArn,
      allowDataLoss: ['DeadLetterQueue'],
    });
  });

  it('reviews again when a value has changed, and forgets what was confirmed', async () => {
    const { api } = await openReview({ review: reviewOf([loss]) });
    await user.click(
      await screen.findByRole('checkbox', { name: /^DeadLetterQueue/ }),
    );
    await press('Back');
    await screen.findByRole('combobox', { name: /^API key secret 1/ });
    await press('Back');
    await field('Maximum service tasks');
    // Each review has a change set of its own.
    api.review = Object.assign(reviewOf([loss]), {
      changeSetArn: `${changeSetArn}8`,
    });
    await fillIn('Maximum service tasks', '8');
    await press('Next');
    await screen.findByRole('combobox', { name: /^API key secret 1/ });
    await press('Next');
    expect(
      await screen.findByRole('checkbox', { name: /^DeadLetterQueue/ }),
    ).not.toBeChecked();
    expect(reviewsIn(api)[1]).toContain('"maxTasks":8');
  });

  it('is where a form that is started over opens, filled in, and asks for each consent again', async () => {
    const size = { service: { maxTasks: 9 } };
    const opened = startOver({ size, review: before });
    const box = await screen.findByRole('checkbox', {
      name: /^DeadLetterQueue/,
    });
    expect(box).not.toBeChecked();
    expect(reviewsIn(opened.api)).toEqual([
      expect.stringContaining('{"size":{"service":{"maxTasks":9}}'),
    ]);

    await press('Back');
    await screen.findByRole('combobox', { name: /^API key secret 1/ });
    await press('Back');
    expect(await field('Maximum service tasks')).toHaveValue('9');
    await press('Next');
    await screen.findByRole('combobox', { name: /^API key secret 1/ });
    await press('Next');
    await user.click(
      await screen.findByRole('checkbox', { name: /^DeadLetterQueue/ }),
    );
    await press('Review');
    await press('Change');
    expect((await startedWith(opened)).review).toEqual(before);
  });

  it('is not reached by a form that is started over with values that are refused: it opens at their page', async () => {
    const { api } = startOver({
      size: { stream: { shards: 99 } },
      review: before,
    });
    await waitFor(async () => expect(await field('Shards')).toHaveFocus());
    expect(await field('Shards')).toBeInvalid();
    await fillIn('Shards', '4');
    await press('Next');
    // From the first input on, the user decides.
    await screen.findByRole('combobox', { name: /^API key secret 1/ });
    expect(reviewsIn(api)).toEqual([]);
  });

  it('is not made because of an address that comes from elsewhere', async () => {
    const submit = jest.spyOn(HTMLFormElement.prototype, 'requestSubmit');
    const size = { service: { maxTasks: 9 } };
    const { api } = openFilledIn({ size, review: before });
    await screen.findByText('Current state');
    // A form that is started over submits its page as soon as its fields have their values.
    await act(async () => new Promise(done => setTimeout(done, 500)));
    expect(submit).not.toHaveBeenCalled();
    submit.mockRestore();

    await press('Next');
    expect(await field('Maximum service tasks')).toHaveValue('9');
    expect(reviewsIn(api)).toEqual([]);
  });

  it.each<[string, EnvironmentReview, RegExp, string]>([
    [
      'every reason of a refusal',
      {
        state: 'refused',
        problems: [{ path: '', message: 'The image does not exist.' }],
      },
      /The image does not exist/,
      'This cannot be deployed: see the reasons in the plan.',
    ],
    [
      'that a change set can no longer be executed',
      { state: 'outdated' },
      /^This plan can no longer be executed/,
      'Wait until the plan is complete.',
    ],
  ])('shows %s, and does not continue', async (_, review, shown, problem) => {
    const { api } = await openReview({ review });
    await within(await whatWillBeDone()).findByText(shown);
    await press('Review');
    expect((await screen.findAllByText(problem))[0]).toBeInTheDocument();

    api.review = reviewOf([scaling]);
    await press('Plan again');
    expect(await screen.findByText('ServiceScaling')).toBeInTheDocument();
    await press('Review');
    expect(
      await screen.findByText('Maximum service tasks: 10 → 9'),
    ).toBeInTheDocument();
  });

  it('does not continue when the change set has gone since it was shown', async () => {
    const { api } = await openReview({ review: reviewOf([scaling]) });
    await screen.findByText('ServiceScaling');
    api.review = { state: 'outdated' };
    await press('Review');
    expect(
      (await screen.findAllByText(/^This plan can no longer be executed/))[0],
    ).toBeInTheDocument();
  });

  it('shows why it failed, and tries again on request', async () => {
    const { api } = await openReview({
      review: reviewOf([scaling]),
      async startReview() {
        throw new Error('AWS is away.');
      },
    });
    const alert = await screen.findByText('The plan failed');
    expect(alert.closest('[role=alert]')).toHaveTextContent('AWS is away.');
    api.startReview = FakeStreamflixApi.prototype.startReview;
    await press('Plan again');
    expect(await screen.findByText('ServiceScaling')).toBeInTheDocument();
  });

  it('shows when nothing changes, and continues', async () => {
    const opened = await openReview({ review: { state: 'unchanged' } });
    await screen.findByText(/^Nothing changes in the stack/);
    await press('Review');
    await press('Change');
    expect((await startedWith(opened)).review).toEqual({});
  });

  it('lists what is done in order where a rollback must be continued first, and offers to skip only what blocks it', async () => {
    const opened = await openReview({ review: stuckRollback() });
    expect(screen.queryByText('Expected duration')).not.toBeInTheDocument();
    const steps = await screen.findByRole('region', {
      name: 'What will be done, in order',
    });
    expect(within(steps).getAllByRole('listitem')[0]).toHaveTextContent(
      /^Continue the rollback of the last change/,
    );
    await user.click(screen.getByRole('checkbox', { name: 'Stream' }));
    await press('Review');
    await press('Change');
    expect((await startedWith(opened)).review).toEqual({
      skipResources: ['Stream'],
    });
  });
});

describe('a consent in the address of a form', () => {
  it('does not skip a resource when a rollback is continued', async () => {
    startOver(
      { review: { skipResources: ['Stream'] } },
      { review: stuckRollback() },
    );
    expect(
      await screen.findByRole('checkbox', { name: 'Stream' }),
    ).not.toBeChecked();
  });

  const review = reviewOf([loss]);

  it.each([
    ['the change set it was given for', changeSetArn, [loss.logicalId]],
    ['another change set', `${changeSetArn}2`, undefined],
    ['no change set', undefined, undefined],
  ])('is kept or dropped when it is for %s', (_, arn, accepted) => {
    const formData = { changeSetArn: arn, allowDataLoss: [loss.logicalId] };
    expect(reviewFormDataOf(review, formData).allowDataLoss).toEqual(accepted);
  });
});

describe('the check of a change set when the user continues', () => {
  it.each([
    [503, 'AWS is away.'],
    [401, 'Your sign-in has expired.'],
  ])(
    'reports why it failed with status %s, and does not call the change set outdated',
    async (status, reason) => {
      const failure = await responseError(status, 'AWS is away.');
      const apis = new Map<unknown, unknown>([
        [streamflixApiRef, new FakeStreamflixApi({ failure })],
        [translationApiRef, mockApis.translation()],
      ]);
      const problems: string[] = [];
      await validateReview(
        { changeSetArn },
        { addError: (message: string) => problems.push(message) } as never,
        {
          apiHolder: { get: ref => apis.get(ref) as never },
          formData: { suffix: 'demo', region: 'eu-west-2' },
          schema: {},
        },
      );
      expect(problems).toEqual([
        expect.stringContaining(
          `It could not be checked whether this plan can still be executed: ${reason}`,
        ),
      ]);
    },
  );
});

import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, within } from '@testing-library/react';
import { streamflixApiRef } from '../api';
import { FakeStreamflixApi } from '../__testUtils__/FakeStreamflixApi';
import { findViolations } from '../__testUtils__/findViolations';
import { user } from '../__testUtils__/user';
import { rootRouteRef } from '../routes';
import { AccountsContent } from './AccountsContent';

const show = (answers: Partial<FakeStreamflixApi> = {}) => {
  const api = new FakeStreamflixApi(answers);
  const { container } = renderInTestApp(<AccountsContent />, {
    apis: [[streamflixApiRef, api]],
    mountedRoutes: { '/streamflix': rootRouteRef },
  });
  return { api, container };
};

const findings = [
  {
    id: 'credentials',
    title: 'Credentials',
    state: 'ok',
    message: 'arn:aws:iam::000000000000:user/portal.',
  },
  {
    id: 'api-log-role',
    title: 'Logs of REST APIs',
    state: 'failed',
    message: 'API Gateway has no role for logs.',
    fix: 'aws apigateway update-account --region eu-west-2',
  },
  {
    id: 'service-linked-roles',
    title: 'Service-linked roles',
    state: 'unknown',
    message: 'Could not be checked: AWS denies iam:GetRole.',
  },
] as const;

describe('the page of the AWS accounts', () => {
  it('shows each finding with its state and the command that corrects it, and is accessible', async () => {
    const { container } = show({ findings: [...findings] });

    expect(
      await screen.findByText('Errors: 1. Warnings: 1.'),
    ).toBeInTheDocument();
    const items = within(screen.getAllByRole('list').at(-1)!).getAllByRole(
      'listitem',
    );
    expect(
      items.map(item => within(item).getByRole('heading').textContent),
    ).toEqual(findings.map(({ title }) => title));
    expect(items[0]).toHaveTextContent('Ready');
    expect(items[1]).toHaveTextContent('Error');
    expect(items[2]).toHaveTextContent('Unknown');
    expect(
      within(items[1]).getByLabelText('Command for Logs of REST APIs'),
    ).toHaveTextContent('aws apigateway update-account --region eu-west-2');
    expect(await findViolations(container)).toEqual([]);
  });

  it('shows that everything is ready', async () => {
    show({ findings: [findings[0]] });
    expect(await screen.findByText('Everything is ready.')).toBeInTheDocument();
  });

  it('checks another region when it is selected', async () => {
    const { api } = show({ findings: [findings[0]] });
    await screen.findByText('Everything is ready.');
    expect(api.calls).toContain('account 000000000000/eu-west-2 1');

    await user.click(screen.getByRole('button', { name: /Region/ }));
    await user.click(
      await screen.findByRole('option', {
        name: 'Canada Central (ca-central-1)',
      }),
    );

    await screen.findByText('Everything is ready.');
    expect(api.calls).toContain('account 000000000000/ca-central-1 1');
  });

  it('shows why the account could not be read', async () => {
    show({ failure: new Error('AWS cannot be reached.') });
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('The account could not be read');
    expect(alert).toHaveTextContent('AWS cannot be reached.');
  });
});

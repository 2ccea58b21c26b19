import { screen, waitFor } from '@testing-library/react';
import { FakeStreamflixApi } from '../__testUtils__/FakeStreamflixApi';
import { findViolations } from '../__testUtils__/findViolations';
import { openTemplate } from '../__testUtils__/openTemplate';
import { stackOf } from '../__testUtils__/stacks';
import {
  field,
  fillIn,
  press,
  user,
  finishReview,
} from '../__testUtils__/user';

const offers = {
  zones: ['euw3-az1', 'euw3-az2', 'euw3-az3'],
  databaseVersions: { aurora: ['16.13'], rds: ['15.17', '16.13', '17.9'] },
  instanceClasses: ['db.t3.micro', 'db.t4g.medium'],
  cacheVersions: { redis: ['7.1'], valkey: ['8.1'] },
  unread: [],
};

const inFrankfurt = {
  ...offers,
  zones: ['euc1-az1', 'euc1-az2', 'euc1-az3'],
};

function open(
  blueprint: string,
  given: Partial<FakeStreamflixApi> = {},
  region = 'eu-west-3',
) {
  const api = new FakeStreamflixApi({ offers, ...given });
  api.installation.regions = ['eu-west-3', 'eu-central-1'];
  return openTemplate('create', api, {
    suffix: 'dev-1',
    blueprint,
    region,
    owner: 'group:default/video',
  });
}

async function toNetwork() {
  await press('Next');
  await press(/^Advanced settings/);
  await press(/^Network/);
  return screen.findByRole('group', { name: /^Zone ids/ });
}

const zone = (name: RegExp) => screen.getByRole('checkbox', { name });

describe('the form and what AWS offers the account', () => {
  it('offers the zones of the account by id, those without a part disabled with the reason, and sends the selected ones', async () => {
    const { scaffolder } = open('complete');
    const group = await toNetwork();
    expect(
      zone(/^euw3-az2 – not available: no VPC links of API Gateway$/),
    ).toBeDisabled();
    expect(await findViolations(group)).toEqual([]);
    await user.click(zone(/^euw3-az3/));
    expect(
      await screen.findByText(/^Zone ids must be as many as there are zones/),
    ).toBeInTheDocument();
    await user.click(zone(/^euw3-az1/));
    await press('Next');
    await screen.findByRole('combobox', { name: /^Database secret/ });
    await finishReview();
    await press('Create');
    await waitFor(() => expect(scaffolder.scaffold).toHaveBeenCalled());
    const [{ values }] = jest.mocked(scaffolder.scaffold).mock.calls[0];
    expect(values.advanced).toEqual({
      network: { zoneIds: ['euw3-az1', 'euw3-az3'] },
    });
  });

  it('leaves the zones to the plan when none is selected', async () => {
    const { scaffolder } = open('complete');
    const group = await toNetwork();
    expect(group).toHaveTextContent('chosen by the plan');
    await user.click(zone(/^euw3-az1/));
    await user.click(zone(/^euw3-az1/));
    await press('Next');
    await screen.findByRole('combobox', { name: /^Database secret/ });
    await finishReview();
    await press('Create');
    await waitFor(() => expect(scaffolder.scaffold).toHaveBeenCalled());
    const [{ values }] = jest.mocked(scaffolder.scaffold).mock.calls[0];
    expect(JSON.stringify(values.advanced ?? {})).not.toContain('zoneIds');
  });

  it('never offers zones of an environment that runs', async () => {
    const api = new FakeStreamflixApi({ offers, stacks: [stackOf()] });
    openTemplate('change', api);
    await screen.findByText('Current state');
    await press('Next');
    await press(/^Advanced settings/);
    await press(/^Network/);
    expect(await field('VPC address range')).toBeDisabled();
    expect(screen.queryByText('Zone ids')).not.toBeInTheDocument();
  });

  it('reports a version that AWS does not offer at its field, and does not continue with it', async () => {
    open('content-delivery', { offers: inFrankfurt }, 'eu-central-1');
    await press('Next');
    await press(/^Advanced settings/);
    await press(/^Database/);
    await fillIn('PostgreSQL version', '18');
    const message =
      /^PostgreSQL version must be one that AWS offers the account in eu-central-1: 15\.17, 16\.13, 17\.9\.$/;
    expect(await screen.findByText(message)).toBeInTheDocument();
    await press('Next');
    await waitFor(() =>
      expect(
        screen.getAllByText(/PostgreSQL version must be one/).length,
      ).toBeGreaterThan(1),
    );
    expect(await field('PostgreSQL version')).toBeInTheDocument();
  });

  it('does not continue with a default that AWS does not offer, although the user has not changed it', async () => {
    const databaseVersions = { aurora: ['16.13'], rds: ['16.13', '17.9'] };
    open(
      'content-delivery',
      { offers: { ...inFrankfurt, databaseVersions } },
      'eu-central-1',
    );
    await press('Next');
    await field('Maximum service tasks');
    await press('Next');
    const messages = await screen.findAllByText(
      /PostgreSQL version must be one that AWS offers the account in eu-central-1: 16\.13, 17\.9\./,
    );
    // Also in Backstage's list of errors.
    expect(messages.length).toBeGreaterThan(1);
    expect(await field('Maximum service tasks')).toBeInTheDocument();
  });

  it('shows on the last page what only the plan can decide, and what could not be read', async () => {
    const unread = ['Allow ec2:DescribeAvailabilityZones to the role.'];
    open(
      'content-delivery',
      { offers: { ...inFrankfurt, zones: undefined, unread } },
      'eu-central-1',
    );
    await press('Next');
    await fillIn('Database instance class', 'db.t2.micro');
    const message = /AWS does not offer db\.t2\.micro for PostgreSQL 17\.9/;
    expect(await screen.findByText(message)).toBeInTheDocument();
    await press('Next');
    await screen.findByRole('combobox', { name: /^Database secret/ });
    await press('Next');
    expect(await screen.findByText(message)).toBeInTheDocument();
    expect(
      screen.getByText(
        /documentation of 2026 for zones.*ec2:DescribeAvailabilityZones/,
      ),
    ).toBeInTheDocument();
  });

  it('shows the reasons of a refusal once, also where the form finds them before the review does', async () => {
    const message =
      'PostgreSQL version must be one that AWS offers the account in eu-central-1: 16.13.';
    const databaseVersions = { aurora: ['16.13'], rds: ['16.13'] };
    const { api } = open(
      'content-delivery',
      { offers: { ...inFrankfurt, databaseVersions } },
      'eu-central-1',
    );
    await press('Next');
    await field('Maximum service tasks');
    // The page may be left, and the review decides with what AWS offers then.
    api.offers = inFrankfurt;
    api.review = { state: 'refused', problems: [{ path: '', message }] };
    await press('Next');
    await screen.findByRole('combobox', { name: /^Database secret/ });
    await press('Next');
    await screen.findByText('This cannot be deployed');
    await waitFor(() => expect(screen.getAllByText(message)).toHaveLength(1));
    expect(
      screen.queryByText('The plan would refuse this environment'),
    ).not.toBeInTheDocument();
  });

  it('disables a blueprint that lacks a part in the region, with the reason, until the region has it', async () => {
    const api = new FakeStreamflixApi();
    api.installation.regions = ['eu-west-3', 'eu-west-2'];
    api.getOffers = async ({ region }) =>
      region === 'eu-west-3'
        ? { ...offers, databaseVersions: { aurora: [], rds: ['16.13'] } }
        : { unread: [] };
    openTemplate('create', api, {
      suffix: 'dev-1',
      blueprint: 'complete',
      region: 'eu-west-3',
      owner: 'group:default/video',
    });
    const reason =
      /Not available in Paris \(eu-west-3\): AWS does not offer Aurora PostgreSQL to this account in eu-west-3 \(DescribeDBEngineVersions of RDS\)\./;
    const complete = () => screen.getByRole('radio', { name: /^Complete/ });
    await waitFor(() => expect(complete()).toBeDisabled());
    expect(complete()).toHaveAccessibleName(reason);
    expect(
      screen.getByText(/^Not available in Paris \(eu-west-3\): .*Complete/, {
        selector: '[role=status]',
      }),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('radio', { name: /^Content delivery/ }),
    ).toBeEnabled();
    await press('Next');
    await waitFor(() =>
      expect(
        screen.getAllByText(/AWS does not offer Aurora PostgreSQL/).length,
      ).toBeGreaterThan(3),
    );

    await user.click(screen.getByRole('button', { name: /Region/ }));
    await user.click(screen.getByRole('option', { name: /^London/ }));
    await waitFor(() => expect(complete()).toBeEnabled());
    expect(complete()).not.toHaveAccessibleName(/Not available/);
  });
});
